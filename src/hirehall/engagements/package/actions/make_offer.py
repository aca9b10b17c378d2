from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.urls import reverse

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Offer
from hirehall.contracts.queries import Basis
from hirehall.contracts.states import OfferState, Side
from hirehall.conversations.operations import write_message
from hirehall.engagements.package import queries, rules
from hirehall.engagements.package.models import CustomOffer
from hirehall.engagements.package.operations import OfferContent, offered_terms
from hirehall.engagements.package.states import MODEL
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Policy
from hirehall.halls.queries import policy_now
from hirehall.market import operations as market


@action("package.make_offer", scope=Scope.CONTRACTS_WRITE)
def make_offer(inquiry_id: UUID, *, by: Actor, content: OfferContent, valid_until: date) -> Offer:
    """The freelancer offers something of their own in a conversation about a service; fees are quoted and frozen.

    One offer is on the table at a time: a new one takes its place, and the client is told.

    Args:
        valid_until: the last day on which it can be accepted, in UTC.
    """
    inquiry = queries.inquiry_for(by, inquiry_id)
    service = market.lock_service(inquiry.service_id)
    if queries.side_in(inquiry, by) is not Side.FREELANCER:
        raise Refused(
            "contract.wrong_party", "Only the freelancer makes offers here.", because=Because.FORBIDDEN
        )
    if service.agency_id is not None:
        client_id = None if inquiry.organisation_id else inquiry.client_id
        market.acting_agency(service.agency_id, client_id, by=by)
    contract_operations.require_nobody_suspended(by.person_id, inquiry.client_id)
    policy = policy_now(service.hall_id)
    clean = _checked(content, currency=service.currency, policy=policy)
    until = _until(valid_until)
    earlier = queries.open_offer_of(inquiry)
    if earlier is not None:
        contract_operations.close_offer(earlier, OfferState.WITHDRAWN, by=by, side=Side.FREELANCER)
    offer = contract_operations.write_draft(
        Basis(
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
        ),
        hall_id=service.hall_id,
        model=MODEL,
        policy=policy,
        terms=offered_terms(inquiry, clean, policy=policy, by=by),
        by=by,
    )
    CustomOffer.objects.create(
        offer=offer, inquiry=inquiry, package=clean.package(), questions=list(clean.questions)
    )
    sent = contract_operations.send_offer(offer, by=by, until=until)
    line = f"I have made you an offer: [{sent.title}]({reverse('package:offer', args=[sent.id])}), {sent.total.text()}."
    assert inquiry.thread_id is not None  # noqa: S101 - it was opened with its thread
    write_message(inquiry.thread_id, by=by, text=line, paced=False)
    return sent


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
