"""One's own time entries across all contracts, for programs."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.api.schemas import EntryOut
from hirehall.engagements.hourly.models import Entry
from hirehall.engagements.hourly.queries import Period
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyOut

router = Router()
MOST = 100


class OwnEntryOut(EntryOut):
    """One entry with its contract. ``counted_minutes`` are paid or to be paid; ``amount`` is theirs at the rate."""

    contract_id: UUID
    contract_title: str
    counted_minutes: int
    amount: MoneyOut

    @staticmethod
    def of(row: Entry) -> OwnEntryOut:
        contract = row.week.contract
        return OwnEntryOut(
            **EntryOut.of(row).dict(),
            contract_id=contract.id,
            contract_title=contract.title,
            counted_minutes=row.counted_minutes,
            amount=MoneyOut.of(row.week.worth(row.counted_minutes)),
        )


class OwnEntriesPage(Schema):
    items: list[OwnEntryOut]
    next: str | None


@router.get("/entries", response=OwnEntriesPage, operation_id="hourly.list_entries")
def list_entries(
    request: HttpRequest,
    contract_id: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
    after: Annotated[str, Query(max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> OwnEntriesPage:
    """The time that one wrote down oneself as a freelancer, under every contract, newest first. Days are UTC’s."""
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    rows, more = queries.own_entries_page(by, Period(contract_id, since, until), after=after, limit=limit)
    return OwnEntriesPage(items=[OwnEntryOut.of(row) for row in rows], next=more)
