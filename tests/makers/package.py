"""Services and orders, made the way people make them: through actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations import OfferContent
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor
from hirehall.halls.models import Hall
from hirehall.market.actions.draft_service import draft_service
from hirehall.market.actions.publish_service import publish_service
from hirehall.market.content import ExtraContent, PackageContent, ServiceContent
from hirehall.market.models import Service
from tests.makers.contracts import eur, make_pair
from tests.makers.market import make_skill


def service_content(hall: Hall, **more: Any) -> ServiceContent:
    skill = make_skill(hall, "Illustration", category="Design")
    given: dict[str, Any] = {
        "title": "A logo for a small business",
        "description": "Three drafts by hand, one of them worked out in every size that you need.",
        "category_id": skill.category_id,
        "skill_ids": (skill.id,),
        "packages": (
            PackageContent(
                title="Basic",
                scope="One draft, as SVG and PNG.",
                days=3,
                revisions=1,
                price=eur(100_00),
                revision_price=eur(20_00),
            ),
            PackageContent(
                title="Premium",
                scope="Three drafts and a style sheet.",
                days=7,
                revisions=3,
                price=eur(400_00),
            ),
        ),
        "extras": (ExtraContent(title="Business card", price=eur(50_00), days=2),),
        "questions": ("What does your business do?", "Which colours do you like?"),
        **more,
    }
    return ServiceContent(**given)


def offer_content(**more: Any) -> OfferContent:
    given: dict[str, Any] = {
        "title": "A logo and a sign for the shop",
        "scope": "One logo, and a sign for above the door, ready for the printer.",
        "days": 5,
        "revisions": 1,
        "price": eur(300_00),
        **more,
    }
    return OfferContent(**given)


def make_service(hall: Hall, by: Actor, **more: Any) -> Service:
    """A published service."""
    drafted = draft_service(hall.id, by=by, content=service_content(hall, **more))
    service: Service = publish_service(drafted.id, by=by)
    return service


@dataclass
class Shop:
    """A hall with a client, a freelancer, and a service of theirs."""

    hall: Hall
    client: Actor
    freelancer: Actor
    service: Service

    def ordered(self, *, package: int = 1, extras: tuple[int, ...] = (), **more: Any) -> Order:
        """Ordered and paid."""
        order = place_order(
            more.pop("service", self.service).id,
            by=more.pop("by", self.client),
            package=package,
            extras=extras,
            **more,
        )
        jobs.drain()
        return again(order)

    def begun(self, **more: Any) -> Order:
        order = self.ordered(**more)
        answers = tuple("A bakery, in warm colours." for _ in order.questions)
        return give_requirements(order.id, by=self.client, answers=answers) if answers else order

    def hand_over(self, order: Order) -> Order:
        return deliver_order(order.id, by=self.freelancer, note="Here are all the files.")

    def delivered(self, **more: Any) -> Order:
        return self.hand_over(self.begun(**more))


def again(order: Order) -> Order:
    return Order.objects.select_related("contract").get(id=order.id)


def make_shop(
    hall: Hall | None = None,
    *,
    client: str = "Hollis Grey",
    freelancer: str = "Mateus Lindqvist",
    **service: Any,
) -> Shop:
    pair = make_pair(hall, client=client, freelancer=freelancer)
    return Shop(pair.hall, pair.client, pair.freelancer, make_service(pair.hall, pair.freelancer, **service))
