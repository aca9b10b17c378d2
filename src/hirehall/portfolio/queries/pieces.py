"""One piece of work as a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import Exists, OuterRef
from markupsafe import Markup

from hirehall.files.queries import Shape, shapes_of
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import not_found
from hirehall.look import markdown
from hirehall.look.swatches import name_of
from hirehall.market.queries import OfferedBy, services_by
from hirehall.people.queries import PersonCard, card_of
from hirehall.portfolio.models import Follow, Report
from hirehall.portfolio.queries.collections import Choice, choices_for
from hirehall.portfolio.queries.credits import CreditShown, credit_of
from hirehall.portfolio.queries.guarding import HidingShown, hiding_of
from hirehall.portfolio.queries.wall import Card, cards_of, liked_by, visible, with_makers
from hirehall.skills.models import PortfolioPiece, Showing
from hirehall.skills.operations import pictures_of
from hirehall.skills.queries import is_film_address, on_show, skills_by_ids

MORE_OF_MAKER = 4


@dataclass(frozen=True, slots=True)
class PiecePage:
    """A piece of work in a hall.

    Attributes:
        pictures: in the order in which the maker has put them, each with what it shows.
        compared: before and after, or nothing.
        video: where a film lies, while its host is on the operator’s list.
        colours: the dominant ones of its pictures, each as hex digits with the name under which one finds it.
        more: other work of the maker in this hall.
        services: what the maker offers ready to be ordered.
    """

    id: UUID
    piece_id: UUID
    title: str
    text: Markup
    link: str
    maker: PersonCard
    pictures: tuple[tuple[Shape, str], ...]
    compared: tuple[tuple[Shape, str], ...]
    video: str
    video_host: str
    category: tuple[UUID, str] | None
    skills: tuple[tuple[UUID, str], ...]
    colours: tuple[tuple[str, str], ...]
    likes: int
    liked: bool
    follows: bool
    is_own: bool
    state: str
    more: tuple[Card, ...]
    services: tuple[OfferedBy, ...]
    credit: CreditShown
    collections: tuple[Choice, ...]
    hiding: HidingShown | None
    reported: bool


def showing_for(by: Actor, hall_id: UUID, showing_id: UUID) -> Showing:
    """The piece in this hall, when the actor may see it: everybody what is shown, its maker and operators always.

    Raises:
        Refused: ``piece.not_found``.
    """
    public = Exists(on_show(Showing.objects.filter(id=OuterRef("id"))))
    rows = with_makers(Showing.objects.filter(id=showing_id, hall_id=hall_id)).select_related(
        "piece", "category", "person__freelancer", "person__client"
    )
    row = rows.annotate(public=public).first()
    if row is None or not (row.public or by.is_staff_of(hall_id) or row.person_id == by.person_id):
        raise not_found("piece")
    return row


Described = tuple[tuple[Shape, str], ...]


def _described(piece: PortfolioPiece, shapes: dict[UUID, Shape]) -> Described:
    alts = [*piece.alts, *[""] * len(piece.image_file_ids)]
    return tuple(
        (shapes[one], alt) for one, alt in zip(piece.image_file_ids, alts, strict=False) if one in shapes
    )


def _compared(piece: PortfolioPiece, shapes: dict[UUID, Shape]) -> Described:
    """The two pictures that are compared; nothing when one of them is gone."""
    before, after = piece.before_file_id, piece.after_file_id
    if before is None or after is None or before not in shapes or after not in shapes:
        return ()
    return ((shapes[before], piece.before_alt or "Before"), (shapes[after], piece.after_alt or "After"))


def _follows(by: Actor, row: Showing) -> bool:
    if by.person_id is None:
        return False
    rows = Follow.objects.filter(hall_id=row.hall_id, person_id=by.person_id, maker_id=row.person_id)
    return rows.exists()


def _has_reported(by: Actor, row: Showing) -> bool:
    """Whether a report of theirs waits for its answer."""
    if by.person_id is None or by.is_staff_of(row.hall_id) or by.person_id == row.person_id:
        return False
    return Report.objects.filter(showing=row, person_id=by.person_id, answered_at=None).exists()


def piece_page(by: Actor, hall_id: UUID, showing_id: UUID) -> PiecePage:
    """Everything on the page of a piece.

    Raises:
        Refused: ``piece.not_found``.
    """
    row = showing_for(by, hall_id, showing_id)
    shapes = shapes_of(pictures_of(row.piece))
    pictures = [shapes[one] for one in row.piece.cover_ids if one in shapes]
    skills = skills_by_ids(row.skill_ids) if row.skill_ids else {}
    others = with_makers(visible(hall_id).filter(person_id=row.person_id).exclude(id=row.id))
    is_own = row.person_id == by.person_id
    colours = dict.fromkeys(colour for picture in pictures for colour in picture.colours)
    return PiecePage(
        id=row.id,
        piece_id=row.piece_id,
        title=row.piece.title,
        text=markdown.render(row.piece.text),
        link=row.piece.link,
        maker=card_of(row.person),
        pictures=_described(row.piece, shapes),
        compared=_compared(row.piece, shapes),
        video=row.piece.video if is_film_address(row.piece.video) else "",
        video_host=(urlsplit(row.piece.video).hostname or "").removeprefix("www."),
        category=(row.category.id, row.category.name) if row.category else None,
        skills=tuple((one, skills[one].name) for one in row.skill_ids if one in skills),
        colours=tuple((colour, name_of(colour)) for colour in list(colours)[:6]),
        likes=row.likes,
        liked=bool(liked_by(by, [row.id])),
        follows=not is_own and _follows(by, row),
        is_own=is_own,
        state=row.state,
        more=cards_of(by, list(others.order_by("-id")[:MORE_OF_MAKER])),
        services=tuple(services_by(hall_id, [row.person_id], most=3)),
        credit=credit_of(by, row),
        collections=choices_for(by, hall_id, row.id),
        hiding=hiding_of(row, by) if is_own or by.is_staff_of(hall_id) else None,
        reported=_has_reported(by, row),
    )
