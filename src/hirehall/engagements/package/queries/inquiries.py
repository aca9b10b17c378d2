"""Conversations about a service before an order, and what is offered in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hirehall.contracts import queries as contracts
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract, Offer, OfferVersion
from hirehall.contracts.states import OPEN_OFFER, OfferState, Side
from hirehall.engagements.package.models import CustomOffer, Inquiry
from hirehall.engagements.package.states import MODEL
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, ActorKind, Hat
from hirehall.foundation.addresses import address, at_hall
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.skills.queries import Piece, piece_in

OFFER_WORDS = {
    "offered": ("On the table", "warn"),
    "countered": ("On the table", "warn"),
    "accepted": ("Ordered", "ok"),
    "declined": ("Declined", "neutral"),
    "withdrawn": ("Taken back", "neutral"),
    "expired": ("Expired", "neutral"),
    "draft": ("Draft", "neutral"),
}


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One custom offer in its conversation."""

    id: UUID
    title: str
    price: Money
    days: int
    word: tuple[str, str]
    sent_at: datetime
    expires_at: datetime | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class InquiryPage:
    """A conversation about a service: who asks whom, what was offered, and what one may do."""

    inquiry: Inquiry
    side: Side
    client_name: str
    freelancer_name: str
    thread_href: str
    offers: list[OfferLine]
    may_order: bool
    piece: Piece | None


@dataclass(frozen=True, slots=True)
class CustomOfferPage:
    """One custom offer, for both sides."""

    offer: Offer
    custom: CustomOffer
    version: OfferVersion
    side: Side
    is_open: bool
    is_my_turn: bool
    may_pay: bool
    may_withdraw: bool
    price: Money
    client_fee: Money
    commission: Money
    revision_price: Money | None
    contract_id: UUID | None
    thread_href: str
    piece: Piece | None

    @property
    def client_pays(self) -> Money:
        return self.price + self.client_fee

    @property
    def freelancer_gets(self) -> Money:
        return self.price - self.commission


def inquiries_visible_to(by: Actor) -> QuerySet[Inquiry]:
    if by.is_staff or by.kind is not ActorKind.PERSON:
        return Inquiry.objects.none()
    own = Q(service__freelancer_id=by.person_id, service__agency=None)
    agencys = Q(service__agency_id__in=by.managed_agency_ids)
    mine = contracts.client_side(by) | own | agencys
    return Inquiry.objects.filter(at_hall(by, "service__hall_id") & mine)


def side_in(inquiry: Inquiry, by: Actor) -> Side:
    """On which side of it the actor stands, who can see it; who asked stays a client, whatever agency they join."""
    if by.is_client_side(inquiry.client_id, inquiry.organisation_id):
        return Side.CLIENT
    return Side.FREELANCER


def inquiries_of(organisation_id: UUID, *, besides: UUID) -> dict[Hat, list[UUID]]:
    """Inquiries of an organisation by its side, but for those that the person is a side of in their own name."""
    own = Q(client_id=besides, organisation=None) | Q(service__freelancer_id=besides, service__agency=None)
    others = Inquiry.objects.filter(request=None).exclude(own)
    return {
        Hat.CLIENT: list(others.filter(organisation_id=organisation_id).values_list("id", flat=True)),
        Hat.FREELANCER: list(others.filter(service__agency_id=organisation_id).values_list("id", flat=True)),
    }


def inquiry_for(by: Actor, inquiry_id: UUID) -> Inquiry:
    """The inquiry with its service and sides, when the actor is on one of them.

    Raises:
        Refused: ``inquiry.not_found``.
    """
    rows = inquiries_visible_to(by).select_related(
        "client", "organisation", "service__freelancer", "service__agency", "request"
    )
    found = rows.filter(id=inquiry_id).first()
    if found is None:
        raise not_found("inquiry")
    return found


def asked_today(client_id: UUID) -> int:
    since = clock.now() - timedelta(days=1)
    return Inquiry.objects.filter(client_id=client_id, request=None, opened_at__gt=since).count()


def open_offer_of(inquiry: Inquiry) -> Offer | None:
    """The offer that is on the table in this conversation, locked: there is at most one."""
    open_ones = CustomOffer.objects.filter(inquiry=inquiry, offer__state__in=list(OPEN_OFFER)).values(
        "offer_id"
    )
    rows = Offer.objects.select_for_update(no_key=True, of=("self",))
    return (
        rows.select_related("client", "organisation", "freelancer", "agency", "policy")
        .filter(id__in=open_ones)
        .first()
    )


def custom_of(offer: Offer) -> CustomOffer:
    """What is offered beside the envelope.

    Raises:
        Refused: ``offer.not_found`` for an offer of another model.
    """
    found = (
        CustomOffer.objects.select_related("inquiry__service", "inquiry__request").filter(offer=offer).first()
    )
    if found is None:
        raise not_found("offer")
    return found


def inquiry_page(by: Actor, inquiry_id: UUID) -> InquiryPage:
    """The page of a conversation about a service: two queries, however many offers there are."""
    inquiry = inquiry_for(by, inquiry_id)
    side = side_in(inquiry, by)
    rows = CustomOffer.objects.filter(inquiry=inquiry).select_related("offer").order_by("-offer__made_at")
    return InquiryPage(
        inquiry=inquiry,
        side=side,
        client_name=inquiry.organisation.name if inquiry.organisation else inquiry.client.name,
        freelancer_name=inquiry.service.offered_by,
        thread_href=_thread(inquiry),
        offers=[_line(row) for row in rows],
        may_order=side is Side.CLIENT and inquiry.service.state == "published",
        piece=piece_of(inquiry),
    )


def _line(row: CustomOffer) -> OfferLine:
    offer = row.offer
    return OfferLine(
        offer.id, offer.title, offer.total, row.package["days"], OFFER_WORDS[offer.state], offer.made_at,
        offer.expires_at, offer.state in OPEN_OFFER,
    )  # fmt: skip


def custom_offer_page(by: Actor, offer_id: UUID) -> CustomOfferPage:
    """One custom offer: four queries.

    Raises:
        Refused: ``offer.not_found``.
    """
    offer = contracts.offer_for(by, offer_id, model=MODEL)
    custom = custom_of(offer)
    version = contracts.versions_of(offer)[0]
    plan: dict[str, Any] = version.plan[0]
    minor = custom.package.get("revision_price_minor")
    side = contract_rules.side_of(offer, by) or Side.CLIENT
    passed = offer.expires_at is not None and offer.expires_at <= clock.now()
    is_open = offer.state in OPEN_OFFER and not passed
    contract = Contract.objects.filter(offer=offer).values_list("id", flat=True).first()
    return CustomOfferPage(
        offer=offer,
        custom=custom,
        version=version,
        side=side,
        is_open=is_open,
        is_my_turn=is_open and offer.state == OfferState.COUNTERED and contract_rules.may_hire(offer, by),
        may_pay=contract_rules.may_pay(offer, by),
        may_withdraw=is_open and side is Side.FREELANCER and not by.is_staff,
        price=Money(plan["amount_minor"], offer.currency),
        client_fee=Money(plan["client_fee_minor"], offer.currency),
        commission=Money(plan["freelancer_fee_minor"], offer.currency),
        revision_price=Money(minor, offer.currency) if minor else None,
        contract_id=contract,
        thread_href=_thread(custom.inquiry),
        piece=piece_of(custom.inquiry),
    )


def piece_of(inquiry: Inquiry) -> Piece | None:
    """The work of the freelancer that it should be like, while they show it: none, or one query."""
    asked = inquiry.request
    if asked is None or asked.piece_id is None:
        return None
    return piece_in(asked.piece_id, asked.hall_id)


def _thread(inquiry: Inquiry) -> str:
    return address("conversations:thread", inquiry.thread_id) if inquiry.thread_id else ""
