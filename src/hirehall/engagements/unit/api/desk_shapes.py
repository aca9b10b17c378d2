"""What the calls of the editors' desk take and answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.models import CopyFound, Reading


class CopyIn(Schema):
    is_copy: bool
    reason: str = Field(max_length=2_000)


class CopyOut(Schema):
    """A text that shares passages with an older one; ``permille`` of its prints."""

    id: UUID
    order_id: UUID | None
    other_order_id: UUID | None
    permille: int
    is_exact: bool
    is_copy: bool | None

    @staticmethod
    def of(row: CopyFound) -> CopyOut:
        return CopyOut(
            id=row.id, order_id=row.text.order_id, other_order_id=row.other.order_id, permille=row.permille,
            is_exact=row.is_exact, is_copy=row.is_copy,
        )  # fmt: skip


class WaitingTextOut(Schema):
    id: UUID
    person_id: UUID
    text: str
    is_appeal: bool
    sent_at: datetime
    ratings: int


class WaitingCheckOut(Schema):
    order_id: UUID
    title: str
    reason: str
    check_by: datetime | None


class MarkGivenIn(Schema):
    mark: int = Field(
        ge=-1, le=1, description="-1 below the level that was ordered, 0 as ordered, 1 above it."
    )


class ReadingOut(Schema):
    """Accepted work that was drawn for an editor, without a name: its order’s instructions, its level, its text."""

    id: UUID
    level: int
    instructions: str
    text: str
    mark: int | None

    @staticmethod
    def of(row: Reading) -> ReadingOut:
        handed = max(row.order.deliveries.all(), key=lambda one: one.number)
        return ReadingOut(
            id=row.id,
            level=row.order.level,
            instructions=row.order.instructions,
            text=handed.text,
            mark=row.mark,
        )


class LevelCaseOut(Schema):
    """Somebody whose readings speak for another level; an editor decides with ``/people/<id>/level``."""

    person_id: UUID
    level: int
    suggested: int
    why: str
    client_marks: list[int] = Field(description="Below, as ordered, above.")
    editor_marks: list[int]
    accepted: int
    revised: int
    rejected: int

    @staticmethod
    def of(case: queries.LevelCase) -> LevelCaseOut:
        told = case.figures
        return LevelCaseOut(
            person_id=case.person_id, level=case.level, suggested=case.to, why=case.why,
            client_marks=list(told.client), editor_marks=list(told.editor), accepted=told.accepted,
            revised=told.revised, rejected=told.rejected,
        )  # fmt: skip


class EditingOut(Schema):
    """What waits for an editor. What others have rated stays theirs: here is only how many have."""

    rejections: list[WaitingCheckOut]
    texts: list[WaitingTextOut]
    copies: list[CopyOut]
    readings: list[ReadingOut]
    levels: list[LevelCaseOut]

    @staticmethod
    def of(hall_id: UUID) -> EditingOut:
        return EditingOut(
            rejections=[
                WaitingCheckOut(order_id=row.id, title=row.title, reason=row.check_reason, check_by=row.check_by)
                for row in queries.checks_waiting(hall_id)
            ],
            texts=[
                WaitingTextOut(
                    id=row.id, person_id=row.person_id, text=row.text, is_appeal=row.is_appeal,
                    sent_at=row.sent_at, ratings=len(row.ratings.all()),
                )
                for row in queries.samples_waiting(hall_id)
            ],
            copies=[CopyOut.of(row) for row in queries.copies_waiting(hall_id)],
            readings=[ReadingOut.of(row) for row in queries.readings_waiting(hall_id)],
            levels=[LevelCaseOut.of(case) for case in queries.level_cases(hall_id)],
        )  # fmt: skip
