"""Accepted work is read: by its client with one click, and a share of it by an editor who does not know whose it is."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import Side
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import Reading, UnitOrder
from hirehall.engagements.unit.states import MARKS, Reader, State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_staff_of
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.queries import policy_now


@action("unit.rate_work", scope=Scope.CONTRACTS_WRITE)
def rate_work(order_id: UUID, *, by: Actor, mark: int) -> Reading:
    """The client says whether accepted work is below, at or above the level that was ordered. Only editors read it.

    It can be said again; the last word counts.
    """
    contract, work = queries.work_to_move(order_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    _require_mark(mark)
    if work.state != State.ACCEPTED:
        raise Refused("unit.not_accepted", "Only work that was accepted is rated.")
    now = clock.now()
    row, _ = Reading.objects.update_or_create(
        order=work,
        source=Reader.CLIENT,
        defaults={"mark": mark, "reader_id": by.require_person(), "read_at": now},
        create_defaults={
            "hall_id": contract.hall_id, "person_id": contract.freelancer_id, "drawn_at": now,
            "mark": mark, "reader_id": by.require_person(), "read_at": now,
        },
    )  # fmt: skip
    _tell(row, by=by)
    return row


@action("unit.draw_reading")
def draw_reading(order_id: UUID, *, by: Actor) -> Reading | None:
    """Whether an editor reads this accepted work falls by its number, for as many of a hundred as the policy says."""
    rules.require_clock(by)
    work = UnitOrder.objects.select_related("contract").filter(id=order_id, state=State.ACCEPTED).first()
    if work is None:
        return None
    share = policy_now(work.contract.hall_id).number("unit.readings_percent")
    if work.id.int % 100 >= share:
        return None
    row, _ = Reading.objects.get_or_create(
        order=work,
        source=Reader.EDITOR,
        defaults={
            "hall_id": work.contract.hall_id, "person_id": work.contract.freelancer_id, "drawn_at": clock.now(),
        },
    )  # fmt: skip
    return row


@action("unit.read_work", scope=Scope.STAFF_WRITE)
def read_work(hall_id: UUID, reading_id: UUID, *, by: Actor, mark: int) -> Reading:
    """An editor marks work that was drawn, blind to who wrote it and to what its client thinks."""
    editor_id = require_staff_of(by, hall_id)
    row = queries.reading_to_give(hall_id, reading_id)
    _require_mark(mark)
    if queries.is_party_to(row.order.contract, editor_id):
        raise Refused("unit.own_case", "Nobody reads the work of their own order.", because=Because.FORBIDDEN)
    if row.mark is not None:
        raise Refused("unit.work_read", "An editor has read this work already.")
    row.mark, row.reader_id, row.read_at = mark, editor_id, clock.now()
    row.save(update_fields=["mark", "reader_id", "read_at"])
    _tell(row, by=by)
    return row


def _require_mark(mark: int) -> None:
    if mark not in MARKS:
        raise rules.invalid("unit.unknown_mark", "Say below, as ordered, or above.", "mark")


def _tell(row: Reading, *, by: Actor) -> None:
    told = facts.WorkRead(reading_id=row.id, person_id=row.person_id, source=row.source)
    record(told, by=by, hall_id=row.hall_id, about=[row.id])
