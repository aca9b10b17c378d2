"""The offer's envelope: drafts, versions, answers, and the contract that an accepted one becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet

from hirehall.contracts import facts
from hirehall.contracts.models import Offer, OfferVersion
from hirehall.contracts.operations.clauses import Written, settled_clauses
from hirehall.contracts.queries import Basis
from hirehall.contracts.states import OfferState, Side
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import operations as halls
from hirehall.halls.models import Policy
from hirehall.halls.queries import policy_now
from hirehall.market import operations as market_operations
from hirehall.market.states import Met
from hirehall.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTerms:
    """Terms as an engagement model hands them over: checked, with its plan priced and its clocks in words.

    Attributes:
        clauses: those that were chosen; None keeps what stands, or takes the hall's own one of each kind.
    """

    title: str
    scope: str
    total: Money
    starts_on: date | None = None
    ends_on: date | None = None
    clauses: Written | None = None
    plan: list[dict[str, Any]] = field(default_factory=list)
    clocks: list[str] = field(default_factory=list)
    note: str = ""

    def columns(self, hall_id: UUID, standing: Written | None = None) -> dict[str, Any]:
        return {
            "title": self.title,
            "scope": self.scope,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "clauses": settled_clauses(self.clauses, hall_id=hall_id, standing=standing),
            "plan": self.plan,
            "clocks": self.clocks,
            "total_minor": self.total.minor,
            "note": self.note,
        }


def require_nobody_suspended(*person_ids: UUID | None, hold: bool = False) -> None:
    """Refuse when one of the people is suspended or has closed the account.

    Args:
        hold: keep it so until commit: nobody closes their account while a contract of theirs begins. After the
            brief and the proposal are locked, as the market does.
    """
    wanted = tuple(person_id for person_id in person_ids if person_id is not None)
    for who in _held(wanted) if hold else _standing(wanted):
        if who.suspended_at is not None or not who.is_active:
            raise Refused(
                "person.suspended",
                f"{who.name}'s account is suspended or closed, so this cannot happen now.",
                because=Because.FORBIDDEN,
            )


@kept
def _standing(person_ids: tuple[UUID, ...]) -> QuerySet[Person]:
    return Person.objects.filter(id__any_of=person_ids).only("id", "name", "suspended_at", "is_active")


@kept
def _held(person_ids: tuple[UUID, ...]) -> QuerySet[Person]:
    rows = Person.objects.filter(id__any_of=person_ids).select_for_update(no_key=True).order_by("id")
    return rows.only("id", "name", "suspended_at", "is_active")


def write_draft(
    basis: Basis, *, hall_id: UUID, model: str, terms: WrittenTerms, policy: Policy, by: Actor
) -> Offer:
    """A new offer as a draft, with its first version. Only the side that writes it sees it.

    Args:
        basis: whom it is between, what it begins from, and how the two have met, or meet by it; its fees were quoted by
            that.
    """
    freelancers_own = basis.side is Side.CLIENT and basis.freelancer_id == by.person_id
    if basis.freelancer_id == basis.client_id or freelancers_own:
        raise Refused("offer.to_oneself", "You cannot hire yourself.", because=Because.INVALID)
    halls.require_way(policy, model)
    halls.require_member(hall_id, by=by)
    now = clock.now()
    offer = Offer.objects.create(
        hall_id=hall_id,
        model=model,
        client_id=basis.client_id,
        organisation_id=basis.organisation_id,
        freelancer_id=basis.freelancer_id,
        agency_id=basis.agency_id,
        brief_id=basis.brief_id,
        proposal_id=basis.proposal_id,
        request_id=basis.request_id,
        origin=basis.origin,
        currency=terms.total.currency,
        policy=policy,
        title=terms.title,
        total_minor=terms.total.minor,
        made_by_id=by.require_person(),
        made_at=now,
    )
    _write_version(offer, terms, side=basis.side, by=by)
    return offer


def rewrite_draft(offer: Offer, terms: WrittenTerms, *, by: Actor) -> Offer:
    """Write other terms into a draft. Nobody else has seen it, so its one version is replaced."""
    offer.title, offer.total_minor = terms.title, terms.total.minor
    offer.version += 1
    offer.save(update_fields=["title", "total_minor", "version"])
    standing = _clauses_on_table(offer)
    offer.versions.all().delete()
    _write_version(offer, terms, side=offer.written_by_side, by=by, standing=standing)
    return offer


def send_offer(offer: Offer, *, by: Actor, until: datetime | None = None) -> Offer:
    """Put a draft on the table for the other side; its clock starts, and how the two met is kept for good.

    Args:
        until: how long it can be accepted, where whoever writes it says so; the policy's days otherwise.
    Raises:
        Refused: ``offer.met_otherwise`` for a draft whose fees were quoted before the two met in another way.
    """
    halls.require_way(policy_now(offer.hall_id), offer.model)
    halls.require_member(offer.hall_id, by=by)
    if offer.request_id is not None:
        market_operations.mark_quoted(offer.request_id, offer_id=offer.id)
    met = market_operations.meet(
        offer.hall_id,
        client_id=offer.client_id,
        organisation_id=offer.organisation_id,
        freelancer_id=offer.freelancer_id,
        agency_id=offer.agency_id,
        by_way_of=Met(offer.origin),
    )
    if met != offer.origin:
        raise Refused(
            "offer.met_otherwise",
            "Since this was written the two sides have met in another way, and other fees count. "
            "Take it back, and write it again.",
        )
    quoted = offer.written_by_side is Side.FREELANCER
    offer.state = OfferState.COUNTERED if quoted else OfferState.OFFERED
    _restart_clock(offer)
    offer.expires_at = until or offer.expires_at
    try:
        offer.save(update_fields=["state", "expires_at"])
    except IntegrityError as there_is_one:  # the refusal ends the transaction
        raise _already_made() from there_is_one
    if quoted:
        _record(facts.OfferQuoted, offer, by=by, request_id=offer.request_id, expires_at=offer.expires_at)
    else:
        _record(facts.OfferMade, offer, by=by, expires_at=offer.expires_at)
    return offer


def counter_offer(offer: Offer, terms: WrittenTerms, *, side: Side, by: Actor) -> Offer:
    """Put another version on the table; now the other side is to answer, with a fresh clock."""
    if terms.total.currency != offer.currency:
        raise Refused("contract.currency_mismatch", f"This offer is in {offer.currency}.", field="currency")
    standing = _clauses_on_table(offer)
    offer.number += 1
    offer.title, offer.total_minor = terms.title, terms.total.minor
    offer.state = OfferState.COUNTERED if side is Side.FREELANCER else OfferState.OFFERED
    offer.version += 1
    _restart_clock(offer)
    offer.save()
    _write_version(offer, terms, side=side, by=by, standing=standing)
    _record(facts.OfferCountered, offer, by=by, side=side.value, expires_at=offer.expires_at)
    return offer


def close_offer(
    offer: Offer, state: OfferState, *, by: Actor, side: Side | None = None, answer: str = ""
) -> Offer:
    """Take an offer off the table: accepted, declined, withdrawn or expired."""
    sent = offer.state != OfferState.DRAFT
    offer.state, offer.answer, offer.answered_at = state, answer, clock.now()
    offer.version += 1
    offer.save(update_fields=["state", "answer", "answered_at", "version"])
    if offer.request_id is not None and sent and state is not OfferState.ACCEPTED:
        market_operations.reopen_request(offer.request_id)
    name = side.value if side else ""
    match state:
        case OfferState.ACCEPTED:
            _record(facts.OfferAccepted, offer, by=by, side=name)
        case OfferState.DECLINED:
            _record(facts.OfferDeclined, offer, by=by, side=name, reason=answer)
        case OfferState.WITHDRAWN if sent:
            _record(facts.OfferWithdrawn, offer, by=by, side=name)
        case OfferState.EXPIRED:
            _record(facts.OfferExpired, offer, by=by)
        case _:
            pass
    return offer


def _clauses_on_table(offer: Offer) -> Written | None:
    last = offer.versions.order_by("-number").first()
    return last.clauses if last else None


def _write_version(
    offer: Offer, terms: WrittenTerms, *, side: Side, by: Actor, standing: Written | None = None
) -> None:
    columns = terms.columns(offer.hall_id, standing)
    if offer.is_quote:
        columns["clocks"] = _clocks_of_quote(offer, terms.clocks)
    OfferVersion.objects.create(
        id=new_id(),
        offer=offer,
        number=offer.number,
        side=side,
        written_by_id=by.require_person(),
        written_at=clock.now(),
        **columns,
    )


def _clocks_of_quote(offer: Offer, clocks: list[str]) -> list[str]:
    """A quote has its own time; the sentence about other offers does not stand beside it."""
    of_offers = f"not answered within {offer.policy.offer_valid_days} days expires."
    days = offer.policy.number("direct.quote_valid_days")
    kept = [line for line in clocks if not line.endswith(of_offers)]
    return [*kept, f"This quote, or a counter-offer to it, that is not answered within {days} days expires."]


def _restart_clock(offer: Offer) -> None:
    days = offer.policy.offer_valid_days
    if offer.request_id is not None:
        days = offer.policy.number("direct.quote_valid_days")
    offer.expires_at = clock.now() + timedelta(days=days)


def _already_made() -> Refused:
    return Refused("offer.already_made", "There is already an open offer for this proposal.")


def _record(fact: type[facts.OfferFact], offer: Offer, *, by: Actor, **more: Any) -> None:
    record(
        fact(
            offer_id=offer.id,
            client_id=offer.client_id,
            organisation_id=offer.organisation_id,
            freelancer_id=offer.freelancer_id,
            title=offer.title,
            number=offer.number,
            total=offer.total,
            **more,
        ),
        by=by,
        hall_id=offer.hall_id,
        about=[about for about in (offer.id, offer.proposal_id, offer.request_id) if about is not None],
    )
