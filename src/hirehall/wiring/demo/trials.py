"""The software hall's matcher: requests at each point of their way, and trials that ended well, badly, and not yet."""

from __future__ import annotations

from collections.abc import Callable, Generator

from hirehall.engagements.trial.actions.accept_offer import accept_offer
from hirehall.engagements.trial.actions.answer_match import accept_match, decline_match
from hirehall.engagements.trial.actions.choose_person import choose_person
from hirehall.engagements.trial.actions.end_trial import be_not_content, keep_person
from hirehall.engagements.trial.actions.make_request import make_request
from hirehall.engagements.trial.actions.pay_trial import pay_trial
from hirehall.engagements.trial.actions.propose_person import propose_person
from hirehall.engagements.trial.jobs import settle_now
from hirehall.engagements.trial.models import MatchRequest, Trial, Wanted
from hirehall.money.actions.fill_guarantee import fill_guarantee
from hirehall.money.queries import earned_of
from hirehall.people.models import Person
from hirehall.people.queries import actor_for
from hirehall.skills.queries import skill_named
from hirehall.vetting.queries import vetted_people
from hirehall.wiring.demo.members import Hirer
from hirehall.wiring.demo.small_halls import SmallHall
from hirehall.wiring.demo.stage import Steps

Begun = Generator[float, None, Trial | None]

LEAST, MOST, HOURS = 55, 85, 16
# title, what for, the price of the trial, or 0 where it is by the hour
ASKED = (
    ("Somebody for our booking engine", "Our booking engine slows down every Friday afternoon. We want somebody who finds out why with us, and mends it while two of us look on.", 0),
    ("An import that does not lose rows", "Suppliers send us price lists in nine shapes, and every week some rows go missing. The first two weeks should show one supplier done well.", 2_400),
    ("A second developer for six weeks", "Our only developer goes on leave in spring. Before that somebody has to learn how the warehouse system works, and to write it down.", 0),
    ("Tests for a payroll that nobody dares to touch", "It has worked since 2014, and nobody dares to change it. We want tests around it first, and then one change that the law asks for.", 0),
    ("A map of our cold stores", "Forty cold stores send a temperature each minute. We want to see them on a map, and to be called before the ice cream melts.", 1_800),
    ("Somebody who knows message queues", "Orders reach our till twice when the line is bad. We know that it is the queue, and not what to do about it.", 0),
)  # fmt: skip
WHY = (
    "Has done this for a ferry line, passed our Python test at the first try, and is free for sixteen hours a week.",
    "Their project in our screening was the one whose tests both examiners praised; that is what is needed here.",
)
SAYS = (
    "I had the same case two years ago, and it was the statistics of one table. I can begin on Monday.",
    "I like to write things down while I learn them, and would show you the first part after three days.",
)
NOT_THIS = "The import still loses the rows with an empty article number, which was the first thing that we had asked for."


class Trials(SmallHall):
    """Four weeks of matching: two trials have ended well, one has not, one runs; two requests wait for somebody."""

    def set_up(self) -> None:
        """Set it into the calendar."""
        for days, steps in (
            (27, self._silent), (22, self._not_content), (19, self._kept), (6, self._running),
            (1.4, self._to_choose), (0.4, self._at_desk),
        ):  # fmt: skip
            self._when(days, self._play, steps)

    def _play(self, steps: Callable[[], Steps]) -> None:
        self.play(steps())

    def _client(self, number: int) -> Hirer:
        return self.members.clients[number % len(self.members.clients)]

    def _ask(self, number: int) -> MatchRequest:
        title, need, price = ASKED[number]
        client = self._client(number)
        skill = skill_named(self.hall.id, "Python")
        wanted = Wanted(
            title=title,
            need=need,
            skill_ids=(skill.id,) if skill else (),
            price=self.money(price) if price else None,
            rate_least=None if price else self.money(LEAST),
            rate_most=None if price else self.money(MOST),
            weekly_hours=0 if price else HOURS,
        )
        return make_request(
            self.hall.id, by=client.actor, wanted=wanted, organisation_id=client.organisation_id
        )

    def _propose(self, request: MatchRequest, *, yes: int = 2) -> Steps:
        """The matcher thinks of those who are vetted; ``yes`` of them say yes, the next one no."""
        by = self.editor()
        people = [one for one in vetted_people(self.hall.id) if one.person_id != request.client_id][:2]
        matches = [
            propose_person(request.id, who.person_id, by=by, reason=WHY[place % 2])
            for place, who in enumerate(people)
        ]
        yield 0.3
        for place, match in enumerate(matches):
            actor = actor_for(Person.objects.get(id=match.person_id))
            rate = self.money(60 + 8 * place) if request.by_the_hour else None
            if place < yes:
                accept_match(match.id, by=actor, note=SAYS[place % 2], rate=rate)
            elif place == yes:
                decline_match(match.id, by=actor)

    def _trial(self, number: int, *, takes: int = 0) -> Begun:
        """A trial that has begun; answers it at the end of its steps."""
        request = self._ask(number)
        yield 0.5
        yield from self._propose(request)
        yield 0.7
        client = self._client(number)
        ready = list(request.matches.filter(state="ready").order_by("proposed_at"))
        if not ready:
            return None
        chosen = ready[min(takes, len(ready) - 1)]
        offer = choose_person(chosen.id, by=client.actor)
        yield 0.4
        trial = accept_offer(offer.id, by=actor_for(Person.objects.get(id=chosen.person_id)))
        yield 0.2
        paid = pay_trial(trial.id, by=client.actor)
        if paid.payment_id is not None:
            settle_now(paid.payment_id)
        return Trial.objects.get(id=trial.id)

    def _silent(self) -> Steps:
        yield from self._trial(0)

    def _not_content(self) -> Steps:
        trial = yield from self._trial(1, takes=1)
        if trial is None:
            return
        free = earned_of(self.hall.id, self.hall.currency)
        if free.minor:
            fill_guarantee(self.hall.id, by=self.editor(), amount=min(self.money(1_200), free))
        yield 9
        be_not_content(trial.id, by=self._client(1).actor, reason=NOT_THIS)

    def _kept(self) -> Steps:
        trial = yield from self._trial(2)
        if trial is None:
            return
        yield 11
        keep_person(trial.id, by=self._client(2).actor, further="hourly")

    def _running(self) -> Steps:
        yield from self._trial(3, takes=1)

    def _to_choose(self) -> Steps:
        request = self._ask(4)
        yield 0.4
        yield from self._propose(request)

    def _at_desk(self) -> Steps:
        self._ask(5)
        yield 0
