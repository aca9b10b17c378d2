"""Many hourly weeks at once: rows written in bulk, their money posted through the ledger's own door.

Making ten thousand contracts by clicking through offers takes longer than what is to be shown about them. The
books are whole all the same: each payment is received and put into escrow, and the invariants hold afterwards.
"""

from __future__ import annotations

from django.db import transaction

from hirehall.contracts.models import Contract, TermsVersion
from hirehall.engagements.hourly.models import Arrangement, Entry, Week
from hirehall.engagements.hourly.states import State
from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.money.ledger import credit, debit, post
from hirehall.money.models import Payment
from hirehall.money.operations import post_funding
from hirehall.money.states import AccountKind, PaymentStatus, TransferKind
from tests.makers.base import make_hall
from tests.makers.contracts import make_pair
from tests.makers.hourly import first_week, held

PAIRS = 10
STEP = 500
MINUTES = 90


def weeks_to_charge(count: int, *, hall: Hall | None = None) -> None:
    """So many weeks, each held, with an hour and a half in it, under review, and due to be charged now."""
    ground = hall or make_hall()
    pairs = [
        make_pair(ground, client=f"Client {number}", freelancer=f"Freelancer {number}")
        for number in range(min(PAIRS, count))
    ]
    samples = [first_week(held(pair)) for pair in pairs]
    _due(samples)
    for first in range(len(samples), count, STEP):
        _clones(samples, range(first, min(first + STEP, count)))


def _due(weeks: list[Week]) -> None:
    now = clock.now()
    Entry.objects.bulk_create(
        Entry(week=week, starts_at=week.starts_at, minutes=MINUTES, memo="Tickets", logged_at=now)
        for week in weeks
    )
    Week.objects.filter(id__in=[week.id for week in weeks]).update(state=State.REVIEW, review_until=now)


def _clones(samples: list[Week], numbers: range) -> None:
    contracts, terms, arrangements, weeks, payments = [], [], [], [], []
    units, deals = [one.id for one in samples], [one.contract_id for one in samples]
    paid = {row.unit_id: row for row in Payment.objects.filter(unit_id__in=units)}
    agreed = {row.contract_id: row for row in TermsVersion.objects.filter(contract_id__in=deals)}
    for number in numbers:
        like = samples[number % len(samples)]
        contract = _copy(like.contract, offer_id=None, thread_id=None)
        week = _copy(like, contract=contract)
        payment = _copy(
            paid[like.id],
            contract_id=contract.id,
            unit_id=week.id,
            reference=f"bulk_{new_id()}",
            status=PaymentStatus.SUCCEEDED,
            funded_at=None,
        )
        week.payment_id = payment.id
        contracts.append(contract)
        terms.append(_copy(agreed[like.contract_id], contract=contract, agreement_file_id=None))
        arrangements.append(Arrangement(contract=contract, method="sandbox.instant"))
        weeks.append(week)
        payments.append(payment)
    with transaction.atomic():
        Contract.objects.bulk_create(contracts)
        TermsVersion.objects.bulk_create(terms)
        Arrangement.objects.bulk_create(arrangements)
        Week.objects.bulk_create(weeks)
        Payment.objects.bulk_create(payments)
        for payment in payments:
            _receive(payment)
            post_funding(payment)
        _due(weeks)


def _receive(payment: Payment) -> None:
    post(
        hall_id=payment.hall_id,
        key=f"receive:{payment.id}",
        kind=TransferKind.RECEIVE,
        legs=[
            debit(AccountKind.CLEARING, payment.total),
            credit(AccountKind.CLIENT_CREDIT, payment.total, subject=payment.id, group=payment.payer_side_id),
        ],
        contract_id=payment.contract_id,
        unit_id=payment.unit_id,
        cause_id=payment.id,
    )


def _copy(row, **changed):  # type: ignore[no-untyped-def]
    """A row like that one, with another id, not saved yet."""
    given = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for name, value in changed.items():
        given.pop(f"{name}_id", None)
        given[name] = value
    given["id"] = new_id()
    return type(row)(**given)
