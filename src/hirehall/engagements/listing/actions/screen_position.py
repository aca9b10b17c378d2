"""The desk screens a position by the hall's list: listed or refused, by somebody, at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from hirehall.engagements.listing import facts, operations, queries, rules
from hirehall.engagements.listing.models import Position, Screening, Signal
from hirehall.engagements.listing.queries.deposits import UNPAID, deposit_open
from hirehall.engagements.listing.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_staff_of
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.queries import policy_now


@action("listing.list_position", scope=Scope.STAFF_WRITE)
def list_position(
    position_id: UUID, *, by: Actor, answers: tuple[str, ...], version: int | None = None
) -> Position:
    """Every point of the list holds and no signal is undecided: the position is on the board, with who screened it."""
    position = queries.locked(by, position_id)
    editor_id = rules.require_editor(by, position)
    rules.require_version(version, position.version)
    rules.require_move(position, "list")
    checked = rules.require_answers(queries.screening_now(position.hall_id).checks, answers)
    deposit = deposit_open(position.id)
    if deposit is not None and deposit.state in UNPAID:
        raise Refused("position.deposit_due", "Its deposit has not been put down yet.")
    if position.signals.filter(dismissed_at=None).exists():
        raise Refused(
            "position.signals_open",
            "Say about each signal why it is none, or refuse the position with a reason.",
        )
    position.state, position.checked, position.reason = State.LISTED, checked, ""
    position.screened_by_id, position.screened_at = editor_id, clock.now()
    position.listed_at = position.listed_at or clock.now()
    _run_on(position)
    position.version += 1
    position.save()
    operations.make_findable(position)
    assert position.expires_at is not None  # noqa: S101 - set just now
    operations.note(facts.PositionListed, position, by=by, expires_at=position.expires_at)
    return position


@action("listing.refuse_position", scope=Scope.STAFF_WRITE)
def refuse_position(position_id: UUID, *, by: Actor, reason: str, version: int | None = None) -> Position:
    """The position is not listed, for a reason that who sent it in reads; they can send it again."""
    position = queries.locked(by, position_id)
    editor_id = rules.require_editor(by, position)
    rules.require_version(version, position.version)
    rules.require_move(position, "refuse")
    position.reason = rules.require_reason(reason)
    position.state, position.screened_by_id, position.screened_at = State.REFUSED, editor_id, clock.now()
    position.version += 1
    position.save()
    operations.note(facts.PositionRefused, position, by=by, reason=position.reason)
    return position


@action("listing.dismiss_signal", scope=Scope.STAFF_WRITE)
def dismiss_signal(position_id: UUID, signal_id: UUID, *, by: Actor, reason: str) -> Signal:
    """An editor says why a signal is none; it stays in the record, with who said so."""
    position = queries.locked(by, position_id)
    editor_id = rules.require_editor(by, position)
    rules.require_move(position, "list")
    signal = Signal.objects.filter(id=signal_id, position=position).first()
    if signal is None:
        raise not_found("signal")
    if signal.dismissed_at is not None:
        raise Refused("signal.dismissed", "This signal is dismissed already.")
    signal.dismissal = rules.require_reason(reason, most=500)
    signal.dismissed_at, signal.dismissed_by_id = clock.now(), editor_id
    signal.save()
    operations.note(facts.SignalDismissed, position, by=by, code=signal.code, reason=signal.dismissal)
    return signal


@action("listing.confirm_position", scope=Scope.STAFF_WRITE)
def confirm_position(position_id: UUID, *, by: Actor, version: int | None = None) -> Position:
    """An editor has looked again: it is still open and still true. Its days begin anew; reports are answered by it."""
    position = queries.locked(by, position_id)
    editor_id = rules.require_editor(by, position)
    rules.require_version(version, position.version)
    rules.require_move(position, "confirm")
    position.screened_by_id, position.screened_at = editor_id, clock.now()
    _run_on(position)
    position.version += 1
    position.save()
    queries.open_reports(position.id).update(answered_at=clock.now())
    assert position.expires_at is not None  # noqa: S101 - set just now
    operations.note(facts.PositionConfirmed, position, by=by, expires_at=position.expires_at)
    return position


@action("listing.date_screening", scope=Scope.STAFF_WRITE)
def date_screening(
    hall_id: UUID, *, by: Actor, checks: tuple[str, ...], free_mail: tuple[str, ...], hosts: tuple[str, ...],
    reason: str, effective_from: datetime | None = None,
) -> Screening:  # fmt: skip
    """By which list the desk screens from a date on; what was screened keeps the list by which it was."""
    editor_id = require_staff_of(by, hall_id)
    now = clock.now()
    from_ = effective_from or now
    if from_ < now:
        raise rules.invalid("screening.in_the_past", "A list counts from now or later on.", "effective_from")
    if Screening.objects.filter(hall_id=hall_id, effective_from=from_).exists():
        raise rules.invalid(
            "screening.same_instant", "Another list counts from that instant.", "effective_from"
        )
    row = Screening.objects.create(
        hall_id=hall_id, effective_from=from_, checks=rules.require_checks(checks),
        free_mail=rules.require_domains(free_mail, field="free_mail"),
        hosts=rules.require_domains(hosts, field="hosts"),
        reason=rules.require_reason(reason, most=300), made_by_id=editor_id,
    )  # fmt: skip
    told = facts.ScreeningDated(screening_id=row.id, effective_from=from_, reason=row.reason)
    record(told, by=by, hall_id=hall_id, about=[row.id])
    return row


def _run_on(position: Position) -> None:
    """From now on for the policy's days, with another look on the way."""
    policy, now = policy_now(position.hall_id), clock.now()
    position.expires_at = now + timedelta(days=policy.number("listing.stale_after_days"))
    position.recheck_at = now + timedelta(days=policy.number("listing.recheck_after_days"))
