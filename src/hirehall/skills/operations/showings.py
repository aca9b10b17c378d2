"""A piece in a hall: whether it is shown there, and what the gallery knows of it. In the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.files.queries import colours_of
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.halls.operations import require_member
from hirehall.halls.queries.joining import members_only_at, memberships
from hirehall.halls.states.joining import Standing
from hirehall.look.swatches import names_of
from hirehall.skills.models import PortfolioPiece, Showing, SkillClaim
from hirehall.skills.states import Shown


def show_new(piece: PortfolioPiece, *, by: Actor) -> None:
    """A new piece is shown where it was made: in the hall of the address, or else in each of its maker's.

    It stays with its maker alone where they are no member, or not any more; an open hall makes them one.
    """
    colours = names_of(colours_of(piece.cover_ids))
    fields = _fields_of(piece.person_id)
    Showing.objects.bulk_create(
        Showing(
            id=new_id(), hall_id=hall_id, piece=piece, person_id=piece.person_id, category_id=fields.get(hall_id),
            colours=colours, pictured=bool(piece.cover_ids), state=Shown.SHOWN.value, changed_at=clock.now(),
        )
        for hall_id in _halls_of(by)
    )  # fmt: skip


def _halls_of(by: Actor) -> list[UUID]:
    if by.hall_id is None:
        return [row.hall_id for row in memberships(by.require_person()) if row.state == Standing.JOINED]
    if members_only_at(Hall.objects.get(id=by.hall_id), by):
        return []
    require_member(by.hall_id, by=by)
    return [by.hall_id]


def _fields_of(person_id: UUID) -> dict[UUID, UUID]:
    """Per hall: the field of the skill that the person claims best there."""
    claims = SkillClaim.objects.filter(person_id=person_id, skill__category__closed_at=None)
    ordered = claims.order_by("level", "-position").values_list("skill__hall_id", "skill__category_id")
    return dict(ordered)


def see_pictures(piece: PortfolioPiece) -> None:
    """The pictures of a piece have changed: its colours have, in every hall."""
    colours = names_of(colours_of(piece.cover_ids))
    Showing.objects.filter(piece=piece).update(colours=colours, pictured=bool(piece.cover_ids))


def see_pictures_of(piece_id: UUID) -> None:
    """The same, for a piece by its id; nothing when it is gone."""
    for piece in PortfolioPiece.objects.filter(id=piece_id):
        see_pictures(piece)


def lock_place(piece: PortfolioPiece, hall_id: UUID) -> Showing:
    """The piece's row of a hall, locked; made where there is none yet, not shown."""
    Showing.objects.get_or_create(
        hall_id=hall_id,
        piece=piece,
        defaults={
            "person_id": piece.person_id,
            "state": Shown.WITHDRAWN.value,
            "colours": names_of(colours_of(piece.cover_ids)),
            "pictured": bool(piece.cover_ids),
            "changed_at": clock.now(),
        },
    )
    return Showing.objects.select_for_update(no_key=True).get(hall_id=hall_id, piece=piece)


def lock_showing(showing_id: UUID, *, hall_id: UUID | None) -> Showing:
    """A piece in a hall that is asked, in any state, locked, with its piece.

    Raises:
        Refused: ``piece.not_found``.
    """
    rows = Showing.objects.select_for_update(no_key=True, of=("self",)).select_related("piece", "hall")
    found = rows.filter(id=showing_id, **({"hall_id": hall_id} if hall_id is not None else {})).first()
    if found is None:
        raise not_found("piece")
    return found


def set_likes(showing: Showing, *, likes: int, warm: int) -> None:
    """What has been counted; the caller holds the row's lock."""
    showing.likes, showing.warm = likes, warm
    showing.save(update_fields=["likes", "warm"])


def cool(showing_ids: Sequence[UUID], warm: dict[UUID, int]) -> None:
    """Time has passed: so many likes of each are of the last weeks. Rows that stay as they are, are not written."""
    rows = list(Showing.objects.select_for_update(no_key=True).filter(id__in=showing_ids).order_by("id"))
    cooled = [row for row in rows if row.warm != min(warm.get(row.id, 0), row.likes)]
    for row in cooled:
        row.warm = min(warm.get(row.id, 0), row.likes)
    if cooled:
        Showing.objects.bulk_update(cooled, ["warm"])


def set_shown(showing: Showing, state: Shown) -> None:
    """Hide it from everybody but its maker and the desk, or end that; the caller holds the row's lock."""
    showing.state, showing.changed_at = state.value, clock.now()
    showing.save(update_fields=["state", "changed_at"])
