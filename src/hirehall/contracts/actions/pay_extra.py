from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations, queries, rules
from hirehall.contracts.models import ExtraPayment
from hirehall.contracts.states import ContractState, ExtraState
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.money import queries as money_queries


@action("contracts.pay_extra", scope=Scope.MONEY_WRITE)
def pay_extra(
    contract_id: UUID,
    *,
    by: Actor,
    amount: Money,
    note: str = "",
    method: str = "sandbox.instant",
    seen: Money | None = None,
) -> ExtraPayment:
    """The client's side pays a bonus or a tip: no work is owed for it, and the freelancer has it at once.

    Several may be under way at a time. The same sum with the same words from the same person is taken for the same
    one, sent twice: it waits until the first has come in.

    Args:
        seen: what the payer was shown as the sum to pay; another one is refused.
    """
    contract = queries.contract_to_move(contract_id, by=by)
    rules.require_payer(contract, by)
    rule = rules.require_extra(contract)
    rules.require_extra_amount(contract, amount)
    said = rules.require_text(note, field="note", least=0, most=rules.LONGEST_EXTRA_NOTE)
    operations.require_nobody_suspended(by.person_id, contract.freelancer_id, hold=True)
    same = contract.extrapayments.filter(made_by_id=by.require_person(), amount_minor=amount.minor, note=said)
    if same.filter(state=ExtraState.PAYING).exists():
        raise Refused(
            "extra.under_way",
            f"You are paying {rule.word} of {amount.text()} with the same words already. Wait for that payment first.",
        )
    quote = queries.extra_quote(contract, amount)
    if seen is not None and seen != quote.client_pays:
        raise Refused(
            "extra.other_sum",
            f"It costs {quote.client_pays.text()} now, not {seen.text()}. Look at it again.",
        )
    return operations.begin_extra(contract, rule=rule, quote=quote, note=said, method=method, by=by)


@action("contracts.settle_extra")
def settle_extra(payment_id: UUID, *, by: Actor) -> ExtraPayment:
    """The rail has the money: it goes to the freelancer, once. While the contract stands still, it waits."""
    _require_rail(by)
    payment = money_queries.payment(payment_id)
    contract, extra = queries.extra_to_move(payment.unit_id, by=by)
    if extra.state == ExtraState.PAYING and contract.state != ContractState.FROZEN:
        operations.settle_extra(contract, extra, payment, by=by)
    return extra


@action("contracts.fail_extra")
def fail_extra(payment_id: UUID, *, by: Actor, reason: str = "") -> ExtraPayment:
    """The rail could not collect it, or the bank took it back before it was passed on."""
    _require_rail(by)
    payment = money_queries.payment(payment_id)
    contract, extra = queries.extra_to_move(payment.unit_id, by=by)
    if extra.state == ExtraState.PAYING:
        operations.fail_extra(contract, extra, reason=reason, by=by)
    return extra


def _require_rail(by: Actor) -> None:
    if not by.is_system:
        raise Refused("extra.system_only", "Only the payment rail reports this.", because=Because.FORBIDDEN)
