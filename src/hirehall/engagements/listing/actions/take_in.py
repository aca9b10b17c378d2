"""Positions come in from a CSV file: uploaded, read, looked at row by row, and sent to the desk."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.listing import facts, operations, queries, rules
from hirehall.engagements.listing.models import Intake, Position
from hirehall.engagements.listing.operations.deposits import ask_deposit
from hirehall.engagements.listing.rules import intake as files
from hirehall.engagements.listing.rules.reading import columns_of
from hirehall.engagements.listing.states import MODEL, Source
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_staff_of
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.operations import require_member
from hirehall.halls.queries import policy_now
from hirehall.people.models import Person

MOST_A_DAY = 20


@action("listing.upload_positions", scope=Scope.BRIEFS_WRITE)
def upload_positions(hall_id: UUID, *, by: Actor, text: str, name: str = "") -> Intake:
    """Somebody uploads a file of positions. Nothing is sent in yet: it is read, and shown row by row.

    Args:
        text: the file's text; ``rules.intake.READER.text_in`` makes it of its bytes.
    """
    by_desk = by.is_staff_of(hall_id)
    person_id = _require_sender(hall_id, by, by_desk=by_desk)
    if queries.uploaded_today(person_id) >= MOST_A_DAY:
        raise Refused(
            "position.too_many_files",
            f"{MOST_A_DAY} files a day are taken. Try again tomorrow.",
            because=Because.TOO_MANY,
        )
    table = files.table_of(text)
    most = policy_now(hall_id).number("listing.csv_rows")
    if len(table.rows) > most:
        raise files.READER.unfit("too_many_rows", f"{most} positions are taken in one file here.")
    return Intake.objects.create(
        hall_id=hall_id, person_id=person_id, by_desk=by_desk, content=text, columns=columns_of(table.header),
        name=(" ".join(name.split()) or "Positions")[:140], uploaded_at=clock.now(),
    )  # fmt: skip


@action("listing.read_positions", scope=Scope.BRIEFS_WRITE)
def read_positions(
    intake_id: UUID, *, by: Actor, columns: Mapping[str, int], version: int | None = None
) -> Intake:
    """Who uploaded a file says which of its columns is what."""
    intake = queries.intake_to_move(by, intake_id)
    _require_open(intake, version)
    intake.columns = files.require_columns(columns, files.table_of(intake.content).header)
    intake.version += 1
    intake.save(update_fields=["columns", "version"])
    return intake


@action("listing.take_in_positions", scope=Scope.BRIEFS_WRITE)
def take_in_positions(
    intake_id: UUID, *, by: Actor, rows: tuple[int, ...] | None = None, version: int | None = None
) -> Intake:
    """The rows that can come in wait for the desk, all in one step; the others stay out, each for its reason.

    Args:
        rows: the lines of the file that are wanted; every one that can come in where left out.
    """
    intake = queries.intake_to_move(by, intake_id)
    person_id = _require_sender(intake.hall_id, by, by_desk=intake.by_desk)
    _require_open(intake, version)
    Person.objects.select_for_update(no_key=True).get(id=person_id)
    ready = [row for row in queries.rows_in(intake) if row.is_ready and (rows is None or row.number in rows)]
    if not ready:
        raise Refused("position.nothing_to_take_in", "None of these rows can come in; each says why.")
    room = None if intake.by_desk else queries.room_for(intake.hall_id, person_id)
    if room is not None and len(ready) > room:
        raise Refused(
            "position.too_many_wait",
            f"{room} more of yours can wait for the desk now. Choose that many; send the others later.",
            because=Because.TOO_MANY,
        )
    known = queries.known_of(intake.hall)
    for row in ready:
        assert row.content is not None  # noqa: S101 - only ready rows are here
        position = Position(
            hall=intake.hall, source=Source.CSV, origin=f"{intake.name}, line {row.number}", submitted_at=clock.now(),
            **({"brought_by_id": person_id} if intake.by_desk else {"poster_id": person_id}),
        )  # fmt: skip
        clean = operations.fill_in(position, intake.hall, row.content)
        position.save()
        ask_deposit(position)
        signals = operations.look_for_signals(position, clean, intake.hall, known=known)
        operations.note(facts.PositionSubmitted, position, by=by, source=position.source, signals=signals)
    intake.taken_at, intake.taken = clock.now(), len(ready)
    intake.version += 1
    intake.save(update_fields=["taken_at", "taken", "version"])
    return intake


@action("listing.forget_intakes")
def forget_intakes(*, by: Actor) -> int:
    """Uploaded files are not kept: what was wanted of them is with the desk."""
    if not by.is_system:
        raise Refused("position.not_the_clock", "A date does that by itself.", because=Because.FORBIDDEN)
    gone, _ = Intake.objects.filter(id__in=queries.old_intakes(clock.now())).delete()
    return gone


def _require_sender(hall_id: UUID, by: Actor, *, by_desk: bool) -> UUID:
    """A member as themselves, or an editor for the desk."""
    if by_desk:
        person_id = require_staff_of(by, hall_id)
    else:
        person_id = rules.require_person(by)
        contract_operations.require_nobody_suspended(person_id, hold=True)
        require_member(hall_id, by=by)
    if not policy_now(hall_id).offers(MODEL):
        raise Refused("hall.way_off", "This hall lists no outside positions now.", because=Because.NOT_FOUND)
    return person_id


def _require_open(intake: Intake, version: int | None) -> None:
    rules.require_version(version, intake.version)
    if intake.taken_at is not None:
        raise Refused(
            "position.file_taken", "This file was taken in already. Upload it again for more of it."
        )
