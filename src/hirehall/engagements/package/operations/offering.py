"""A custom offer: what the freelancer writes in a conversation about a service, as terms and as an order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hirehall.contracts import operations as contracts
from hirehall.contracts.models import Contract, Offer, OfferVersion
from hirehall.contracts.operations import WrittenTerms
from hirehall.engagements.package import queries
from hirehall.engagements.package.models import CustomOffer, Inquiry, Order
from hirehall.engagements.package.operations.placing import clocks_in_words
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls import queries as halls
from hirehall.halls.models import Policy
from hirehall.look.formats import money_text, plural


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferContent:
    """What a freelancer offers for one client. The text is checked before it comes here."""

    title: str
    scope: str
    days: int
    revisions: int
    price: Money
    revision_price: Money | None = None
    questions: tuple[str, ...] = ()

    def package(self) -> dict[str, Any]:
        """As an order's package; 0 is the number of none that stands on the service's page."""
        return {
            "number": 0,
            "title": self.title,
            "scope": self.scope,
            "days": self.days,
            "revisions": self.revisions,
            "price_minor": self.price.minor,
            "revision_price_minor": self.revision_price.minor if self.revision_price else None,
        }


def offered_terms(inquiry: Inquiry, content: OfferContent, *, policy: Policy, by: Actor) -> WrittenTerms:
    """The terms of a custom offer, its fees quoted now and frozen."""
    service = inquiry.service
    quote = queries.quote_for_price(
        service,
        content.price,
        client_id=inquiry.client_id,
        organisation_id=inquiry.organisation_id,
        lead_id=by.person_id,
    )
    parts = [content.scope]
    revisions = plural(content.revisions, "revision") if content.revisions else "No revision"
    parts.append(f"Delivered within {plural(content.days, 'day')}. {revisions} included.")
    if content.revision_price:
        parts.append(f"One more revision costs {money_text(content.revision_price)}.")
    like = queries.piece_of(inquiry)
    if like is not None:
        parts.append(f"Something like “{like.title}”, as the freelancer shows it here.")
    return WrittenTerms(
        title=content.title,
        scope="\n\n".join(parts),
        total=content.price,
        clauses=[
            {"id": str(clause.id), "kind": clause.kind, "title": clause.title, "text": clause.text}
            for clause in halls.clauses_now(service.hall_id)
        ],
        plan=[
            {
                "id": str(new_id()),
                "title": content.title,
                "criteria": [],
                "amount_minor": content.price.minor,
                "due_on": None,
                "freelancer_fee_minor": quote.freelancer_fee.minor,
                "client_fee_minor": quote.client_fee.minor,
                "quote": quote.as_json(),
            }
        ],
        clocks=clocks_in_words(policy),
    )


def order_of(offer: Offer, last: OfferVersion, custom: CustomOffer, *, by: Actor) -> tuple[Contract, Order]:
    """The contract of an accepted custom offer, its one order, and its room. The money is asked for next."""
    plan = last.plan[0]
    schedule_id = plan["quote"].get("schedule_id")
    contract, _ = contracts.start_contract(
        offer, last, schedule_id=UUID(schedule_id) if schedule_id else None, by=by
    )
    order = Order.objects.create(
        id=UUID(plan["id"]),
        contract=contract,
        title=contract.title,
        amount_minor=plan["amount_minor"],
        freelancer_fee_minor=plan["freelancer_fee_minor"],
        client_fee_minor=plan["client_fee_minor"],
        quote=plan["quote"],
        service_id=custom.inquiry.service_id,
        piece_id=custom.inquiry.request.piece_id if custom.inquiry.request else None,
        package=custom.package,
        questions=custom.questions,
        days=custom.package["days"],
        revisions=custom.package["revisions"],
        ordered_at=clock.now(),
    )
    contracts.open_room(contract, also=custom.inquiry.client_id, by=by)
    return contract, order
