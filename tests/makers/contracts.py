"""Offers and contracts, made the way people make them: through actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from hirehall.contracts.models import Contract, Offer
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import DealTerms, PlannedMilestone
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor, Hat, system
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.money.operations import set_founding_schedule
from hirehall.money.rails.driving import drive_payment
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person

RAIL = system("rail")
CLOCK = system("clock")


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def planned(title: str = "Checkout redesign", minor: int = 1_000_00, **more: Any) -> PlannedMilestone:
    given = {"criteria": ("All six screens are there", "It works by keyboard"), **more}
    return PlannedMilestone(title=title, amount=eur(minor), **given)


def deal(title: str = "Shop relaunch", **more: Any) -> DealTerms:
    given = {"scope": "Redesign the checkout of our shop, from basket to receipt.", **more}
    return DealTerms(title=title, **given)


@dataclass
class Pair:
    """A hall with a client and a freelancer who may come to a deal."""

    hall: Hall
    client: Actor
    freelancer: Actor

    def offer(self, *milestones: PlannedMilestone, **more: Any) -> Offer:
        return make_offer(
            self.hall.id,
            by=self.client,
            terms=more.pop("terms", deal()),
            milestones=milestones or (planned(),),
            freelancer_id=self.freelancer.person_id,
            **more,
        )

    def contract(self, *milestones: PlannedMilestone) -> Contract:
        contract: Contract = accept_offer(self.offer(*milestones).id, by=self.freelancer)
        jobs.drain()
        return contract

    def funded(self, *milestones: PlannedMilestone) -> Milestone:
        return self.fund(first(self.contract(*milestones)))

    def fund(self, milestone: Milestone) -> Milestone:
        begin_funding(milestone.id, by=self.client)
        jobs.drain()
        return again(milestone)

    def deliver(self, milestone: Milestone, note: str = "All six screens, and the notes.") -> Milestone:
        return deliver_work(milestone.id, by=self.freelancer, note=note)

    def delivered(self, *milestones: PlannedMilestone) -> Milestone:
        return self.deliver(self.funded(*milestones))

    def accepted(self, *milestones: PlannedMilestone) -> Milestone:
        return accept_delivery(self.delivered(*milestones).id, by=self.client)

    def finished(self, *milestones: PlannedMilestone) -> Contract:
        """A contract whose milestones were all funded, delivered and accepted: it has completed itself."""
        contract = self.contract(*milestones)
        for milestone in contract.milestones.order_by("position"):
            self.deliver(self.fund(milestone))
            accept_delivery(milestone.id, by=self.client)
        jobs.drain()
        contract.refresh_from_db()
        return contract


def first(contract: Contract) -> Milestone:
    return contract.milestones.order_by("position")[0]


def again(milestone: Milestone) -> Milestone:
    return Milestone.objects.select_related("contract").get(id=milestone.id)


def make_pair(
    hall: Hall | None = None, *, client: str = "Hollis Grey", freelancer: str = "Mateus Lindqvist"
) -> Pair:
    ground = hall or make_hall()
    with transaction.atomic():
        set_founding_schedule(ground.id, at=LONG_AGO)
    return Pair(
        ground,
        actor_of(make_person(client, Hat.CLIENT)),
        actor_of(make_person(freelancer, Hat.FREELANCER)),
    )


def receive(milestone: Milestone) -> UUID:
    """The rail has collected the milestone's payment, and nobody has settled it yet."""
    assert milestone.payment_id is not None
    drive_payment(milestone.payment_id)
    return milestone.payment_id
