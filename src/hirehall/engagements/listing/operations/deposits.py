"""Steps that several actions of deposits share."""

from __future__ import annotations

from typing import Any

from hirehall.engagements.listing import facts
from hirehall.engagements.listing.models import Deposit, Position
from hirehall.engagements.listing.queries import deposits as queries
from hirehall.engagements.listing.states import DepositState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.halls.queries import policy_now
from hirehall.money import operations as money
from hirehall.money import queries as money_queries


def ask_deposit(position: Position) -> Deposit | None:
    """Where the hall wants one, whoever sent the position in has to put it down before the desk looks."""
    amount = queries.deposit_at(position.hall)
    if amount is None or position.poster_id is None:
        return None
    standing = queries.deposit_open(position.id)
    if standing is not None:
        return standing
    policy = policy_now(position.hall_id)
    return Deposit.objects.create(
        hall=position.hall,
        position=position,
        person_id=position.poster_id,
        amount_minor=amount.minor,
        currency=amount.currency,
        appeal_days=policy.number("listing.deposit_appeal_days"),
        wait_days=policy.number("listing.deposit_wait_days"),
        asked_at=clock.now(),
    )


def keep_deposit(row: Deposit, *, by: Actor) -> None:
    """It is the hall's from now on; the caller has seen that it was said before, and asked."""
    assert row.payment_id is not None  # noqa: S101 - it is held
    money.keep(money_queries.payment(row.payment_id), key=f"deposit_keep:{row.id}")
    row.state, row.closed_at, row.keep_at = DepositState.KEPT, clock.now(), None
    row.version += 1
    row.save()
    note(facts.DepositKept, row, by=by, code=row.code, reason=row.reason)


def spare(row: Deposit, *, by: Actor, reason: str) -> None:
    """It is not kept; it goes back when the position is over."""
    row.state, row.keep_at, row.decision = DepositState.HELD, None, reason
    row.version += 1
    row.save()
    note(facts.DepositSpared, row, by=by, reason=reason)


def note(fact: type[facts.DepositFact], row: Deposit, *, by: Actor, **more: Any) -> None:
    """Record what has happened to a deposit."""
    told = fact(
        deposit_id=row.id, position_id=row.position_id, person_id=row.person_id, title=row.position.title,
        amount=row.amount, **more,
    )  # fmt: skip
    record(told, by=by, hall_id=row.hall_id, about=[row.id, row.position_id])
