"""The wall: work of many makers, page by page behind a key, so that a page far down costs what the first one does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from hirehall.files.queries import Shape, shapes_of
from hirehall.foundation.actor import Actor
from hirehall.look.swatches import SWATCHES
from hirehall.people.queries import PersonCard, card_of
from hirehall.portfolio.models import Follow, Like
from hirehall.skills.models import ON_THE_WALL, Showing
from hirehall.skills.queries import on_show

PAGE = 24
SORTS = ("newest", "liked", "following")


@dataclass(frozen=True, slots=True)
class WallAsked:
    """What somebody wants to see.

    Attributes:
        sort: ``newest``, ``liked`` (most liked in the last weeks) or ``following`` (newest of whom one follows).
        after: the cursor of a page before.
    """

    category_id: UUID | None = None
    skill_id: UUID | None = None
    colour: str = ""
    sort: str = "newest"
    maker_id: UUID | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One piece on the wall."""

    id: UUID
    title: str
    maker: PersonCard
    picture: Shape | None
    pictures: int
    likes: int
    liked: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Wall:
    cards: tuple[Card, ...]
    next: str | None


def wall(by: Actor, hall_id: UUID, asked: WallAsked, *, limit: int = PAGE) -> Wall:
    """A page of the wall: three queries, one fewer for who is not signed in."""
    rows = list(_asked(by, hall_id, asked)[: limit + 1])
    more = _cursor(rows[limit - 1], asked.sort) if len(rows) > limit else None
    return Wall(cards_of(by, rows[:limit]), more)


def visible(hall_id: UUID) -> QuerySet[Showing]:
    """What is shown with pictures in a hall, by its members whom its search may find."""
    return on_show(Showing.objects.filter(ON_THE_WALL, hall_id=hall_id), findable=True)


def cards_of(by: Actor, rows: Sequence[Showing]) -> tuple[Card, ...]:
    """The cards of these rows, which came with their piece and person: two queries, or one."""
    shapes = shapes_of([one for row in rows for one in row.piece.cover_ids[:1]])
    liked = liked_by(by, [row.id for row in rows])
    return tuple(
        Card(
            id=row.id,
            title=row.piece.title,
            maker=card_of(row.person),
            picture=next((shapes.get(one) for one in row.piece.cover_ids[:1]), None),
            pictures=len(row.piece.cover_ids),
            likes=row.likes,
            liked=row.id in liked,
            is_own=row.person_id == by.person_id,
        )
        for row in rows
    )


def with_makers(rows: QuerySet[Showing]) -> QuerySet[Showing]:
    return rows.select_related("piece", "person__freelancer", "person__client")


def liked_by(by: Actor, showing_ids: Collection[UUID]) -> set[UUID]:
    if by.person_id is None or not showing_ids:
        return set()
    rows = Like.objects.filter(person_id=by.person_id, showing_id__in=list(showing_ids))
    return set(rows.values_list("showing_id", flat=True))


def _asked(by: Actor, hall_id: UUID, asked: WallAsked) -> QuerySet[Showing]:
    rows = with_makers(visible(hall_id))
    if asked.category_id is not None:
        rows = rows.filter(category_id=asked.category_id)
    if asked.skill_id is not None:
        rows = rows.filter(skill_ids__contains=[asked.skill_id])
    if asked.colour in SWATCHES:
        rows = rows.filter(colours__contains=[asked.colour])
    if asked.maker_id is not None:
        rows = rows.filter(person_id=asked.maker_id)
    if asked.sort == "following":
        makers = Follow.objects.filter(hall_id=hall_id, person_id=by.require_person())
        rows = rows.filter(person_id__in=makers.values("maker_id"))
    return _following_page(rows, asked)


def _following_page(rows: QuerySet[Showing], asked: WallAsked) -> QuerySet[Showing]:
    warm, id_ = _read(asked.after)
    if asked.sort == "liked":
        if id_ is not None:
            rows = rows.filter(Q(warm__lt=warm) | Q(warm=warm, id__lt=id_))
        return rows.order_by("-warm", "-id")
    return (rows.filter(id__lt=id_) if id_ is not None else rows).order_by("-id")


def _cursor(row: Showing, sort: str) -> str:
    return f"{row.warm}.{row.id}" if sort == "liked" else f"0.{row.id}"


def _read(cursor: str) -> tuple[int, UUID | None]:
    """What a cursor names; the first page for anything that is none."""
    warm, _, id_ = cursor.partition(".")
    try:
        return (int(warm), UUID(id_)) if warm.isascii() and warm.isdigit() and len(warm) < 10 else (0, None)
    except ValueError:
        return 0, None
