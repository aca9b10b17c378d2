"""What happens with money in escrow: it is funded, released, rolled on, or goes back the way it came.

Money that is for the hall takes the same ways in and back, through the account of its purpose, and is kept by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import BASIS_POINTS, Money
from hirehall.money import facts, rules
from hirehall.money.ledger import KeyReused, Posted, credit, debit, post, require_transaction
from hirehall.money.models import Earning, Payment, Refund, Transfer
from hirehall.money.operations.payments import locked_payment
from hirehall.money.queries.chargebacks import is_disputed
from hirehall.money.rules.sharing import Share, SharedPart, split_release
from hirehall.money.states import AccountKind, PaymentStatus, TransferKind


def post_funding(payment: Payment) -> None:
    """Move a payment that has come in to its unit's escrow, or where its purpose says, and the client fee to the hall.

    Safe to repeat: a payment that is in escrow already stays as it is.

    Raises:
        Refused: ``payment.not_succeeded``.
        RuntimeError: outside a transaction.
    """
    require_transaction()
    locked = locked_payment(payment.id)
    if locked.funded_at is None:
        rules.require_succeeded(locked)
        post(
            hall_id=locked.hall_id,
            key=f"fund:{locked.id}",
            kind=locked.line.fund,
            legs=[
                debit(AccountKind.CLIENT_CREDIT, locked.total, subject=locked.id, group=locked.payer_side_id),
                credit(locked.line.held_in, locked.amount, subject=locked.unit_id, group=locked.contract_id),
                credit(AccountKind.CLIENT_FEE, locked.client_fee),
            ],
            contract_id=locked.contract_id,
            unit_id=locked.unit_id,
            cause_id=locked.id,
        )
        locked.funded_at = clock.now()
        locked.save(update_fields=["funded_at"])
    payment.funded_at = locked.funded_at


def return_payment(payment: Payment, *, reason: str, by: Actor) -> Refund:
    """Give back a payment that came in and cannot be used: paid twice, or its unit is no longer fundable.

    Safe to repeat: the second call answers the first one's refund.

    Args:
        reason: a sentence for the client.
    Raises:
        Refused: ``payment.not_succeeded``, ``payment.used`` when it is in escrow already.
        RuntimeError: outside a transaction.
    """
    require_transaction()
    locked = locked_payment(payment.id)
    key = f"return:{locked.id}"
    earlier = Refund.objects.filter(hall_id=locked.hall_id, key=key).first()
    if earlier is not None:
        return earlier
    rules.require_unused(locked)
    whole = rules.RefundPart(locked, locked.amount, locked.client_fee)
    record(
        facts.PaymentReturned(
            payment_id=locked.id,
            contract_id=locked.contract_id,
            unit_id=locked.unit_id,
            total=locked.total,
            reason=reason,
        ),
        by=by,
        hall_id=locked.hall_id,
        about=[locked.id, locked.contract_id],
    )
    given_back = _begin_refund(whole, unit_id=locked.unit_id, key=key, reason=reason, transfer_id=None, by=by)
    payment.status = locked.status
    return given_back


def release(
    *,
    hall_id: UUID,
    contract_id: UUID,
    unit_id: UUID,
    freelancer_id: UUID,
    amount: Money,
    fee: Money,
    available_at: datetime,
    key: str,
    by: Actor,
) -> Earning:
    """Release ``amount`` from a unit's escrow: ``fee`` to the hall, the rest to what the freelancer is owed.

    Args:
        amount: positive, at most what the unit holds.
        fee: zero or more, at most ``amount``; as frozen in the contract's quote.
        available_at: from when the freelancer may have it paid out.
        key: the business event, ``release:<unit>:<n>``; the same key and amounts again give the same earning.
    Raises:
        Refused: ``money.not_enough``, ``money.fee_above_amount``, ``money.amount_not_positive``,
            ``money.currency_mismatch``, ``money.key_reused``, ``money.disputed``.
        RuntimeError: outside a transaction.
    """
    alone = Share(freelancer_id, BASIS_POINTS)
    out = _Release(hall_id, contract_id, unit_id, amount, fee, available_at, key, None)
    return _release(out, [alone], by=by)[0]


def release_in_shares(
    *,
    hall_id: UUID,
    contract_id: UUID,
    unit_id: UUID,
    agency_id: UUID,
    shares: Sequence[Share],
    amount: Money,
    fee: Money,
    available_at: datetime,
    key: str,
    by: Actor,
) -> list[Earning]:
    """Release ``amount`` to the members of an agency, each by their share, in one transfer: an earning for each.

    Args:
        shares: who gets which part; together 10,000 basis points.
        amount, fee, available_at, key: as for ``release``; the fee is the whole one and taken once.
    Raises:
        Refused: as ``release``, and ``money.shares_not_whole``.
        RuntimeError: outside a transaction.
    """
    out = _Release(hall_id, contract_id, unit_id, amount, fee, available_at, key, agency_id)
    return _release(out, shares, by=by)


@dataclass(frozen=True, slots=True)
class _Release:
    hall_id: UUID
    contract_id: UUID
    unit_id: UUID
    amount: Money
    fee: Money
    available_at: datetime
    key: str
    agency_id: UUID | None


def _release(out: _Release, shares: Sequence[Share], *, by: Actor) -> list[Earning]:
    _require_movable(out.amount, out.contract_id)
    rules.require_fee_within(out.fee, out.amount)
    parts = split_release(out.amount, out.fee, shares)
    ids = [new_id() for _ in parts]
    posted = post(
        hall_id=out.hall_id,
        key=out.key,
        kind=TransferKind.RELEASE,
        legs=[
            debit(AccountKind.ESCROW, out.amount, subject=out.unit_id, group=out.contract_id),
            *(credit(AccountKind.PAYABLE, part.net, subject=part.share.person_id) for part in parts),
            credit(AccountKind.FREELANCER_FEE, out.fee),
        ],
        contract_id=out.contract_id,
        unit_id=out.unit_id,
        cause_id=ids[0],
    )
    if not posted.is_new:
        return list(Earning.objects.filter(transfer_id=posted.transfer_id).order_by("id"))
    earnings = [_earning(out, part, id_, posted.transfer_id) for id_, part in zip(ids, parts, strict=True)]
    for earning in earnings:
        _record_release(earning, by=by, tell_contract=earning is earnings[0])
    return earnings


def _earning(out: _Release, part: SharedPart, earning_id: UUID, transfer_id: UUID) -> Earning:
    return Earning.objects.create(
        id=earning_id,
        hall_id=out.hall_id,
        contract_id=out.contract_id,
        unit_id=out.unit_id,
        freelancer_id=part.share.person_id,
        key=out.key,
        gross_minor=(part.net + part.fee).minor,
        fee_minor=part.fee.minor,
        net_minor=part.net.minor,
        currency=out.amount.currency,
        released_at=clock.now(),
        available_at=out.available_at,
        transfer_id=transfer_id,
        share_basis_points=part.share.basis_points if out.agency_id else None,
        agency_id=out.agency_id,
    )


def roll(
    *,
    hall_id: UUID,
    contract_id: UUID,
    from_unit_id: UUID,
    to_unit_id: UUID,
    amount: Money,
    key: str,
    by: Actor,
) -> Posted:
    """Move money between two units of one contract, as when the rest of a part release rolls on.

    Raises:
        Refused: ``money.not_enough``, ``money.amount_not_positive``, ``money.key_reused``.
        RuntimeError: outside a transaction.
    """
    _require_movable(amount, contract_id)
    return post(
        hall_id=hall_id,
        key=key,
        kind=TransferKind.ROLL,
        legs=[
            debit(AccountKind.ESCROW, amount, subject=from_unit_id, group=contract_id),
            credit(AccountKind.ESCROW, amount, subject=to_unit_id, group=contract_id),
        ],
        contract_id=contract_id,
        unit_id=to_unit_id,
    )


def refund(
    *,
    hall_id: UUID,
    contract_id: UUID,
    unit_id: UUID,
    amount: Money,
    client_fee_back: Money,
    key: str,
    by: Actor,
    reason: str = "",
) -> list[Refund]:
    """Take money out of a unit's escrow and send it back along the payments that brought it.

    It becomes the client's credit at once and leaves the books when the rail has confirmed.

    Args:
        amount: positive, at most what the unit holds.
        client_fee_back: what the hall gives back of its client fee; zero or more.
        key: the business event, ``refund:<unit>:<n>``; the same key and amounts again give the same refunds.
    Returns:
        One refund for each payment along which money goes back, the unit's newest first.
    Raises:
        Refused: ``money.not_enough``, ``money.more_than_paid``, ``money.amount_not_positive``,
            ``money.currency_mismatch``, ``money.key_reused``, ``money.disputed``.
        RuntimeError: outside a transaction.
    """
    require_transaction()
    rules.require_positive(amount)
    rules.require_fee(client_fee_back, amount)
    payments = list(
        Payment.objects.select_for_update(no_key=True)
        .filter(hall_id=hall_id, contract_id=contract_id, funded_at__isnull=False)
        .order_by("id")
    )
    earlier = list(Refund.objects.filter(hall_id=hall_id, key=key).order_by("id"))
    if earlier:
        _require_same_refund(earlier, amount, client_fee_back)
        return earlier
    rules.require_undisputed(is_disputed(contract_id))
    for payment in payments:
        rules.require_same_currency(amount, payment.amount)
    parts = rules.split_refund(payments, unit_id=unit_id, amount=amount, client_fee=client_fee_back)
    posted = _post_refund(parts, unit_id=unit_id, amount=amount, client_fee_back=client_fee_back, key=key)
    return [
        _begin_refund(part, unit_id=unit_id, key=key, reason=reason, transfer_id=posted.transfer_id, by=by)
        for part in parts
    ]


def _require_movable(amount: Money, contract_id: UUID) -> None:
    """Inside a transaction, something, and no bank wants it back."""
    require_transaction()
    rules.require_positive(amount)
    rules.require_undisputed(is_disputed(contract_id))


def _require_same_refund(earlier: list[Refund], amount: Money, client_fee: Money) -> None:
    booked = sum(part.amount_minor for part in earlier), sum(part.client_fee_minor for part in earlier)
    if booked != (amount.minor, client_fee.minor) or earlier[0].currency != amount.currency:
        raise KeyReused


def _post_refund(
    parts: list[rules.RefundPart], *, unit_id: UUID, amount: Money, client_fee_back: Money, key: str
) -> Posted:
    first = parts[0].payment
    reversed_id = (
        Transfer.objects.filter(hall_id=first.hall_id, key=f"fund:{first.id}")
        .values_list("id", flat=True)
        .first()
        if len(parts) == 1
        else None
    )
    back = [
        credit(
            AccountKind.CLIENT_CREDIT,
            part.amount + part.client_fee,
            subject=part.payment.id,
            group=part.payment.payer_side_id,
        )
        for part in parts
    ]
    return post(
        hall_id=first.hall_id,
        key=key,
        kind=first.line.back,
        legs=[
            debit(first.line.held_in, amount, subject=unit_id, group=first.contract_id),
            debit(AccountKind.CLIENT_FEE, client_fee_back),
            *back,
        ],
        contract_id=first.contract_id,
        unit_id=unit_id,
        reverses=reversed_id,
    )


def _begin_refund(
    part: rules.RefundPart, *, unit_id: UUID, key: str, reason: str, transfer_id: UUID | None, by: Actor
) -> Refund:
    """Write the refund's row, note on the payment what goes back, and record the fact that starts the rail."""
    payment = part.payment
    payment.refunded_minor += part.amount.minor
    payment.fee_refunded_minor += part.client_fee.minor
    if payment.refunded_minor == payment.amount_minor:
        payment.status = PaymentStatus.REFUNDED
    payment.save(update_fields=["refunded_minor", "fee_refunded_minor", "status"])
    given_back = Refund.objects.create(
        hall_id=payment.hall_id,
        payment=payment,
        contract_id=payment.contract_id,
        unit_id=unit_id,
        key=key,
        amount_minor=part.amount.minor,
        client_fee_minor=part.client_fee.minor,
        currency=payment.currency,
        reason=reason,
        asked_at=clock.now(),
        transfer_id=transfer_id,
    )
    record(
        facts.RefundBegun(
            refund_id=given_back.id,
            payment_id=payment.id,
            contract_id=payment.contract_id,
            unit_id=unit_id,
            total=given_back.total,
        ),
        by=by,
        hall_id=payment.hall_id,
        about=[given_back.id, payment.id, payment.contract_id],
    )
    return given_back


def _record_release(earning: Earning, *, by: Actor, tell_contract: bool) -> None:
    """A release is one event in the contract's history, however many members share it: the client sees one."""
    record(
        facts.MoneyReleased(
            earning_id=earning.id,
            contract_id=earning.contract_id,
            unit_id=earning.unit_id,
            freelancer_id=earning.freelancer_id,
            gross=earning.gross,
            fee=earning.fee,
            net=earning.net,
            available_at=earning.available_at,
        ),
        by=by,
        hall_id=earning.hall_id,
        about=[earning.id, *([earning.contract_id] if tell_contract else []), earning.freelancer_id],
    )
