from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import Side
from hirehall.engagements.hourly import facts, queries, rules
from hirehall.engagements.hourly import operations as hourly
from hirehall.engagements.hourly.models import Arrangement, Entry, Week
from hirehall.engagements.hourly.operations import tell_entry
from hirehall.engagements.hourly.states import OPEN_ENTRY, EntryState, State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused

REASON = {"least": 5, "most": 2_000}


@action("hourly.dispute_entry", scope=Scope.CONTRACTS_WRITE)
def dispute_entry(entry_id: UUID, *, by: Actor, reason: str, version: int | None = None) -> Entry:
    """During the review the client disputes one entry, with a reason; everything else is paid on time."""
    contract, _, week, entry = _to_move(entry_id, version, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    rules.require_review(week)
    rules.require_entry(entry, EntryState.LOGGED)
    entry.reason = contract_rules.require_text(reason, field="reason", **REASON)
    days = contract.policy.number("hourly.dispute_answer_days")
    answer_by = clock.now() + timedelta(days=days)
    _move(contract, entry, EntryState.DISPUTED)
    entry.answer_by = answer_by
    entry.save()
    tell_entry(
        facts.EntryDisputed, contract, week, entry, by=by, reason=entry.reason, answer_by=entry.answer_by
    )
    return entry


@action("hourly.withdraw_dispute", scope=Scope.CONTRACTS_WRITE)
def withdraw_dispute(entry_id: UUID, *, by: Actor, version: int | None = None) -> Entry:
    """The client takes a dispute back: the entry is paid with its week, or at once when its review is over."""
    contract, arrangement, week, entry = _to_move(entry_id, version, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    rules.require_entry(entry, *OPEN_ENTRY)
    _move(contract, entry, EntryState.LOGGED)
    entry.save()
    tell_entry(facts.DisputeWithdrawn, contract, week, entry, by=by)
    _settle(contract, arrangement, week, by=by)
    return entry


@action("hourly.take_off_entry", scope=Scope.CONTRACTS_WRITE)
def take_off_entry(entry_id: UUID, *, by: Actor, version: int | None = None) -> Entry:
    """The freelancer agrees that a disputed entry is not paid."""
    contract, arrangement, week, entry = _to_move(entry_id, version, by=by)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    rules.require_entry(entry, *OPEN_ENTRY)
    return _take_off(contract, arrangement, week, entry, in_silence=False, by=by)


@action("hourly.take_off_in_silence")
def take_off_in_silence(entry_id: UUID, *, by: Actor) -> Entry:
    """Nobody answered a dispute in time: the entry is taken off."""
    if not by.is_system:
        raise Refused("hourly.system_only", "The calendar does this.", because=Because.FORBIDDEN)
    contract, arrangement, week, entry = _to_move(entry_id, None, by=by)
    rules.require_entry(entry, EntryState.DISPUTED)
    if entry.answer_by is None or entry.answer_by > clock.now():
        raise Refused("hourly.too_early", "The freelancer still has time to answer.")
    return _take_off(contract, arrangement, week, entry, in_silence=True, by=by)


@action("hourly.contest_entry", scope=Scope.CONTRACTS_WRITE)
def contest_entry(entry_id: UUID, *, by: Actor, answer: str, version: int | None = None) -> Entry:
    """The freelancer stands by a disputed entry: its money stays held until both sides agree on its minutes."""
    contract, _, week, entry = _to_move(entry_id, version, by=by)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    rules.require_entry(entry, EntryState.DISPUTED)
    if entry.answer_by is not None and entry.answer_by <= clock.now():
        raise Refused("hourly.answer_too_late", "The time to answer is over; the entry is taken off.")
    entry.answer = contract_rules.require_text(answer, field="answer", **REASON)
    _move(contract, entry, EntryState.CONTESTED)
    entry.save()
    tell_entry(facts.EntryContested, contract, week, entry, by=by, answer=entry.answer)
    return entry


@action("hourly.propose_split", scope=Scope.CONTRACTS_WRITE)
def propose_split(entry_id: UUID, *, by: Actor, minutes: int, version: int | None = None) -> Entry:
    """One side says how many minutes of a contested entry are to be paid; the other side's word is next."""
    contract, _, week, entry = _to_move(entry_id, version, by=by)
    side = contract_rules.require_deciding_side(contract, by)
    rules.require_entry(entry, EntryState.CONTESTED)
    if not 0 <= minutes <= entry.minutes:
        raise Refused(
            "hourly.bad_split",
            f"Between 0 and {entry.minutes} minutes of this entry can be paid.",
            because=Because.INVALID,
            field="minutes",
        )
    entry.split_minutes, entry.split_side = minutes, side
    entry.version += 1
    entry.save()
    contract_operations.touch(contract)
    tell_entry(facts.SplitProposed, contract, week, entry, by=by, side=side.value, split_minutes=minutes)
    return entry


@action("hourly.accept_split", scope=Scope.CONTRACTS_WRITE)
def accept_split(entry_id: UUID, *, by: Actor, version: int | None = None) -> Entry:
    """The other side agrees: so many minutes are paid, and the rest of the entry is not."""
    contract, arrangement, week, entry = _to_move(entry_id, version, by=by)
    side = contract_rules.require_deciding_side(contract, by)
    rules.require_entry(entry, EntryState.CONTESTED)
    if entry.split_minutes is None:
        raise Refused("hourly.no_split", "Nobody has proposed a split of this entry yet.")
    if entry.split_side == side:
        raise Refused(
            "contract.wrong_party", "The other side answers what you proposed.", because=Because.FORBIDDEN
        )
    _move(contract, entry, EntryState.SETTLED)
    entry.save()
    tell_entry(
        facts.SplitAgreed, contract, week, entry, by=by, side=side.value, split_minutes=entry.split_minutes
    )
    _settle(contract, arrangement, week, by=by)
    return entry


def _to_move(entry_id: UUID, version: int | None, *, by: Actor) -> tuple[Contract, Arrangement, Week, Entry]:
    contract, arrangement, week, entry = queries.entry_to_move(entry_id, by=by)
    if not by.is_system:
        contract_rules.require_party(contract, by)
        contract_operations.require_nobody_suspended(by.person_id)
    contract_rules.require_active(contract)
    rules.require_current_entry(entry, version)
    return contract, arrangement, week, entry


def _move(contract: Contract, entry: Entry, state: EntryState) -> None:
    entry.state, entry.answer_by = state, None
    entry.version += 1
    contract_operations.touch(contract)


def _take_off(
    contract: Contract, arrangement: Arrangement, week: Week, entry: Entry, *, in_silence: bool, by: Actor
) -> Entry:
    _move(contract, entry, EntryState.TAKEN_OFF)
    entry.save()
    tell_entry(facts.EntryTakenOff, contract, week, entry, by=by, in_silence=in_silence)
    _settle(contract, arrangement, week, by=by)
    return entry


def _settle(contract: Contract, arrangement: Arrangement, week: Week, *, by: Actor) -> None:
    """Where the review is over, what both sides settled is paid or goes back at once; only open entries stay held."""
    if week.state != State.DISPUTED:
        return
    hourly.charge(contract, week, by=by)
    hourly.end_if_settled(contract, arrangement, by=by)
