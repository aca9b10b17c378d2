"""What runs in the background for every engagement: offers that expire, agreements that are drawn."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from hirehall.contracts import queries
from hirehall.contracts.actions.close_offer import expire_offer
from hirehall.contracts.actions.face_chargeback import (
    freeze_for_chargeback,
    resume_after_chargeback,
    settle_chargeback,
)
from hirehall.contracts.actions.file_agreement import file_agreement
from hirehall.contracts.actions.pay_extra import fail_extra as fail
from hirehall.contracts.actions.pay_extra import settle_extra as settle
from hirehall.contracts.models import Contract, ExtraPayment, Posting
from hirehall.contracts.operations import BANK_ACTS, BankActs
from hirehall.conversations import operations as conversations
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import enqueue, job, periodic
from hirehall.money import queries as money_queries
from hirehall.money import rails as money_rails
from hirehall.money.models import Chargeback, Payment
from hirehall.people.queries import hiring_members, hiring_since

CLOCK = system("clock")
CLERK = system("clerk")
RAIL = system("rail")
OF_EXTRAS = BankActs(freeze_for_chargeback, resume_after_chargeback, settle_chargeback)


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
    """Somebody hires for a client, or manages an agency, from now on: they join what is said about its contracts."""
    hiring = hiring_since(read(fact_id).data)
    if hiring is None:
        return
    person_id, organisation_id = hiring
    with transaction.atomic():
        for hat, ids in _deals_of(organisation_id, besides=person_id).items():
            conversations.join_threads(person_id, subject_kind="contract", subject_ids=ids, hat=hat)


@job("contracts.leave_threads")
def leave_threads(fact_id: str) -> None:
    """Who has left, or acts for it no more, leaves what is said about its contracts to those who do."""
    data = read(fact_id).data
    if hiring_since(data) is not None:  # asked in again meanwhile, or their new role hires too
        return
    person_id, organisation_id = UUID(data["person_id"]), UUID(data["organisation_id"])
    heirs = hiring_members(organisation_id)
    with transaction.atomic():
        for hat, ids in _deals_of(organisation_id, besides=person_id).items():
            conversations.leave_threads(
                person_id, subject_kind="contract", subject_ids=ids, heirs=heirs, hat=hat
            )


def _deals_of(organisation_id: UUID, *, besides: UUID) -> dict[Hat, list[UUID]]:
    """Contracts of an organisation by its side, but for those that the person is a side of in their own name."""
    own = Q(freelancer_id=besides) | Q(client_id=besides, organisation=None)
    others = Contract.objects.exclude(own)
    return {
        Hat.CLIENT: list(others.filter(organisation_id=organisation_id).values_list("id", flat=True)),
        Hat.FREELANCER: list(others.filter(agency_id=organisation_id).values_list("id", flat=True)),
    }


@job("contracts.draw_agreement")
def draw_agreement(fact_id: str) -> None:
    """New terms are in force: draw the agreement and keep it."""
    fact = read(fact_id)
    file_agreement(UUID(fact.data["contract_id"]), by=CLERK, number=fact.data.get("number", 1))


@job("contracts.settle_extra")
def settle_extra(fact_id: str) -> None:
    """A payment has arrived: a bonus or tip goes on to the freelancer."""
    fact = read(fact_id)
    if queries.is_extra(UUID(fact.data["unit_id"])):
        settle(UUID(fact.data["payment_id"]), by=RAIL)


@job("contracts.extra_failed")
def extra_failed(fact_id: str) -> None:
    fact = read(fact_id)
    if queries.is_extra(UUID(fact.data["unit_id"])):
        fail(UUID(fact.data["payment_id"]), by=RAIL, reason=fact.data["reason"])


@job("contracts.settle_one_extra")
def settle_one_extra(payment_id: str) -> None:
    settle(UUID(payment_id), by=RAIL)


@job("contracts.freeze_for_chargeback")
def face_chargeback(fact_id: str) -> None:
    """The client's bank wants a payment back: its contract stands still."""
    found, acts = _bank_case(UUID(read(fact_id).data["chargeback_id"]))
    if acts is not None:
        acts.freeze(found.id, by=RAIL)


@job("contracts.resume_after_chargeback")
def resume_contract(fact_id: str) -> None:
    """The bank let the hall keep the money."""
    found, acts = _bank_case(UUID(read(fact_id).data["chargeback_id"]))
    if acts is not None:
        acts.resume(found.id, by=RAIL)


@job("contracts.settle_chargeback")
def settle_loss(fact_id: str) -> None:
    """A chargeback is lost: take what is still held, and let the ledger say who bears the rest."""
    settle_one_loss(read(fact_id).data["chargeback_id"])


@job("contracts.settle_one_loss")
def settle_one_loss(chargeback_id: str) -> None:
    """A loss that got stuck is settled."""
    found, acts = _bank_case(UUID(chargeback_id))
    if acts is not None:
        acts.settle(found.id, by=RAIL)


def _bank_case(chargeback_id: UUID) -> tuple[Chargeback, BankActs | None]:
    """A chargeback, and who faces it: the model of its contract or posting, or contracts itself for a bonus or tip."""
    found = money_queries.chargeback(chargeback_id)
    if queries.is_extra(found.unit_id):
        return found, OF_EXTRAS
    named = (
        rows.filter(id=found.contract_id).values_list("model", flat=True).first()
        for rows in (Contract.objects, Posting.objects)
    )
    model = next(filter(None, named), None)
    return found, BANK_ACTS.get(model) if model else None


@periodic("contracts.sweep_losses", cron="*/15 * * * *")
def sweep_losses() -> None:
    """Lost chargebacks that nobody has settled, of every model: a job that died leaves no contract frozen."""
    for chargeback_id in money_queries.unsettled_chargebacks():
        enqueue(settle_one_loss, once=f"loss:{chargeback_id}", chargeback_id=str(chargeback_id))


@periodic("contracts.sweep_extras", cron="*/5 * * * *")
def sweep_extras() -> None:
    """What has come in and still waits."""
    for payment_id in queries.extras_to_settle():
        enqueue(settle_one_extra, once=f"extra:{payment_id}", payment_id=str(payment_id))


def settle_now(payment_id: UUID) -> tuple[Payment, ExtraPayment | None]:
    """See ``money.rails.settle_now``; the extra payment is there when its state followed from the answer."""
    return money_rails.settle_now(payment_id, settle=settle, fail=fail)
