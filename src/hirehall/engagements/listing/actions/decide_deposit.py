"""A deposit goes back, or is kept: only for a reason from a closed list, after notice, never past an open appeal."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.engagements.listing import facts, rules
from hirehall.engagements.listing.models import Deposit
from hirehall.engagements.listing.operations import deposits as operations
from hirehall.engagements.listing.queries import deposits as queries
from hirehall.engagements.listing.rules import deposits as deposit_rules
from hirehall.engagements.listing.states import DepositState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import zero
from hirehall.foundation.refused import Refused
from hirehall.money import operations as money
from hirehall.money import queries as money_queries

LET_GO = "Nobody decided about your objection in time, so it is not kept."


@action("listing.return_deposit")
def return_deposit(deposit_id: UUID, *, by: Actor) -> Deposit:
    """Its position is over: what is held goes back the way it came, and what was not paid is not needed."""
    deposit_rules.require_system(by)
    row = queries.with_its_position(deposit_id, by=by)
    if not queries.may_go_back(row, clock.now()):
        raise Refused("deposit.not_due", "Its position is not over yet.")
    if row.state in queries.UNPAID:
        row.state, row.closed_at = DepositState.VOID, clock.now()
        operations.note(facts.DepositDropped, row, by=by)
    else:
        deposit_rules.require_move(row, "give back")
        assert row.payment_id is not None  # noqa: S101 - it is held
        payment = money_queries.payment(row.payment_id)
        money.refund(
            hall_id=row.hall_id,
            contract_id=row.id,
            unit_id=row.id,
            amount=payment.amount - payment.refunded,
            client_fee_back=zero(row.currency),
            key=f"deposit_back:{row.id}",
            by=by,
            reason="The position is over.",
        )
        row.state, row.closed_at = DepositState.RETURNED, clock.now()
        operations.note(facts.DepositReturned, row, by=by)
    row.version += 1
    row.save()
    return row


@action("listing.warn_of_keeping", scope=Scope.STAFF_WRITE)
def warn_of_keeping(
    deposit_id: UUID, *, by: Actor, code: str, reason: str, version: int | None = None
) -> Deposit:
    """The desk says that it will keep a deposit, why, and when; until then its sender can object."""
    row = queries.deposit_to_move(deposit_id, by=by)
    editor_id = rules.require_editor(by, row.position)
    deposit_rules.require_version(version, row)
    deposit_rules.require_move(row, "warn")
    deposit_rules.require_not_answered(row, code)
    row.code = deposit_rules.require_code(code)
    row.reason = rules.require_reason(reason)
    row.state, row.warned_by_id, row.appeal, row.decision = DepositState.WARNED, editor_id, "", ""
    row.keep_at = clock.now() + timedelta(days=row.appeal_days)
    row.version += 1
    row.save()
    operations.note(facts.DepositWarned, row, by=by, code=row.code, reason=row.reason, keep_at=row.keep_at)
    return row


@action("listing.appeal_keeping", scope=Scope.MONEY_WRITE)
def appeal_keeping(deposit_id: UUID, *, by: Actor, text: str, version: int | None = None) -> Deposit:
    """The sender objects in time: nothing is kept before somebody else at the desk has decided."""
    rules.require_person(by)
    row = queries.deposit_to_move(deposit_id, by=by)
    deposit_rules.require_own(row, by)
    deposit_rules.require_version(version, row)
    deposit_rules.require_move(row, "appeal")
    row.appeal = rules.require_reason(text, field="text")
    row.state = DepositState.APPEALED
    row.keep_at = clock.now() + timedelta(days=2 * row.appeal_days)
    row.version += 1
    row.save()
    operations.note(facts.DepositAppealed, row, by=by, reason=row.appeal)
    return row


@action("listing.decide_deposit", scope=Scope.STAFF_WRITE)
def decide_deposit(
    deposit_id: UUID, *, by: Actor, keep: bool, reason: str, version: int | None = None
) -> Deposit:
    """The desk answers an objection, by somebody else than who wanted to keep it; or spares it of its own accord."""
    row = queries.deposit_to_move(deposit_id, by=by)
    editor_id = rules.require_editor(by, row.position)
    deposit_rules.require_version(version, row)
    deposit_rules.require_move(row, "spare")
    said = rules.require_reason(reason)
    if not keep:
        operations.spare(row, by=by, reason=said)
        return row
    if row.state != DepositState.APPEALED:
        raise Refused("deposit.wrong_state", "It is kept by itself on its day, unless its sender objects.")
    deposit_rules.require_other_editor(row, editor_id)
    row.decision = said
    operations.keep_deposit(row, by=by)
    return row


@action("listing.keep_deposit")
def keep_deposit(deposit_id: UUID, *, by: Actor) -> Deposit:
    """The day has come: kept where nobody objected; let go where nobody answered the objection."""
    deposit_rules.require_system(by)
    row = queries.deposit_to_move(deposit_id, by=by)
    if row.keep_at is None or row.keep_at > clock.now():
        raise Refused("deposit.not_due", "Its day has not come.")
    if row.state == DepositState.APPEALED:
        operations.spare(row, by=by, reason=LET_GO)
    else:
        operations.keep_deposit(row, by=by)
    return row
