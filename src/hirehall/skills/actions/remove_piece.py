from __future__ import annotations

from uuid import UUID

from hirehall.files.operations import let_go
from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.skills.facts import PortfolioChanged
from hirehall.skills.operations import locked_piece, pictures_of
from hirehall.skills.rules import require_self


@action("skills.remove_piece", scope=Scope.PROFILE_WRITE)
def remove_piece(piece_id: UUID, *, by: Actor) -> None:
    """The piece and its pictures are gone from the portfolio.

    Raises:
        Refused: ``piece.not_found``.
    """
    person_id = require_self(by)
    piece = locked_piece(piece_id, person_id)
    let_go(pictures_of(piece))
    piece.delete()
    facts.record(
        PortfolioChanged(person_id=person_id, piece_id=piece_id, what="removed"),
        by=by,
        hall_id=None,
        about=[person_id],
    )
