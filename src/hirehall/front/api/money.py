"""Contracts, books and payouts at the desk: read-only, and the audit."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.models import FactRow
from hirehall.foundation.schemas import MoneyOut, once
from hirehall.front.actions.audit_books import audit_books
from hirehall.front.actions.record_look import record_look
from hirehall.front.api.guard import NAMED, Cursor, Limit, Words, desk_in, hall_in, staff_in
from hirehall.front.api.people import ContractLineOut, FactOut
from hirehall.front.desk import books as ledger
from hirehall.front.desk import reading
from hirehall.money.models import Payout
from hirehall.money.queries import LedgerLine

router = Router()


class ContractsOut(Schema):
    items: list[ContractLineOut]
    next: UUID | None


class EntryOut(Schema):
    account: str
    debit: MoneyOut | None
    credit: MoneyOut | None


class TransferOut(Schema):
    """One transfer with all its entries."""

    id: UUID
    posted_at: datetime
    text: str
    unit_id: UUID | None
    amount: MoneyOut
    entries: list[EntryOut]

    @staticmethod
    def of(line: LedgerLine) -> TransferOut:
        return TransferOut(
            id=line.transfer_id,
            posted_at=line.at,
            text=line.text,
            unit_id=line.unit_id,
            amount=MoneyOut.of(line.amount),
            entries=[
                EntryOut(
                    account=part.title,
                    debit=MoneyOut.of(part.moved) if part.is_debit else None,
                    credit=None if part.is_debit else MoneyOut.of(part.moved),
                )
                for part in line.parts
            ],
        )


class ContractOut(ContractLineOut):
    rules_from: datetime
    ledger: list[TransferOut]
    recorded: list[FactOut]


class PostingOut(Schema):
    id: UUID
    kind: str
    key: str
    posted_at: datetime
    amount: MoneyOut
    contract_id: UUID | None


class PostingsOut(Schema):
    items: list[PostingOut]
    next: UUID | None


class TrialLineOut(Schema):
    account: str
    category: str
    debit: MoneyOut | None
    credit: MoneyOut | None


class TotalOut(Schema):
    debit: MoneyOut
    credit: MoneyOut


class AuditOut(Schema):
    """One check of the books: how many invariants, and those that do not hold."""

    checked_at: datetime | None
    checked: int
    broken: list[str]

    @staticmethod
    def of(row: FactRow | None) -> AuditOut:
        if row is None:
            return AuditOut(checked_at=None, checked=0, broken=[])
        return AuditOut(checked_at=row.recorded_at, checked=row.data["checked"], broken=row.data["broken"])


class BooksOut(Schema):
    lines: list[TrialLineOut]
    totals: list[TotalOut]
    audit: AuditOut


class AuditsOut(Schema):
    items: list[AuditOut]
    next: None = None


class PayoutOut(Schema):
    id: UUID
    person_id: UUID
    person_name: str
    amount: MoneyOut
    status: str
    attempt: int
    reason: str
    reference: str
    requested_at: datetime
    sent_at: datetime | None
    settled_at: datetime | None

    @staticmethod
    def of(row: Payout) -> PayoutOut:
        return PayoutOut(
            id=row.id,
            person_id=row.person_id,
            person_name=row.person.name,
            amount=MoneyOut.of(row.amount),
            status=row.status,
            attempt=row.attempt,
            reason=row.reason,
            reference=row.reference,
            requested_at=row.requested_at,
            sent_at=row.sent_at,
            settled_at=row.settled_at,
        )


class PayoutsOut(Schema):
    items: list[PayoutOut]
    next: UUID | None


@router.get(
    "contracts",
    response=ContractsOut,
    operation_id="desk.contracts",
    summary="Contracts",
    openapi_extra=NAMED,
)
def contracts(
    request: HttpRequest, q: Words = "", state: Words = "", after: Cursor = None, limit: Limit = 40
) -> ContractsOut:
    """By title or party, the newest first; ``state`` may be ``active``, ``frozen`` or ``ended``."""
    desk_in(request)
    found, following = reading.contracts(hall_in(request), q.strip(), state=state, after=after, most=limit)
    return ContractsOut(
        items=[ContractLineOut(**ContractLineOut.values(row)) for row in found], next=following
    )


@router.get(
    "contracts/{uuid:contract_id}",
    response=ContractOut,
    operation_id="desk.contract",
    summary="One contract with its ledger",
    openapi_extra=NAMED,
)
def contract(request: HttpRequest, contract_id: UUID) -> ContractOut:
    """Read-only, and recorded: who looked, in which session."""
    by = desk_in(request)
    page = reading.contract(contract_id, hall_in(request))
    record_look(contract_id, by=by, kind="contract", hall_id=by.staff_of)
    return ContractOut(
        **ContractLineOut.values(page.contract),
        rules_from=page.contract.policy.effective_from,
        ledger=[TransferOut.of(line) for line in page.lines],
        recorded=[FactOut.of(row) for row in page.timeline],
    )


@router.get(
    "postings", response=PostingsOut, operation_id="desk.postings", summary="Postings", openapi_extra=NAMED
)
def postings(request: HttpRequest, key: Words = "", after: Cursor = None, limit: Limit = 40) -> PostingsOut:
    """Every posting of the hall, the newest first; ``key`` is the beginning of a posting key."""
    desk_in(request)
    found, following = ledger.postings(hall_in(request), after=after, text=key.strip(), most=limit)
    return PostingsOut(
        items=[
            PostingOut(
                id=one.id, kind=one.kind, key=one.key, posted_at=one.posted_at,
                amount=MoneyOut.of(one.amount), contract_id=one.contract_id,
            )
            for one in found
        ],
        next=following,
    )  # fmt: skip


@router.get(
    "books", response=BooksOut, operation_id="desk.books", summary="Trial balance", openapi_extra=NAMED
)
def books(request: HttpRequest) -> BooksOut:
    """What each kind of account holds, the sums, and for operators of the installation the last audit."""
    by = desk_in(request)
    page = ledger.books(hall_in(request))
    lines = [
        TrialLineOut(
            account=line.title,
            category=line.side,
            debit=MoneyOut.of(line.debit) if line.debit is not None else None,
            credit=MoneyOut.of(line.credit) if line.credit is not None else None,
        )
        for line in page.lines
    ]
    totals = [TotalOut(debit=MoneyOut.of(one), credit=MoneyOut.of(other)) for one, other in page.totals]
    return BooksOut(lines=lines, totals=totals, audit=AuditOut.of(page.audit if by.is_staff else None))


@router.get("audits", response=AuditsOut, operation_id="desk.audits", summary="Audits", openapi_extra=NAMED)
def audits(request: HttpRequest) -> AuditsOut:
    """The ten latest checks of the books."""
    staff_in(request)
    return AuditsOut(items=[AuditOut.of(row) for row in ledger.books(hall_in(request)).history])


@router.post(
    "audits",
    response={201: AuditOut},
    operation_id="front.audit_books",
    summary="Check the books now",
    openapi_extra=NAMED,
)
def audited(request: HttpRequest) -> Status[AuditOut]:
    audit_books(by=staff_in(request), **once(request))
    return Status(201, AuditOut.of(reading.last_audit()))


@router.get(
    "payouts", response=PayoutsOut, operation_id="desk.payouts", summary="Payouts", openapi_extra=NAMED
)
def payouts(
    request: HttpRequest,
    show: Annotated[str, Field(pattern="^(waiting|all|[a-z]{1,12})$")] = "waiting",
    after: Cursor = None,
    limit: Limit = 40,
) -> PayoutsOut:
    """Those that wait or came back, the oldest first; ``show`` may be a status or ``all``, the newest first."""
    desk_in(request)
    found, following = ledger.payouts(hall_in(request), show=show, after=after, most=limit)
    return PayoutsOut(items=[PayoutOut.of(row) for row in found], next=following)
