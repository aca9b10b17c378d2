"""A custom offer is checked, written, and sent into its conversation. In the caller's transaction."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.urls import reverse

from hirehall.contracts import operations as contracts
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Offer
from hirehall.contracts.queries import Basis
from hirehall.contracts.states import OfferState, Side
from hirehall.conversations.operations import write_message
from hirehall.engagements.package import queries, rules
from hirehall.engagements.package.models import CustomOffer, Inquiry
from hirehall.engagements.package.operations.offering import OfferContent, offered_terms
from hirehall.engagements.package.states import MODEL
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.halls.models import Policy
from hirehall.halls.queries import address_of, policy_now
from hirehall.market import operations as market
from hirehall.market.models import Service


def send_in(
    inquiry: Inquiry, service: Service, content: OfferContent, *, valid_until: date, by: Actor
) -> Offer:
    """Put a custom offer on the table of its conversation, in the place of one that lies there.

    Args:
        service: of the inquiry, locked.
    """
    if service.agency_id is not None:
        client_id = None if inquiry.organisation_id else inquiry.client_id
        market.acting_agency(service.agency_id, client_id, by=by)
    contracts.require_nobody_suspended(by.person_id, inquiry.client_id)
    policy = policy_now(service.hall_id)
    clean = _checked(content, currency=service.currency, policy=policy)
    until = _until(valid_until)
    earlier = queries.open_offer_of(inquiry)
    if earlier is not None:
        contracts.close_offer(earlier, OfferState.WITHDRAWN, by=by, side=Side.FREELANCER)
    offer = contracts.write_draft(
        _basis(inquiry, service, by=by),
        hall_id=service.hall_id,
        model=MODEL,
        policy=policy,
        terms=offered_terms(inquiry, clean, policy=policy, by=by),
        by=by,
    )
    CustomOffer.objects.create(
        offer=offer, inquiry=inquiry, package=clean.package(), questions=list(clean.questions)
    )
    sent = contracts.send_offer(offer, by=by, until=until)
    page = address_of(service.hall, reverse("package:offer", args=[sent.id]))
    line = f"I have made you an offer: [{sent.title}]({page}), {sent.total.text()}."
    assert inquiry.thread_id is not None  # noqa: S101 - it was opened with its thread
    write_message(inquiry.thread_id, by=by, text=line, paced=False)
    return sent


def _basis(inquiry: Inquiry, service: Service, *, by: Actor) -> Basis:
    """Whom it is between: as the client's request says, where it answers one, or as the conversation does."""
    if inquiry.request_id is not None:
        asked = contract_queries.basis_for(by, hall_id=service.hall_id, request_id=inquiry.request_id)
        contract_queries.require_may_offer(asked, by)
        return asked
    return Basis(
        client_id=inquiry.client_id,
        organisation_id=inquiry.organisation_id,
        freelancer_id=by.require_person(),
        freelancer_name=service.offered_by,
        agency_id=service.agency_id,
        brief_id=None,
        origin=contract_queries.how_met(
            service.hall_id,
            client_id=inquiry.client_id,
            organisation_id=inquiry.organisation_id,
            freelancer_id=by.require_person(),
            agency_id=service.agency_id,
        ),
        currency=service.currency,
        side=Side.FREELANCER,
    )


def _until(day: date) -> datetime:
    now = clock.now()
    last = datetime.combine(day, time(23, 59, 59), tzinfo=now.tzinfo)
    if not now < last <= now + timedelta(days=rules.OFFER_VALID_DAYS + 1):
        raise rules.invalid(
            "offer.valid_out_of_range",
            f"An offer is valid until today at least, and for {rules.OFFER_VALID_DAYS} days at most.",
            "valid_until",
        )
    return last


def _checked(content: OfferContent, *, currency: str, policy: Policy) -> OfferContent:
    """The same content with trimmed texts; refused with the field where something cannot be."""
    if any(price.currency != currency for price in (content.price, content.revision_price or content.price)):
        raise rules.invalid("offer.currency_mismatch", f"This hall pays in {currency}.", "price")
    if content.price.minor <= 0 or (content.revision_price is not None and content.revision_price.minor <= 0):
        raise rules.invalid("offer.price_not_positive", "Each price is more than nothing.", "price")
    if content.price.minor > policy.largest_amount_minor:
        raise rules.invalid("offer.above_policy", "This is larger than this hall allows.", "price")
    if not 1 <= content.days <= rules.MOST_DAYS:
        raise rules.invalid("offer.days_out_of_range", f"Name 1 to {rules.MOST_DAYS} days.", "days")
    if not 0 <= content.revisions <= rules.REVISIONS_AT_ONCE:
        most = rules.REVISIONS_AT_ONCE
        raise rules.invalid("offer.revisions_out_of_range", f"Include 0 to {most} revisions.", "revisions")
    questions = tuple(line.strip() for line in content.questions if line.strip())
    if len(questions) > rules.QUESTIONS_AT_MOST or any(len(line) > 300 for line in questions):
        raise rules.invalid(
            "offer.too_many_questions",
            f"At most {rules.QUESTIONS_AT_MOST} questions of 300 characters.",
            "questions",
        )
    return OfferContent(
        title=contract_rules.require_text(content.title, field="title", least=5, most=100),
        scope=contract_rules.require_text(content.scope, field="scope", least=20, most=4_000),
        days=content.days,
        revisions=content.revisions,
        price=content.price,
        revision_price=content.revision_price,
        questions=questions,
    )
