"""What a bank takes back: whether it can be, how it falls on a payment, and who bears it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money.models import Chargeback, Payment, Refund
from hirehall.money.states import ChargebackStatus


def require_disputable(wanted: Money, payment: Payment, known: Chargeback | None) -> None:
    """A bank can want no more than was paid, and not another amount than before for the same case."""
    fits = wanted.currency == payment.currency and 0 < wanted.minor <= payment.total.minor
    if not fits or (known is not None and (known.amount != wanted or known.payment_id != payment.id)):
        raise Refused(
            "chargeback.other_amount",
            f"The rail reports a chargeback of {wanted.text()} that does not fit its payment; an operator must look.",
        )


def require_lost(chargeback: Chargeback) -> None:
    if chargeback.status != ChargebackStatus.LOST:
        raise Refused(f"chargeback.is_{chargeback.status}", "Only a chargeback that was lost is settled.")


@dataclass(frozen=True, slots=True)
class Loss:
    """A lost chargeback, by who bears it; the seven amounts from ``credit`` to ``expense`` sum to it.

    Attributes:
        stuck: refunds that the bank has made by itself; ``credit`` is theirs, and what was in no escrow yet.
        principal: what the client now has back of the payment's amount, in ``credit``, ``escrow`` or what follows.
        fee_of_payment: likewise of the client fee.
        client_fee: given up by the hall.
        escrow: taken out of escrow.
        receivable: owed by the freelancer.
        commission: given up by the hall on what the freelancer gives back.
        expense: borne by the hall.
    """

    stuck: tuple[Refund, ...]
    principal: Money
    fee_of_payment: Money
    credit: Money
    client_fee: Money
    escrow: Money
    receivable: Money
    commission: Money
    expense: Money


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a bank took of a payment, by what it was, in minor units; the refunds and the three sum to it.

    Attributes:
        stuck: refunds that the rail could not make, and the bank now has.
        principal: of the amount: at most this may be taken out of escrow for it.
        fee: of the client fee, in proportion where the bank took a part.
        beyond: what the client had had back already.
    """

    stuck: tuple[Refund, ...]
    principal: int
    fee: int
    beyond: int


def taken_back(lost: Money, payment: Payment, *, stuck: Iterable[Refund]) -> TakenBack:
    """How what the bank took falls on refunds that got stuck, oldest first, then on the amount with its fee."""
    left, made = lost.minor, []
    for refund in stuck:
        if refund.total.minor <= left:
            made.append(refund)
            left -= refund.total.minor
    fee_left = payment.client_fee_minor - payment.fee_refunded_minor
    principal_left = payment.amount_minor - payment.refunded_minor
    whole = fee_left + principal_left
    fee = fee_left if left >= whole else left * fee_left // whole if whole else 0
    principal = min(left - fee, principal_left)
    return TakenBack(tuple(made), principal, fee, left - fee - principal)


def split_loss(
    lost: Money, payment: Payment, *, stuck: list[Refund], escrow: Money, earned: tuple[Money, Money]
) -> Loss:
    """Who bears a lost chargeback. What the client has not used comes first, then escrow, then what was released.

    Args:
        lost: what the bank took.
        stuck: refunds of the payment that the rail could not make, oldest first.
        escrow: what the engagement takes out of escrow for it.
        earned: what was released under the contract, and the hall's commission in it.
    Raises:
        Refused: ``money.more_than_paid`` when more would leave escrow than the payment still stands for.
    """

    def money(minor: int) -> Money:
        return Money(minor, lost.currency)

    taken = taken_back(lost, payment, stuck=stuck)
    principal, fee, beyond = taken.principal, taken.fee, taken.beyond
    stuck_total = sum(refund.total.minor for refund in taken.stuck)
    if escrow.minor > principal:
        raise Refused("money.more_than_paid", "More would go back than was paid for this contract.")
    if payment.funded_at is None:
        return Loss(
            taken.stuck, money(principal), money(fee), money(stuck_total + principal + fee), money(0), money(0),
            money(0), money(0), money(beyond),
        )  # fmt: skip
    released = principal - escrow.minor
    gross, commission = earned[0].minor, earned[1].minor
    share = payment.policy.chargeback_freelancer_percent if payment.policy and payment.payee_id else 0
    borne = min(released, gross) * share // 100
    commission_back = -(-borne * commission // gross) if gross else 0  # the odd cent is not the freelancer's
    return Loss(
        taken.stuck, money(principal), money(fee), money(stuck_total), money(fee), escrow,
        money(borne - commission_back), money(commission_back), money(released - borne + beyond),
    )  # fmt: skip
