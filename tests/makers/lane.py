"""Halls with a starter lane, and briefs in it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from hirehall.contracts.models import Offer
from hirehall.contracts.queries import lane_between
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.engagements.milestone.operations import PlannedMilestone
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.market.models import Brief
from hirehall.market.queries import Lane
from hirehall.money.operations import set_founding_schedule
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person
from tests.makers.contracts import Pair, deal, planned
from tests.makers.market import make_brief, make_proposal
from tests.makers.ranking import finished_contract

LANE = {"lane.offered": 1, "lane.most_minor": 300_00}


def make_lane_hall(*, slug: str = "lane", lists: dict[str, list[str]] | None = None, **numbers: int) -> Hall:
    """A hall that opens briefs of up to 300.00 to first-timers; ``numbers`` by the last part of their names."""
    named = {f"lane.{name}": value for name, value in numbers.items()}
    return make_hall(slug=slug, name=f"Hall {slug}", of_models=LANE | named, lists=lists or {})


def make_lane_brief(hall: Hall, client: Actor, **changes: Any) -> Brief:
    small = {"budget_min": Money(200_00, hall.currency), "budget_max": Money(280_00, hall.currency)}
    return make_brief(hall, client, **{"first_timers": True} | small | changes)


class LanePair(Pair):
    """A client whose small brief is open to first-timers, and one of those who has proposed on it."""

    def __init__(self, hall: Hall | None = None, *, opened: bool = True) -> None:
        ground = hall or make_lane_hall()
        with transaction.atomic():
            set_founding_schedule(ground.id, at=LONG_AGO)
        super().__init__(
            ground,
            actor_of(make_person(f"Cleo {ground.slug}", Hat.CLIENT)),
            actor_of(make_person(f"Nia {ground.slug}", Hat.FREELANCER)),
        )
        self.opened = opened
        self.propose_again()

    def propose_again(self) -> None:
        """Another brief, and a proposal on it."""
        self.brief = make_lane_brief(self.hall, self.client, first_timers=self.opened)
        self.proposal = make_proposal(self.brief, self.freelancer, amount=Money(250_00, self.hall.currency))

    def offer(self, *milestones: PlannedMilestone, **more: Any) -> Offer:
        return make_offer(
            self.hall.id, by=self.client, terms=more.pop("terms", deal()), proposal_id=self.proposal.id,
            milestones=milestones or (planned(minor=250_00),), **more,
        )  # fmt: skip

    def finish_one(self) -> None:
        finished_contract(self.hall, self.client, self.freelancer.require_person(), self.brief)

    def lane_for_agency(self) -> Lane | None:
        """What an agency would have of the lane: nothing."""
        return lane_between(self.brief.id, freelancer_id=self.freelancer.require_person(), agency_id=new_id())

    @staticmethod
    def waivers(offer: Offer) -> list[dict[str, Any]]:
        return [unit["quote"]["waiver"] for unit in offer.versions.get().plan if "waiver" in unit["quote"]]
