"""What the desk looks at: pieces that were reported, and appeals against a hiding; and what a maker reads of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hirehall.files.queries import Shape, shapes_of
from hirehall.foundation.actor import Actor
from hirehall.people.queries import PersonCard, card_of
from hirehall.portfolio.models import Hiding, Report
from hirehall.portfolio.queries.wall import with_makers
from hirehall.portfolio.states import WRONG_WORDS, HidingState, Wrong
from hirehall.skills.models import Showing
from hirehall.skills.operations import pictures_of

MOST = 50
MOST_PICTURES = 4


@dataclass(frozen=True, slots=True)
class Said:
    """One report, as the desk reads it."""

    wrong: str
    words: str
    reporter: str
    reported_at: datetime


@dataclass(frozen=True, slots=True)
class HidingShown:
    """A hiding, as its maker and the desk read it."""

    state: str
    wrong: str
    words: str
    hidden_at: datetime
    appeal: str
    answer: str
    answered_at: datetime | None
    is_mine: bool

    @property
    def may_appeal(self) -> bool:
        return self.state == HidingState.HIDDEN


@dataclass(frozen=True, slots=True)
class Looked:
    """A piece at the desk, with what was said of it. Its pictures stand beside it: they are the evidence."""

    id: UUID
    title: str
    text: str
    link: str
    maker: PersonCard
    state: str
    pictures: tuple[Shape, ...]
    reports: tuple[Said, ...]
    dismissed_before: int
    hiding: HidingShown | None


def hiding_of(showing: Showing, by: Actor) -> HidingShown | None:
    """Why a piece is hidden, or was until the last answer; for its maker and the desk."""
    row = Hiding.objects.filter(showing=showing).order_by("-id").first()
    return _hiding(row, by) if row is not None else None


def _hiding(row: Hiding, by: Actor) -> HidingShown:
    return HidingShown(
        state=row.state,
        wrong=WRONG_WORDS[Wrong(row.wrong)],
        words=row.words,
        hidden_at=row.hidden_at,
        appeal=row.appeal,
        answer=row.answer,
        answered_at=row.answered_at,
        is_mine=row.hidden_by_id is not None and row.hidden_by_id == by.person_id,
    )


def reports_waiting(by: Actor, hall_id: UUID) -> list[Looked]:
    """Pieces with reports that nobody has answered, the longest waiting first; none of one's own. Five queries."""
    waiting = Report.objects.filter(hall_id=hall_id, answered_at=None)
    waiting = waiting.exclude(showing__person_id=by.require_person())
    ids = list(dict.fromkeys(waiting.order_by("reported_at").values_list("showing_id", flat=True)))
    return _looked(by, ids[:MOST])


def hidden_here(by: Actor, hall_id: UUID) -> list[Looked]:
    """Pieces that are hidden in the hall, appeals first. Five queries."""
    rows = Hiding.objects.filter(hall_id=hall_id).exclude(state=HidingState.LIFTED.value)
    found = list(rows.order_by("-id").values_list("showing_id", "state")[:MOST])
    appealed = [one for one, state in found if state == HidingState.APPEALED]
    return _looked(by, [*appealed, *(one for one, _ in found if one not in appealed)])


def count_to_look_at(hall_id: UUID) -> int:
    """How many pieces wait for an answer of the desk: reported, or appealed for."""
    reported = Report.objects.filter(hall_id=hall_id, answered_at=None).values("showing_id").distinct()
    appealed = Hiding.objects.filter(hall_id=hall_id, state=HidingState.APPEALED.value)
    return reported.count() + appealed.count()


def _looked(by: Actor, ids: Sequence[UUID]) -> list[Looked]:
    rows = {row.id: row for row in with_makers(Showing.objects.filter(id__in=ids))}
    shapes = shapes_of([one for row in rows.values() for one in pictures_of(row.piece)[:MOST_PICTURES]])
    said: dict[UUID, list[Report]] = {}
    reports = Report.objects.filter(Q(answered_at=None) | Q(upheld=False), showing_id__in=ids)
    for report in reports.select_related("person").order_by("reported_at"):
        said.setdefault(report.showing_id, []).append(report)
    hidings = {row.showing_id: row for row in Hiding.objects.filter(showing_id__in=ids).order_by("id")}
    return [
        Looked(
            id=row.id,
            title=row.piece.title,
            text=row.piece.text,
            link=row.piece.link,
            maker=card_of(row.person),
            state=row.state,
            pictures=tuple(shapes[one] for one in pictures_of(row.piece)[:MOST_PICTURES] if one in shapes),
            reports=tuple(
                Said(WRONG_WORDS[Wrong(one.wrong)], one.words, one.person.name, one.reported_at)
                for one in said.get(row.id, [])
                if one.answered_at is None
            ),
            dismissed_before=sum(one.answered_at is not None for one in said.get(row.id, [])),
            hiding=_hiding(hidings[row.id], by) if row.id in hidings else None,
        )
        for row in (rows[one] for one in ids if one in rows)
    ]
