from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.people.operations import locked_person
from hirehall.skills.facts import PortfolioChanged
from hirehall.skills.models import PortfolioPiece
from hirehall.skills.operations import hang, show_new
from hirehall.skills.rules import (
    NOTHING_MORE,
    PIECES_AT_MOST,
    Extras,
    require_extras,
    require_piece,
    require_self,
)


@action("skills.add_piece", scope=Scope.PROFILE_WRITE)
def add_piece(
    *,
    by: Actor,
    title: str,
    text: str = "",
    link: str = "",
    image_ids: Sequence[UUID] = (),
    extras: Extras = NOTHING_MORE,
) -> PortfolioPiece:
    """One more piece of work stands at the end of the person's portfolio, with its pictures.

    Raises:
        Refused: ``piece.too_many``, ``piece.title_missing``, ``piece.link_invalid``, ``file.not_found`` and others.
    """
    who = locked_person(require_self(by))
    require_piece(title=title, text=text, link=link)
    require_extras(extras, pictures=len(image_ids))
    there = PortfolioPiece.objects.filter(person=who).count()
    if there >= PIECES_AT_MOST:
        raise Refused("piece.too_many", f"Show your best {PIECES_AT_MOST} pieces. Remove one first.")
    piece = PortfolioPiece(
        person=who, title=title.strip(), text=text.strip(), link=link, position=there, made_at=clock.now()
    )
    hang(piece, image_ids, by=by, extras=extras)
    piece.save()
    show_new(piece, by=by)
    facts.record(
        PortfolioChanged(person_id=who.id, piece_id=piece.id, what="added"),
        by=by,
        hall_id=None,
        about=[who.id],
    )
    return piece
