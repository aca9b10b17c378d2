"""Single rows and small sets: for an actor, locked for a move, or due for the weekly run."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract
from hirehall.contracts.states import ContractState
from hirehall.engagements.hourly import rules
from hirehall.engagements.hourly.models import Arrangement, Entry, Timer, Week
from hirehall.engagements.hourly.states import MODEL, EntryState, State
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import is_here
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import Refused, not_found

MOST = 50_000
PARTIES = ("contract__client", "contract__organisation", "contract__freelancer", "contract__policy")


def is_week(unit_id: UUID) -> bool:
    """Whether a unit of work is a week: facts about money also come for units of other engagement models."""
    return Week.objects.filter(id=unit_id).exists()


def hourly_contract_for(by: Actor, contract_id: UUID) -> Contract:
    """An hourly contract of the actor's.

    Raises:
        Refused: ``contract.not_found``.
    """
    return contracts.contract_for(by, contract_id, model=MODEL)


def arrangement_of(contract: Contract) -> Arrangement:
    found = _arrangement.one(contract.id)
    found.contract = contract
    return found


@kept
def _arrangement(contract_id: UUID) -> QuerySet[Arrangement]:
    return Arrangement.objects.filter(contract_id=contract_id)


def weeks_of(contract: Contract) -> list[Week]:
    """The contract's weeks, the first one first; one that passed unpaid as it would be paid for now."""
    rows = _weeks(contract.id)
    for row in rows:
        row.contract = contract
        rules.move_on_to_now(row)
    return rows


@kept
def _weeks(contract_id: UUID) -> QuerySet[Week]:
    return Week.objects.filter(contract_id=contract_id).order_by("starts_at")


def contract_to_move(contract_id: UUID, *, by: Actor) -> tuple[Contract, Arrangement]:
    """The contract, locked as the root, and what runs beside its weeks."""
    contract = contracts.contract_to_move(contract_id, by=by)
    return contract, _arrangement_to_move(contract)


def _arrangement_to_move(contract: Contract) -> Arrangement:
    arrangement = Arrangement.objects.select_for_update(no_key=True).filter(contract=contract).first()
    if arrangement is None:
        raise not_found("contract")
    arrangement.contract = contract
    return arrangement


def week_for(by: Actor, week_id: UUID) -> Week:
    """The week with its contract and parties, when the actor may see it.

    Raises:
        Refused: ``week.not_found``.
    """
    found = (
        Week.objects.filter(contract__in=contracts.contracts_visible_to(by), id=week_id)
        .select_related(*PARTIES)
        .first()
    )
    if found is None:
        raise not_found("week")
    rules.move_on_to_now(found)
    return found


def week_to_move(week_id: UUID, *, by: Actor) -> tuple[Contract, Arrangement, Week]:
    """The contract, locked as the root, then its week, locked."""
    try:
        contract = contracts.contract_of_unit_to_move(Week, week_id, by=by)
        arrangement = _arrangement_to_move(contract)
    except Refused as refused:
        raise not_found("week") from refused
    return contract, arrangement, _locked(week_id, contract)


def entry_for(by: Actor, entry_id: UUID) -> Entry:
    """The entry with its week, its contract and the parties, when the actor may see it.

    Raises:
        Refused: ``entry.not_found``.
    """
    found = (
        Entry.objects.filter(week__contract__in=contracts.contracts_visible_to(by), id=entry_id)
        .select_related("week", *(f"week__{name}" for name in PARTIES))
        .first()
    )
    if found is None:
        raise not_found("entry")
    return found


def entry_to_move(entry_id: UUID, *, by: Actor) -> tuple[Contract, Arrangement, Week, Entry]:
    """An entry with its locked contract and week; read after the lock."""
    week_id = Entry.objects.filter(id=entry_id).values_list("week_id", flat=True).first()
    if week_id is None:
        raise not_found("entry")
    try:
        contract, arrangement, week = week_to_move(week_id, by=by)
    except Refused as refused:
        raise not_found("entry") from refused
    entry = Entry.objects.select_for_update(no_key=True).filter(id=entry_id).first()
    if entry is None:
        raise not_found("entry")
    entry.week = week
    return contract, arrangement, week, entry


def weeks_to_move(contract: Contract) -> list[Week]:
    """All weeks of a contract that is already locked, locked in order."""
    rows = list(contract.weeks.select_for_update(no_key=True).order_by("starts_at"))
    for row in rows:
        row.contract = contract
    return rows


def week_at(contract: Contract, moment: datetime) -> Week | None:
    """The week of a locked contract in which that moment lies, locked."""
    found = (
        contract.weeks.select_for_update(no_key=True)
        .filter(starts_at__lte=moment, ends_at__gt=moment)
        .first()
    )
    if found is not None:
        found.contract = contract
    return found


def timer_of(by: Actor) -> Timer | None:
    """The timer that runs for this actor, whatever the contract in the hall where they are."""
    timer = _timer.first(by.person_id) if by.person_id is not None else None
    return timer if timer is not None and is_here(by, timer.contract.hall_id) else None


@kept
def _timer(person_id: UUID) -> QuerySet[Timer]:
    return Timer.objects.select_related("contract").filter(person_id=person_id)


def _locked(week_id: UUID, contract: Contract) -> Week:
    week = Week.objects.select_for_update(no_key=True).get(id=week_id)
    week.contract = contract
    return week


def _running() -> QuerySet[Week]:
    return Week.objects.filter(contract__state=ContractState.ACTIVE)


def weeks_to_close(now: datetime) -> list[UUID]:
    """Open weeks that are over; like the next three, read from a partial index."""
    return _ids(_running().filter(state=State.OPEN, ends_at__lte=now).order_by("ends_at"))


def weeks_to_review(now: datetime) -> list[UUID]:
    """Closed weeks whose time to correct has passed."""
    return _ids(_running().filter(state=State.CLOSED, edit_until__lte=now).order_by("edit_until"))


def weeks_to_charge(now: datetime) -> list[UUID]:
    """Weeks whose review is over."""
    return _ids(_running().filter(state=State.REVIEW, review_until__lte=now).order_by("review_until"))


def weeks_to_hold(now: datetime) -> list[UUID]:
    """Planned weeks whose money is to be asked for: those not tried yet, and those that passed unpaid."""
    due = _running().filter(
        state=State.PLANNED,
        hold_at__lte=now,
        contract__arrangement__paused_at=None,
        contract__arrangement__notice_at=None,
    )
    chosen = due.exclude(contract__arrangement__method="")
    return _ids(chosen.filter(Q(tried_at=None) | Q(ends_at__lte=now)).order_by("hold_at"))


def entries_to_take_off(now: datetime) -> list[UUID]:
    """Disputed entries that nobody answered for in time."""
    rows = Entry.objects.filter(
        state=EntryState.DISPUTED, answer_by__lte=now, week__contract__state=ContractState.ACTIVE
    )
    return list(rows.order_by("answer_by").values_list("id", flat=True)[:MOST])


def _ids(rows: QuerySet[Week]) -> list[UUID]:
    return list(rows.values_list("id", flat=True)[:MOST])
