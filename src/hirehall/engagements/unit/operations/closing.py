"""How the work moves and closes under its contract, which ends with it."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F

from hirehall.contracts import operations as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.states import EndedBy, Side
from hirehall.engagements.unit import facts, rules
from hirehall.engagements.unit.models import UnitOrder
from hirehall.engagements.unit.operations.telling import tell
from hirehall.engagements.unit.states import FINAL, State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import zero

CLOCK_OF = {State.DELIVERED: "auto_accept_at", State.REVISION: "revise_by", State.CHECK: "check_by"}


def move_to(work: UnitOrder, state: State, *, after: timedelta | None = None) -> None:
    """Set the state, stop its clock and start the next one; the caller's row is saved whole.

    Args:
        after: how long the clock of the new state runs; none where that is final.
    """
    work.state = state
    for of, name in CLOCK_OF.items():
        setattr(work, name, clock.now() + after if of is state and after is not None else None)
    if state in FINAL:
        work.closed_at = clock.now()
    work.version += 1
    work.save()


def accept(
    contract: Contract, work: UnitOrder, *, how: str, by: Actor, side: Side | None = None, reason: str = ""
) -> None:
    """Pay what was counted, send the rest back with its part of the fee, and end the contract.

    Args:
        how: ``accepted``, ``silence``, ``upheld`` or ``unchecked``.
    """
    amount = min(rules.cost(work, work.count, contract.currency), work.held)
    net = contracts.release(contract, work, amount, by=by)
    rest = work.held
    back = contracts.refund(contract, work, rest, by=by) if rest else zero(contract.currency)
    work.deliveries.filter(answered_at=None).update(answered_at=clock.now())
    work.in_silence = how in ("silence", "unchecked")
    move_to(work, State.ACCEPTED)
    tell(
        facts.WorkAccepted, contract, work, by=by, how=how, counted=work.kind_of_unit.said(work.count),
        amount=amount, net=net, back=back, reason=reason,
    )  # fmt: skip
    contracts.end(contract, EndedBy.COMPLETION, by=by, side=side)


def reject(contract: Contract, work: UnitOrder, *, reason: str, by: Actor) -> None:
    """An editor found that the work is not what was ordered: all that is held goes back, and the contract ends."""
    back = contracts.refund(contract, work, work.held, by=by)
    move_to(work, State.REJECTED)
    tell(facts.WorkRejected, contract, work, by=by, amount=back, reason=reason)
    contracts.end(contract, EndedBy.NOTICE, by=by, side=Side.CLIENT, note=reason)


def lose(contract: Contract, work: UnitOrder, part: int, *, fee: int) -> None:
    """Take held money out of work that the client's bank took back; the columns only, the caller posts it.

    Where the bank took a part, the work goes on, and is paid as far as the rest reaches.

    Args:
        fee: what of the client fee the bank took with it, as the ledger has booked it.
    """
    work.refunded_minor += part
    work.client_fee_back_minor = min(work.client_fee_back_minor + fee, work.client_fee_paid_minor)
    contracts.tally(contract, refunded=work.money(part))
    if work.held:
        work.save()
    else:
        move_to(work, State.CHARGED_BACK)


def stop_clocks_for(contract: Contract, stood: timedelta) -> None:
    """Nothing could be done while the contract stood still, so its clocks get that time back."""
    for name in CLOCK_OF.values():
        running = UnitOrder.objects.filter(contract=contract, **{f"{name}__isnull": False})
        running.update(**{name: F(name) + stood})
