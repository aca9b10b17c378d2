"""A hall that matches by hand: a client, two people who could be proposed, and a matcher at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hirehall.contracts.models import Offer
from hirehall.engagements.trial.actions.accept_offer import accept_offer
from hirehall.engagements.trial.actions.answer_match import accept_match
from hirehall.engagements.trial.actions.choose_person import choose_person
from hirehall.engagements.trial.actions.make_request import make_request
from hirehall.engagements.trial.actions.pay_trial import pay_trial
from hirehall.engagements.trial.actions.propose_person import propose_person, show_people
from hirehall.engagements.trial.models import Match, MatchRequest, Trial, Wanted
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Hat
from hirehall.halls.models import Hall, Policy
from hirehall.money.models import FeeSchedule
from hirehall.money.operations import set_founding_schedule
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person, staff_of
from tests.makers.contracts import eur

POT_AT_ONCE = {"trial.pot_least_percent": 0, "trial.pot_per_pair": 100}
"""What most tests are not about."""
WHY = "Has rebuilt two shops of this size, and is free from Monday."
NOTE = "I have done this twice, and can begin on Monday."
REASON = "The work that was shown did not meet what we had agreed."


def wanted(**more: Any) -> Wanted:
    given = {
        "title": "A checkout that works",
        "need": "Our checkout fails on telephones; somebody finds out why and repairs it with us.",
        "rate_least": eur(40_00),
        "rate_most": eur(70_00),
        "weekly_hours": 10,
    }
    return Wanted(**{**given, **more})


@dataclass
class Desk:
    """Two weeks at ten hours a week and 50.00 an hour: a trial of 1,000.00, 20% + 3%."""

    hall: Hall
    client: Actor
    freelancer: Actor
    other: Actor
    matcher: Actor

    def asked(self, **more: Any) -> MatchRequest:
        return make_request(self.hall.id, by=self.client, wanted=wanted(**more))

    def proposed(self, request: MatchRequest | None = None, who: Actor | None = None) -> Match:
        request = request or self.asked()
        person = (who or self.freelancer).require_person()
        return propose_person(request.id, person, by=self.matcher, reason=WHY)

    def ready(self, request: MatchRequest | None = None, who: Actor | None = None) -> Match:
        match = self.proposed(request, who)
        rate = eur(50_00) if match.request.by_the_hour else None
        return accept_match(match.id, by=who or self.freelancer, note=NOTE, rate=rate)

    def shown(self, *others: Actor, **more: Any) -> Match:
        """The first of those whom the client sees."""
        request = self.asked(**more)
        asked = [self.proposed(request, who) for who in (self.freelancer, *others)]
        rate = eur(50_00) if request.by_the_hour else None
        for match, who in zip(asked, (self.freelancer, *others), strict=True):
            accept_match(match.id, by=who, note=NOTE, rate=rate)
        jobs.drain()
        return again(asked[0])

    def offered(self, *others: Actor, **more: Any) -> Offer:
        return choose_person(self.shown(*others, **more).id, by=self.client)

    def agreed(self, **more: Any) -> Trial:
        return accept_offer(self.offered(**more).id, by=self.freelancer)

    def running(self, **more: Any) -> Trial:
        trial = pay_trial(self.agreed(**more).id, by=self.client)
        jobs.drain()
        return trial_again(trial)

    def in_window(self, **more: Any) -> Trial:
        trial = self.running(**more)
        assert trial.ends_at is not None
        with clock.at(trial.ends_at):
            jobs.run_sweeps()
        return trial_again(trial)


def again(match: Match) -> Match:
    return Match.objects.select_related("request", "person").get(id=match.id)


def request_again(request: MatchRequest) -> MatchRequest:
    return MatchRequest.objects.get(id=request.id)


def trial_again(trial: Trial) -> Trial:
    return Trial.objects.select_related("contract").get(id=trial.id)


def switch_on(hall: Hall, **numbers: int) -> None:
    """The hall matches by hand; anybody may be proposed unless told otherwise."""
    for policy in Policy.objects.filter(hall=hall):
        told = {**policy.of_models, "trial.offered": 1, "trial.only_vetted": 0, **POT_AT_ONCE, **numbers}
        Policy.objects.filter(id=policy.id).update(of_models=told)


def make_desk(hall: Hall | None = None, *, name: str = "Desk", **numbers: int) -> Desk:
    hall = hall or make_hall()
    if not FeeSchedule.objects.filter(hall=hall).exists():
        with transaction.atomic():
            set_founding_schedule(hall.id, at=LONG_AGO)
    switch_on(hall, **numbers)
    return Desk(
        hall,
        actor_of(make_person(f"Clara {name}", Hat.CLIENT)),
        actor_of(make_person(f"Finn {name}")),
        actor_of(make_person(f"Fern {name}")),
        staff_of(make_person(f"Mara {name}", Hat.CLIENT, operator=True)),
    )


__all__ = [
    "NOTE",
    "REASON",
    "WHY",
    "Desk",
    "again",
    "make_desk",
    "request_again",
    "show_people",
    "trial_again",
]
