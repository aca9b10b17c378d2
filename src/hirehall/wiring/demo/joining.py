"""A hall that people apply to and whose members vote on its fees, and one with new fees under notice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.front.actions.open_fee_vote import open_fee_vote
from hirehall.front.fee_replay import charge_again
from hirehall.halls.actions.appeal_application import appeal_application
from hirehall.halls.actions.apply_to_hall import apply_to_hall
from hirehall.halls.actions.appoint_hall_operator import appoint_hall_operator
from hirehall.halls.actions.date_policy import date_policy
from hirehall.halls.actions.decide_application import decide_application
from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.states.joining import QUESTIONS
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.fees.actions.cast_ballot import cast_ballot
from hirehall.money.fees.actions.draft_schedule import draft_schedule
from hirehall.people.actions.join import join
from hirehall.people.models import Person
from hirehall.people.queries import actor_for
from hirehall.wiring.demo.hall import DEMO, but_own_clients
from hirehall.wiring.demo.small_halls import SmallHall

TEMPLATE, TEMPLATE_OF_NOTICE = "translation", "local-trades"
CLOSES, DRAFTED, ASKED, NOTICE_DAYS = 24, 9, 6, 35
DOORS = {"joining.open": 0, "joining.application": 1, "joining.invitation": 1, "fees.vote_days": 14}
WHY = "Too many joined who had never translated for pay. From now on a member reads what somebody has done."
ASKS = ("Which texts have you translated, and for whom?", "Into which language do you write?")
APPLICANTS: tuple[tuple[float, str, tuple[str, str]], ...] = (
    (14, "Ilse Vandamme", ("Manuals of pumps for two makers in Ghent, nine years.", "Dutch, from German and French.")),
    (11, "Rune Dahl", ("Menus, mostly.", "Norwegian.")),
    (4, "Teresa Valdivia", ("Contracts of sale for a notary, and the letters around them.", "Spanish, from French.")),
    (1.5, "Milan Horak", ("Subtitles of eleven films for a festival in Brno.", "Czech, from English.")),
)  # fmt: skip
WELCOME = "Nine years of the same makers tell enough. Welcome."
NOT_YET = (
    "Menus alone do not show whether you can carry an argument. Send a longer text when you apply again."
)
APPEAL = "I left out the guide of the harbour museum, sixty pages; it is on my profile now."


def rules(freelancer: int, client: int) -> dict[str, Any]:
    """Shares in basis points; whom a freelancer brought along stays free, as in both halls so far."""
    return {
        "form": 1,
        "freelancer": but_own_clients({"kind": "percent", "basis_points": freelancer}),
        "client": but_own_clients({"kind": "percent", "basis_points": client}),
    }


VOTED_ON, ANNOUNCED = rules(700, 400), rules(400, 250)


class Joining(SmallHall):
    """Set into the last weeks: the door, four applications, a draft of fees and the vote on it."""

    def set_up(self) -> None:
        self._when(CLOSES, self._ask_at_the_door)
        for days, name, answers in APPLICANTS:
            self._when(days, self._applies, days, name, answers)
        self._when(DRAFTED, self._puts_to_the_vote)

    def _ask_at_the_door(self) -> None:
        """Everybody who is there stays; one of them serves the hall from now on."""
        actors = [one.actor for one in self.members.freelancers]
        for actor in (*actors, *(one.actor for one in self.members.clients)):
            join_hall(self.hall.id, by=actor)
        editor = self.editor()
        date_policy(
            self.hall.id, by=editor, effective_from=clock.now() + timedelta(days=1), changes=DOORS, reason=WHY,
            lists={QUESTIONS: ASKS},
        )  # fmt: skip
        serves = Person.objects.get(id=actors[0].require_person())
        appoint_hall_operator(self.hall.id, by=editor, who=f"@{serves.handle}")

    def _applies(self, days: float, name: str, answers: tuple[str, str]) -> None:
        address = f"{name.lower().replace(' ', '.')}@members.example"
        who = join(by=DEMO, name=name, email=address, password="", side="freelancer", verified=True)
        asked = apply_to_hall(self.hall.id, by=actor_for(who), answers=answers)
        if name == APPLICANTS[0][1]:
            decide_application(asked.id, by=self.editor(), accepts=True, reason=WELCOME)
        elif name == APPLICANTS[1][1]:
            decide_application(asked.id, by=self.editor(), accepts=False, reason=NOT_YET)
            self._when(days - 2, lambda: appeal_application(asked.id, by=actor_for(who), text=APPEAL))

    def _puts_to_the_vote(self) -> None:
        editor, day = self.editor(), clock.now() + timedelta(days=60)
        draft = draft_schedule(
            self.hall.id,
            by=editor,
            rules=VOTED_ON,
            wanted_from=day,
            note="Less from who translates, a little more from who asks.",
        )
        charge_again(draft.id)
        self._when(ASKED, self._opens, draft.id)

    def _opens(self, draft_id: UUID) -> None:
        vote = open_fee_vote(draft_id, by=self.editor())
        said = ("yes", "yes", "no")
        for one, choice in zip(self.members.freelancers, said, strict=False):
            cast_ballot(vote.id, by=one.actor, choice=choice)


class UnderNotice(SmallHall):
    """New fees that everybody can read before they count."""

    def set_up(self) -> None:
        self._when(DRAFTED, self._announces)

    def _announces(self) -> None:
        editor, day = self.editor(), clock.now() + timedelta(days=NOTICE_DAYS)
        note = "Less from who works; a little more from who asks."
        draft = draft_schedule(self.hall.id, by=editor, rules=ANNOUNCED, wanted_from=day, note=note)
        charge_again(draft.id)
        announce_schedule(self.hall.id, by=editor, rules=ANNOUNCED, effective_from=day, note=note)
