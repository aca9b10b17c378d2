"""“My work” and “my orders”, for programs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from hirehall.contracts import queries
from hirehall.contracts.api.deals import MOST, reader
from hirehall.contracts.states import Side
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.schemas import MoneyOut

router = Router()


class WorkLine(Schema):
    """One line of “my work”: a contract, an offer, a proposal, an invitation, a request for a quote, or a brief.

    ``turn`` is mine, others or nobody, and empty when it is over; ``step`` says what comes next, and who does it.
    """

    kind: str
    id: UUID
    model: str
    title: str
    href: str
    side: str
    other_name: str
    at: datetime
    state: str
    amount: MoneyOut | None
    paid: MoneyOut | None
    turn: str
    step: str
    text: str
    due_at: datetime | None

    @staticmethod
    def of(row: queries.WorkRow) -> WorkLine:
        return WorkLine(
            kind=row.kind, id=row.id, model=row.model, title=row.title, href=row.href, side=row.side,
            other_name=row.other_name, at=row.at, state=row.word,
            amount=MoneyOut.of(row.amount) if row.amount else None,
            paid=MoneyOut.of(row.paid) if row.paid else None,
            turn=row.turn, step=row.step, text=row.text, due_at=row.due_at,
        )  # fmt: skip


class WorkPage(Schema):
    items: list[WorkLine]
    next: str | None


@router.get("/work", response=WorkPage, operation_id="contracts.list_work")
def list_work(
    request: HttpRequest,
    side: str = Query("", pattern="^(|client|freelancer)$"),  # type: ignore[type-arg]
    show: str = Query("now", pattern="^(now|flight|running|ended|all)$"),  # type: ignore[type-arg]
    model: str = Query("", max_length=20),  # type: ignore[type-arg]
    turn: str = Query("", pattern="^(|mine|others|nobody)$"),  # type: ignore[type-arg]
    after: str = Query("", max_length=100),  # type: ignore[type-arg]
    limit: int = Query(queries.PAGE, ge=1, le=MOST),  # type: ignore[type-arg]
) -> WorkPage:
    """“My work” and “my orders”: contracts of every engagement model, and what is on its way to one.

    With ``turn`` a page may hold fewer lines than ``limit`` although ``next`` is not null.
    """
    by = reader(request)
    for scope in (Scope.PROPOSALS_READ, Scope.BRIEFS_READ):
        require_scope(by, scope)
    wanted = queries.Wanted(
        side=Side(side) if side else None, show=show, model=model, turn=turn, after=after, limit=limit
    )
    rows, more = queries.work_of(by, wanted)
    return WorkPage(items=[WorkLine.of(row) for row in rows], next=more)
