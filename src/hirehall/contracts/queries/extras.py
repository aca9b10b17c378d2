"""Bonuses and tips: what was paid beside the units of work, and what paying one would cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hirehall.contracts import rules
from hirehall.contracts.models import Contract, ExtraPayment
from hirehall.contracts.queries.parties import contract_for, contract_to_move, contracts_visible_to
from hirehall.contracts.states import EXTRAS, ContractState, ExtraState
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused, not_found
from hirehall.money import queries as money
from hirehall.money.models import Payment
from hirehall.money.queries import FeeQuote
from hirehall.money.states import PaymentStatus


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """One bonus or tip as both sides see it."""

    id: UUID
    title: str
    state: str
    note: str
    amount: Money
    client_fee: Money
    commission: Money
    begun_at: datetime
    payment_id: UUID | None

    @property
    def freelancer_gets(self) -> Money:
        return self.amount - self.commission


@dataclass(frozen=True, slots=True)
class ExtraPage:
    """Paying one: what it is called here, what it costs, or why it cannot be."""

    contract: Contract
    word: str
    name: str
    why_not: str
    until: datetime | None
    quote: FeeQuote | None


def extra_quote(contract: Contract, amount: Money) -> FeeQuote:
    """What a bonus or tip costs by the contract's own schedule: nothing on top unless that says so."""
    return money.tip_quote(contract.hall_id, amount=amount, schedule_id=contract.schedule_id)


def extras_of(contract: Contract) -> list[ExtraRow]:
    """The contract's bonuses and tips, oldest first; no query where none was ever begun."""
    if not contract.extras:
        return []
    rows = ExtraPayment.objects.filter(contract=contract)
    for row in rows:
        row.contract = contract
    return [_row(row) for row in rows]


def extra_page(by: Actor, contract_id: UUID, amount: Money | None = None) -> ExtraPage:
    """The page on which a bonus or tip is paid.

    Raises:
        Refused: ``contract.not_found``; ``extra.not_here`` where the model knows none.
    """
    contract = contract_for(by, contract_id)
    if contract.model not in EXTRAS:
        raise not_found("extra payment")
    rule, why_not = EXTRAS[contract.model], ""
    try:
        rules.require_payer(contract, by)
        rules.require_extra(contract)
        if amount is not None:
            rules.require_extra_amount(contract, amount)
    except Refused as refused:
        if refused.field:
            raise
        why_not = refused.sentence
    quote = extra_quote(contract, amount) if amount is not None and not why_not else None
    return ExtraPage(contract, rule.word, rule.name, why_not, rules.extra_until(contract), quote)


def may_pay_extra(contract: Contract, by: Actor) -> bool:
    """Whether the room offers it to this actor."""
    if contract.model not in EXTRAS or not rules.may_pay(contract, by):
        return False
    try:
        rules.require_extra(contract)
    except Refused:
        return False
    return True


def extra_for(by: Actor, extra_id: UUID) -> ExtraRow:
    """One bonus or tip of a contract that the actor may see.

    Raises:
        Refused: ``extra_payment.not_found``.
    """
    found = (
        ExtraPayment.objects.select_related("contract")
        .filter(id=extra_id, contract__in=contracts_visible_to(by))
        .first()
    )
    if found is None:
        raise not_found("extra payment")
    return _row(found)


def is_extra(unit_id: UUID) -> bool:
    """Whether a payment's unit is a bonus or tip: its facts are then ours to follow."""
    return ExtraPayment.objects.filter(id=unit_id).exists()


def extra_to_move(extra_id: UUID, *, by: Actor) -> tuple[Contract, ExtraPayment]:
    """A bonus or tip with its contract locked first; read after the lock."""
    root = ExtraPayment.objects.filter(id=extra_id).values_list("contract_id", flat=True).first()
    if root is None:
        raise not_found("extra payment")
    contract = contract_to_move(root, by=by)
    extra = ExtraPayment.objects.select_for_update(no_key=True, of=("self",)).get(id=extra_id)
    extra.contract = contract
    return contract, extra


def extras_to_settle(*, most: int = 200) -> list[UUID]:
    """Payments that have come in for a bonus or tip that still waits: its contract stood still, or a job died."""
    waiting = (
        ExtraPayment.objects.filter(state=ExtraState.PAYING)
        .exclude(contract__state=ContractState.FROZEN)
        .values_list("payment_id", flat=True)
    )
    come_in = Payment.objects.filter(id__in=waiting, status=PaymentStatus.SUCCEEDED, funded_at=None)
    return list(come_in.order_by("id").values_list("id", flat=True)[:most])


def _row(row: ExtraPayment) -> ExtraRow:
    return ExtraRow(
        id=row.id,
        title=row.title,
        state=row.state,
        note=row.note,
        amount=row.amount,
        client_fee=row.money(row.client_fee_minor),
        commission=row.money(row.freelancer_fee_minor),
        begun_at=row.begun_at,
        payment_id=row.payment_id,
    )
