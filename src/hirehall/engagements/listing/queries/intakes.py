"""Files of positions as they are read now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from hirehall.engagements.listing.models import Intake, Position
from hirehall.engagements.listing.rules.intake import Row, rows_of, table_of
from hirehall.engagements.listing.rules.reading import Vocabulary, missing_in
from hirehall.engagements.listing.states import State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall, served_by
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.skills.queries import open_categories, open_skills

KEPT_DAYS = 7
SAMPLES = 2
LONGEST_SAMPLE = 80


@dataclass(frozen=True, slots=True)
class IntakePage:
    """A file with its rows: which can come in, and how many of them may wait at once."""

    intake: Intake
    header: tuple[str, ...]
    samples: list[list[str]]
    missing: str
    rows: list[Row]
    room: int | None

    @property
    def ready(self) -> int:
        return sum(1 for row in self.rows if row.is_ready)

    @property
    def chosen(self) -> frozenset[int]:
        """The lines that are ticked at first: those that there is room for."""
        ready = [row.number for row in self.rows if row.is_ready]
        return frozenset(ready if self.room is None else ready[: self.room])


def vocabulary_of(hall: Hall) -> Vocabulary:
    """What the hall calls things. Two queries."""
    return Vocabulary(
        currency=hall.currency,
        categories={one.name.casefold(): one.id for one in open_categories(hall.id)},
        skills={one.name.casefold(): one.id for one in open_skills(hall.id)},
    )


def intake_for(by: Actor, intake_id: UUID) -> Intake:
    """A file that the actor has uploaded; in a staff session, one of the desk.

    Raises:
        Refused: ``file.not_found``.
    """
    own = Q(person_id=by.require_person(), by_desk=False) if not by.is_staff else Q(pk__in=())
    there = Intake.objects.filter(own | (served_by(by) & Q(by_desk=True)), at_hall(by), id=intake_id)
    row = there.select_related("hall").first()
    if row is None:
        raise not_found("file")
    return row


def intake_to_move(by: Actor, intake_id: UUID) -> Intake:
    """The same, locked until commit."""
    intake_for(by, intake_id)
    rows = Intake.objects.select_for_update(no_key=True, of=("self",)).select_related("hall")
    return rows.get(id=intake_id)


def rows_in(intake: Intake) -> list[Row]:
    """Each line as of now. Three queries."""
    if missing_in(intake.columns):
        return []
    waits = Position.objects.filter(hall_id=intake.hall_id, state__in=[State.SUBMITTED, State.LISTED])
    here = frozenset(waits.values_list("fingerprint", flat=True))
    words = vocabulary_of(intake.hall)
    today = clock.now().date()
    return rows_of(table_of(intake.content), intake.columns, words, today=today, here=here)


def room_for(hall_id: UUID, person_id: UUID) -> int:
    """How many more positions of theirs may wait for the desk. Two queries."""
    waiting = Position.objects.filter(hall_id=hall_id, poster_id=person_id, state=State.SUBMITTED).count()
    return max(0, policy_now(hall_id).number("listing.waiting_per_person") - waiting)


def intake_page(by: Actor, intake_id: UUID) -> IntakePage:
    """A file, row by row. Eight queries at most."""
    intake = intake_for(by, intake_id)
    table = table_of(intake.content)
    return IntakePage(
        intake=intake,
        header=table.header,
        samples=[[cell[:LONGEST_SAMPLE] for cell in cells] for _, cells in table.rows[:SAMPLES]],
        missing=missing_in(intake.columns),
        rows=rows_in(intake),
        room=None if intake.by_desk else room_for(intake.hall_id, intake.person_id),
    )


def uploaded_today(person_id: UUID) -> int:
    since = clock.now() - timedelta(days=1)
    return Intake.objects.filter(person_id=person_id, uploaded_at__gt=since).count()


def old_intakes(now: datetime) -> list[UUID]:
    gone = Intake.objects.filter(uploaded_at__lt=now - timedelta(days=KEPT_DAYS))
    return list(gone.values_list("id", flat=True))
