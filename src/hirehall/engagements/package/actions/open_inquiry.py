from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from hirehall.contracts import operations as contract_operations
from hirehall.conversations.operations import open_thread, write_message
from hirehall.engagements.package import facts, queries, rules
from hirehall.engagements.package.models import Inquiry
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Hat, Scope
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.operations import require_member
from hirehall.market import operations as market
from hirehall.market import queries as market_queries
from hirehall.people.queries import hiring_members


@action("package.open_inquiry", scope=Scope.MESSAGES_WRITE)
def open_inquiry(service_id: UUID, *, by: Actor, text: str) -> Inquiry:
    """A client asks about a service before ordering: a conversation with its freelancer, one for each client's side.

    ``text`` is the first message. What the two write is up to them: contact data may be exchanged from the first on.

    Raises:
        Refused: ``service.not_found``, ``inquiry.own_service``, ``inquiry.too_many``, ``person.suspended``,
            ``message.empty`` and its limits.
    """
    person_id = by.require_person()
    if not by.may_hire_for(person_id, None):
        raise Refused("inquiry.wrong_party", "One asks as a client.", because=Because.FORBIDDEN)
    market_queries.service_for(by, service_id)
    service = market.lock_service(service_id)
    require_member(service.hall_id, by=by)
    rules.require_not_own(service, by, "inquiry")
    offering = market_queries.who_answer_for(service)
    organisation_id = by.organisation_id if by.may_hire_for(person_id, by.organisation_id) else None
    mine = {"client_id": person_id, "organisation": None}
    side = {"organisation_id": organisation_id} if organisation_id else mine
    found = Inquiry.objects.filter(service=service, request=None, **side).first()
    contract_operations.require_nobody_suspended(person_id, market_queries.lead_of(service))
    if found is None and queries.asked_today(person_id) >= rules.INQUIRIES_PER_DAY:
        raise Refused(
            "inquiry.too_many",
            f"You have asked about {rules.INQUIRIES_PER_DAY} services today. Go on tomorrow.",
            because=Because.TOO_MANY,
        )
    inquiry = found or Inquiry.objects.create(
        service=service, client_id=person_id, organisation_id=organisation_id, opened_at=clock.now()
    )
    asking = {person_id, *(hiring_members(organisation_id) if organisation_id else ())}
    hats = dict.fromkeys(offering, Hat.FREELANCER) | dict.fromkeys(asking, Hat.CLIENT)
    thread = open_thread(
        hall_id=service.hall_id,
        subject_kind="inquiry",
        subject_id=inquiry.id,
        participant_ids=list(hats),
        title=service.title,
        subject_href=reverse("package:inquiry", args=[inquiry.id]),
        hats=hats,
        by=by,
        one_only=True,
    )
    if found is None:
        inquiry.thread_id = thread.id
        inquiry.save(update_fields=["thread_id"])
        record(
            facts.InquiryOpened(
                inquiry_id=inquiry.id,
                service_id=service.id,
                client_id=person_id,
                freelancer_id=offering[0],
            ),
            by=by,
            hall_id=service.hall_id,
            about=[inquiry.id, service.id],
        )
    write_message(thread.id, by=by, text=text)
    return inquiry
