"""Every unit of work of a hall of which something was released in a span, with what both sides paid for it.

Read as a stream: units in the order of their first release, some thousands at a time; of what was before the span
only sums are kept, one for each pair. So 100,000 units take the memory of a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import Min, QuerySet, Sum

from hirehall.contracts.models import Contract, ExtraPayment, HeldUnit
from hirehall.foundation.money import Money
from hirehall.money.models import Earning
from hirehall.money.queries import FeeLineOfYear, FeeParty

AT_ONCE = 2_000
Pair = tuple[FeeParty, FeeParty]


class _Deal(NamedTuple):
    """The columns of a contract that a fee depends on."""

    id: UUID
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    agency_id: UUID | None
    origin: str

    @property
    def pair(self) -> Pair:
        """The client's side, and the freelancer's: an agency is one, whoever leads."""
        return (
            FeeParty(self.organisation_id or self.client_id, self.organisation_id is not None),
            FeeParty(self.agency_id or self.freelancer_id, self.agency_id is not None),
        )


class _Kept(NamedTuple):
    """The columns of a unit from which the client's fee on what was released follows."""

    id: UUID
    amount_minor: int
    client_fee_minor: int
    client_fee_paid_minor: int
    client_fee_back_minor: int
    funded_minor: int
    released_minor: int
    refunded_minor: int
    rolled_on_minor: int

    def on(self, released: int) -> int:
        """The client's fee on a part of what was released; what is still held has its share of it too."""
        rolled = self.client_fee_minor * self.rolled_on_minor // self.amount_minor
        kept = self.client_fee_paid_minor - self.client_fee_back_minor - rolled
        whole = self.funded_minor - self.refunded_minor - self.rolled_on_minor
        return kept * released // whole if whole else 0


def released_lines(hall_id: UUID, since: datetime, until: datetime, currency: str) -> Iterator[FeeLineOfYear]:
    """The units of which something was released in the span, in the order of the first release within it."""
    billed, begun = _before(hall_id, since, currency)
    rows = (
        _earnings(hall_id, currency)
        .filter(released_at__gte=since, released_at__lt=until)
        .values("contract_id", "unit_id")
        .annotate(at=Min("released_at"), paid=Sum("gross_minor"), kept=Sum("fee_minor"))
        .order_by("at", "unit_id")
        .iterator(chunk_size=AT_ONCE)
    )
    while some := list(islice(rows, AT_ONCE)):
        yield from _lines(some, billed, begun, currency)


def _lines(
    rows: Sequence[Mapping[str, Any]], billed: dict[Pair, int], begun: set[UUID], currency: str
) -> Iterator[FeeLineOfYear]:
    deals = _deals({row["contract_id"] for row in rows})
    units = _units({row["unit_id"] for row in rows})
    tips = _tips(units)
    for row in rows:
        deal, unit = deals.get(row["contract_id"]), units.get(row["unit_id"])
        if deal is None or unit is None:  # money that no contract of this installation accounts for
            continue
        client, freelancer = deal.pair
        yield FeeLineOfYear(
            contract_id=deal.id,
            unit_id=unit.id,
            at=row["at"],
            freelancer=freelancer,
            client=client,
            origin=deal.origin,
            amount=Money(row["paid"], currency),
            before=billed[deal.pair],
            first=deal.id not in begun,
            tip=unit.id in tips,
            freelancer_fee=row["kept"],
            client_fee=unit.on(row["paid"]),
        )
        billed[deal.pair] += row["paid"]
        if unit.id not in tips:
            begun.add(deal.id)


def _before(hall_id: UUID, since: datetime, currency: str) -> tuple[dict[Pair, int], set[UUID]]:
    """What each pair had billed by then, and the contracts under which something was released already."""
    billed: dict[Pair, int] = defaultdict(int)
    begun: set[UUID] = set()
    rows = (
        _earnings(hall_id, currency)
        .filter(released_at__lt=since)
        .values_list("contract_id")
        .annotate(total=Sum("gross_minor"))
        .order_by("contract_id")
        .iterator(chunk_size=AT_ONCE)
    )
    while some := list(islice(rows, AT_ONCE)):
        deals = _deals({contract_id for contract_id, _ in some})
        for contract_id, total in some:
            if contract_id not in deals:
                continue
            billed[deals[contract_id].pair] += total
            begun.add(contract_id)
    return billed, begun


def _earnings(hall_id: UUID, currency: str) -> QuerySet[Earning]:
    return Earning.objects.filter(hall_id=hall_id, currency=currency)


def _deals(ids: Collection[UUID]) -> dict[UUID, _Deal]:
    rows = Contract.objects.filter(id__in=ids).values_list(*_Deal._fields)
    return {deal.id: deal for deal in map(_Deal._make, rows)}


def _units(ids: Collection[UUID]) -> dict[UUID, _Kept]:
    """The units of every engagement model with these ids. One query."""
    first, *others = [
        model._default_manager.filter(id__in=ids).order_by().values_list(*_Kept._fields)
        for model in apps.get_models()
        if issubclass(model, HeldUnit)
    ]
    return {unit.id: unit for unit in map(_Kept._make, first.union(*others, all=True))}


def _tips(ids: Iterable[UUID]) -> set[UUID]:
    return set(ExtraPayment.objects.filter(id__in=list(ids)).values_list("id", flat=True))
