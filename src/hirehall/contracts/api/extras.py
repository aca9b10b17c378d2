"""Bonuses and tips, for programs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from hirehall.contracts import queries, rules
from hirehall.contracts.actions.pay_extra import pay_extra as pay
from hirehall.contracts.api.deals import reader
from hirehall.contracts.jobs import settle_now
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyIn, MoneyOut, once

router = Router()


class ExtraIn(Schema):
    """A bonus or a tip. ``seen`` is the sum to pay as shown; with another one the call is refused."""

    amount: MoneyIn
    note: str = Field("", max_length=rules.LONGEST_EXTRA_NOTE)
    method: str = Field("sandbox.instant", max_length=40)
    seen: MoneyIn | None = None


class ExtraOut(Schema):
    """A bonus or a tip: ``paying``, ``paid`` or ``failed``."""

    id: UUID
    kind: str
    state: str
    note: str
    amount: MoneyOut
    client_fee: MoneyOut
    commission: MoneyOut
    begun_at: datetime
    payment_id: UUID | None

    @staticmethod
    def of(row: queries.ExtraRow) -> ExtraOut:
        return ExtraOut(
            id=row.id, kind=row.title.lower(), state=row.state, note=row.note, amount=MoneyOut.of(row.amount),
            client_fee=MoneyOut.of(row.client_fee), commission=MoneyOut.of(row.commission),
            begun_at=row.begun_at, payment_id=row.payment_id,
        )  # fmt: skip


@router.get(
    "/contracts/{uuid:contract_id}/extra-payments",
    response=list[ExtraOut],
    operation_id="contracts.list_extras",
)
def list_extras(request: HttpRequest, contract_id: UUID) -> list[ExtraOut]:
    """The bonuses and tips of a contract, oldest first."""
    contract = queries.contract_for(reader(request), contract_id)
    return [ExtraOut.of(row) for row in queries.extras_of(contract)]


@router.post(
    "/contracts/{uuid:contract_id}/extra-payments",
    response=ExtraOut,
    operation_id="contracts.pay_extra",
)
def pay_extra(request: HttpRequest, contract_id: UUID, body: ExtraIn) -> ExtraOut:
    """Pay a bonus or a tip. It is the freelancer’s once it has come in; nothing of it is held."""
    by = actor_in(request)
    begun = pay(
        contract_id,
        by=by,
        amount=body.amount.money,
        note=body.note,
        method=body.method,
        seen=body.seen.money if body.seen else None,
        **once(request),
    )
    settle_now(begun.asked)
    return ExtraOut.of(queries.extra_for(by, begun.id))
