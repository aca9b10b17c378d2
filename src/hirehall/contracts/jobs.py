"""What runs in the background for every engagement: offers that expire, agreements that are drawn."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hirehall.contracts import queries
from hirehall.contracts.actions.close_offer import expire_offer
from hirehall.contracts.actions.file_agreement import file_agreement
from hirehall.contracts.models import Contract
from hirehall.conversations import operations as conversations
from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import enqueue, job, periodic
from hirehall.people.queries import hiring_members, hiring_since

CLOCK = system("clock")
CLERK = system("clerk")


@job("contracts.expire_offer")
def expire_one(offer_id: str) -> None:
    expire_offer(UUID(offer_id), by=CLOCK)


@periodic("contracts.sweep_offers", cron="*/5 * * * *")
def sweep_offers() -> None:
    """Offers whose time has run out, one job each."""
    for offer_id in queries.offers_to_expire(clock.now()):
        enqueue(expire_one, once=f"expire:{offer_id}", offer_id=str(offer_id))


@job("contracts.join_threads")
def join_threads(fact_id: str) -> None:
    """Somebody hires for a client from now on: they join the conversations about its contracts."""
    hiring = hiring_since(read(fact_id).data)
    if hiring is None:
        return
    person_id, organisation_id = hiring
    hired_by_it = Contract.objects.filter(organisation_id=organisation_id).exclude(freelancer_id=person_id)
    with transaction.atomic():
        conversations.join_threads(
            person_id,
            subject_kind="contract",
            subject_ids=list(hired_by_it.values_list("id", flat=True)),
        )


@job("contracts.leave_threads")
def leave_threads(fact_id: str) -> None:
    """Who has left a client, or hires for it no more, leaves what is said about its contracts to those who hire."""
    data = read(fact_id).data
    if hiring_since(data) is not None:  # asked in again meanwhile, or their new role hires too
        return
    person_id, organisation_id = UUID(data["person_id"]), UUID(data["organisation_id"])
    hired_by_it = Contract.objects.filter(organisation_id=organisation_id).exclude(freelancer_id=person_id)
    hiring = hiring_members(organisation_id)
    with transaction.atomic():
        conversations.leave_threads(
            person_id,
            subject_kind="contract",
            subject_ids=list(hired_by_it.values_list("id", flat=True)),
            heirs=hiring,
        )


@job("contracts.draw_agreement")
def draw_agreement(fact_id: str) -> None:
    """New terms are in force: draw the agreement and keep it."""
    fact = read(fact_id)
    file_agreement(UUID(fact.data["contract_id"]), by=CLERK, number=fact.data.get("number", 1))
