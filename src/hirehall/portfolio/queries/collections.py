"""What people keep, for themselves or for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hirehall.files.queries import Shape, shapes_of
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import not_found
from hirehall.people.queries import PersonCard, card_of
from hirehall.portfolio.models import Collection, Kept
from hirehall.portfolio.queries.wall import Card, cards_of, visible, with_makers
from hirehall.skills.models import Showing

COVERS = 3


@dataclass(frozen=True, slots=True)
class CollectionCard:
    """A collection in a list, with the pictures that were kept last."""

    id: UUID
    title: str
    public: bool
    pieces: int
    covers: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class CollectionPage:
    id: UUID
    title: str
    text: str
    public: bool
    is_own: bool
    owner: PersonCard
    cards: tuple[Card, ...]
    not_shown: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One's own collection, beside a piece: whether it is in there."""

    id: UUID
    title: str
    holds: bool


def own_collections(by: Actor, hall_id: UUID) -> list[CollectionCard]:
    """One's own in a hall, the newest first, each with some pictures: three queries."""
    rows = Collection.objects.filter(hall_id=hall_id, owner_id=by.require_person())
    mine = list(rows.annotate(many=Count("kept")).order_by("-id"))
    kept: dict[UUID, list[UUID]] = {}
    pictured = Kept.objects.filter(collection__in=mine, showing__in=visible(hall_id)).order_by("-id")
    for one in pictured.select_related("showing__piece"):
        if len(kept.setdefault(one.collection_id, [])) < COVERS:
            kept[one.collection_id].append(one.showing.piece.cover_ids[0])
    shapes = shapes_of([one for files in kept.values() for one in files])
    return [
        CollectionCard(
            row.id,
            row.title,
            row.public,
            row.many,
            tuple(shapes[one] for one in kept.get(row.id, []) if one in shapes),
        )
        for row in mine
    ]


def collection_page(by: Actor, hall_id: UUID, collection_id: UUID) -> CollectionPage:
    """One collection with what is still shown of it: its owner sees it always, others when it is public.

    Raises:
        Refused: ``collection.not_found``.
    """
    row = _seen_by(by).filter(id=collection_id, hall_id=hall_id).first()
    if row is None:
        raise not_found("collection")
    shown = with_makers(visible(hall_id)).filter(
        id__in=Kept.objects.filter(collection=row).values("showing_id")
    )
    cards = cards_of(by, _as_kept(row, list(shown)))
    return CollectionPage(
        id=row.id,
        title=row.title,
        text=row.text,
        public=row.public,
        is_own=row.owner_id == by.person_id,
        owner=card_of(row.owner),
        cards=cards,
        not_shown=row.kept.count() - len(cards) if row.owner_id == by.person_id else 0,
    )


def _as_kept(collection: Collection, rows: list[Showing]) -> list[Showing]:
    """The last kept first."""
    order = Kept.objects.filter(collection=collection).order_by("-id").values_list("showing_id", flat=True)
    place = {id_: number for number, id_ in enumerate(order)}
    return sorted((row for row in rows if row.id in place), key=lambda row: place[row.id])


def _seen_by(by: Actor) -> QuerySet[Collection]:
    mine = Q(owner_id=by.person_id) if by.person_id is not None else Q()
    rows = Collection.objects.select_related("owner__freelancer", "owner__client")
    open_ = Q(public=True, owner__closed_at=None, owner__suspended_at=None)
    return rows.filter(open_ | mine if by.person_id is not None else open_)


def choices_for(by: Actor, hall_id: UUID, showing_id: UUID) -> tuple[Choice, ...]:
    """One's own collections beside a piece: two queries; none for who is not signed in."""
    if by.person_id is None or by.is_staff:
        return ()
    mine = Collection.objects.filter(hall_id=hall_id, owner_id=by.person_id).order_by("-id")
    holding = set(
        Kept.objects.filter(showing_id=showing_id, collection__owner_id=by.person_id).values_list(
            "collection_id", flat=True
        )
    )
    return tuple(Choice(row.id, row.title, row.id in holding) for row in mine)
