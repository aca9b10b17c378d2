from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.skills.facts import PortfolioChanged
from hirehall.skills.models import PortfolioPiece
from hirehall.skills.operations import hang, locked_piece, see_pictures
from hirehall.skills.rules import NOTHING_MORE, Extras, require_extras, require_piece, require_self


@action("skills.change_piece", scope=Scope.PROFILE_WRITE)
def change_piece(
    piece_id: UUID,
    *,
    by: Actor,
    title: str,
    text: str,
    link: str,
    image_ids: Sequence[UUID],
    extras: Extras = NOTHING_MORE,
) -> PortfolioPiece:
    """The piece says and shows this from now on; pictures and extras that are not named are forgotten.

    Raises:
        Refused: ``piece.not_found``, ``piece.title_missing``, ``piece.link_invalid``, ``file.not_found`` and others.
    """
    person_id = require_self(by)
    piece = locked_piece(piece_id, person_id)
    require_piece(title=title, text=text, link=link)
    require_extras(extras, pictures=len(image_ids))
    piece.title, piece.text, piece.link = title.strip(), text.strip(), link
    hang(piece, image_ids, by=by, extras=extras)
    piece.save()
    see_pictures(piece)
    facts.record(
        PortfolioChanged(person_id=person_id, piece_id=piece.id, what="changed"),
        by=by,
        hall_id=None,
        about=[person_id],
    )
    return piece
