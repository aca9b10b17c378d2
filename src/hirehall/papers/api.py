"""Statements and receipts, for programs."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, answers_file, download, person_id_in
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.papers import letters, queries
from hirehall.papers.models import Paper
from hirehall.papers.queries import Statement

router = Router()
MOST = 100


class MoneyOut(Schema):
    minor: int
    currency: str

    @staticmethod
    def of(amount: Money) -> MoneyOut:
        return MoneyOut(minor=amount.minor, currency=amount.currency)


class StatementLineOut(Schema):
    at: datetime
    text: str
    about: str
    work: MoneyOut | None
    fee: MoneyOut | None
    change: MoneyOut
    balance: MoneyOut


class StatementOut(Schema):
    """A month of what a freelancer is owed: opening plus every change is closing."""

    month: date
    currency: str
    opening: MoneyOut
    released: MoneyOut
    fees: MoneyOut
    paid_out: MoneyOut
    kept_back: MoneyOut
    closing: MoneyOut
    lines: list[StatementLineOut]

    @staticmethod
    def of(statement: Statement) -> StatementOut:
        return StatementOut(
            month=statement.month,
            currency=statement.currency,
            opening=MoneyOut.of(statement.opening),
            released=MoneyOut.of(statement.released),
            fees=MoneyOut.of(statement.fees),
            paid_out=MoneyOut.of(statement.paid_out),
            kept_back=MoneyOut.of(statement.kept_back),
            closing=MoneyOut.of(statement.closing),
            lines=[
                StatementLineOut(
                    at=line.at,
                    text=line.text,
                    about=line.about,
                    work=MoneyOut.of(line.gross) if line.gross else None,
                    fee=MoneyOut.of(line.fee) if line.fee else None,
                    change=MoneyOut.of(line.amount),
                    balance=MoneyOut.of(line.balance),
                )
                for line in statement.lines
            ],
        )


class ReceiptLineOut(Schema):
    text: str
    amount: MoneyOut


class ReceiptOut(Schema):
    """One issued paper; it never changes."""

    id: UUID
    number: str
    kind: str
    about: str
    issued_at: datetime
    lines: list[ReceiptLineOut]
    total: MoneyOut

    @staticmethod
    def of(paper: Paper) -> ReceiptOut:
        return ReceiptOut(
            id=paper.id,
            number=paper.full_number,
            kind=paper.kind,
            about=paper.data["about"],
            issued_at=paper.issued_at,
            lines=[
                ReceiptLineOut(
                    text=line["text"], amount=MoneyOut(minor=line["minor"], currency=paper.currency)
                )
                for line in paper.data["lines"]
            ],
            total=MoneyOut.of(paper.total),
        )


class ReceiptPage(Schema):
    items: list[ReceiptOut]
    next: UUID | None


def _hall(request: HttpRequest) -> Hall:
    hall: Hall = request.hall  # type: ignore[attr-defined]
    return hall


@router.get("/statements", response=StatementOut, operation_id="papers.read_statement")
def read_statement(
    request: HttpRequest,
    month: str = Query(..., pattern=r"^2\d{3}-(0[1-9]|1[0-2])$"),  # type: ignore[type-arg]
    currency: str = Query("", pattern="^([A-Z]{3})?$"),  # type: ignore[type-arg]
) -> StatementOut:
    """One month, as ``month=2026-11``, of the hall’s currency or another one."""
    return StatementOut.of(_statement(request, month, currency))


def _statement(request: HttpRequest, month: str, currency: str) -> Statement:
    require_scope(actor_in(request), Scope.MONEY_READ)
    hall, person_id = _hall(request), person_id_in(request)
    wanted = (date(int(month[:4]), int(month[5:]), 1), currency or hall.currency)
    if wanted not in queries.statements_of(person_id, hall):
        raise not_found("statement")
    return queries.statement(person_id, hall, *wanted)


def _letter(request: HttpRequest, month: str, currency: str, ending: str) -> HttpResponse:
    found = _statement(request, month, currency)
    return _sent(letters.statement_letter(found, _hall(request), str(request.user), ending=ending))


def _sent(letter: letters.Letter) -> HttpResponse:
    return download(letter.content, letter.media_type, letter.name)


@router.get(
    "/statements/pdf",
    operation_id="papers.statement_pdf",
    openapi_extra=answers_file("application/pdf", "The statement"),
)
def statement_pdf(
    request: HttpRequest,
    month: str = Query(..., pattern=r"^2\d{3}-(0[1-9]|1[0-2])$"),  # type: ignore[type-arg]
    currency: str = Query("", pattern="^([A-Z]{3})?$"),  # type: ignore[type-arg]
) -> HttpResponse:
    """The same PDF as on the page."""
    return _letter(request, month, currency, "pdf")


@router.get(
    "/statements/csv",
    operation_id="papers.statement_csv",
    openapi_extra=answers_file("text/csv", "The statement"),
)
def statement_csv(
    request: HttpRequest,
    month: str = Query(..., pattern=r"^2\d{3}-(0[1-9]|1[0-2])$"),  # type: ignore[type-arg]
    currency: str = Query("", pattern="^([A-Z]{3})?$"),  # type: ignore[type-arg]
) -> HttpResponse:
    """The same CSV as on the page."""
    return _letter(request, month, currency, "csv")


@router.get("/receipts", response=ReceiptPage, operation_id="papers.list_receipts")
def list_receipts(
    request: HttpRequest,
    after: UUID | None = None,
    limit: int = Query(50, ge=1, le=MOST),  # type: ignore[type-arg]
) -> ReceiptPage:
    """The receipts that were issued to the person or their organisations, newest first."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    found = queries.papers_for(actor_in(request), _hall(request).id, after=after, limit=limit)
    return ReceiptPage(
        items=[ReceiptOut.of(paper) for paper in found], next=found[-1].id if len(found) == limit else None
    )


@router.get("/receipts/{paper_id}", response=ReceiptOut, operation_id="papers.read_receipt")
def read_receipt(request: HttpRequest, paper_id: UUID) -> ReceiptOut:
    """One receipt."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    return ReceiptOut.of(queries.paper_for(actor_in(request), paper_id))


@router.get(
    "/receipts/{paper_id}/pdf",
    operation_id="papers.receipt_pdf",
    openapi_extra=answers_file("application/pdf", "The receipt"),
)
def receipt_pdf(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """The same PDF as on the page."""
    require_scope(actor_in(request), Scope.MONEY_READ)
    return _sent(letters.receipt_letter(queries.paper_for(actor_in(request), paper_id)))
