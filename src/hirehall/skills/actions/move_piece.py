from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found
from hirehall.people.operations import locked_person
from hirehall.skills.facts import PortfolioChanged
from hirehall.skills.models import PortfolioPiece
from hirehall.skills.rules import require_self


@action("skills.move_piece", scope=Scope.PROFILE_WRITE)
def move_piece(piece_id: UUID, *, position: int, by: Actor) -> None:
    """The piece stands at ``position`` (0 is first) in the portfolio; the others keep their order around it.

    Raises:
        Refused: ``piece.not_found``.
    """
    who = locked_person(require_self(by))
    pieces = list(PortfolioPiece.objects.filter(person=who).order_by("position", "id"))
    moved = next((piece for piece in pieces if piece.id == piece_id), None)
    if moved is None:
        raise not_found("piece")
    pieces.remove(moved)
    pieces.insert(max(0, min(position, len(pieces))), moved)
    for place, piece in enumerate(pieces):
        if piece.position != place:
            piece.position = place
            piece.save(update_fields=["position"])
    facts.record(
        PortfolioChanged(person_id=who.id, piece_id=piece_id, what="moved"),
        by=by,
        hall_id=None,
        about=[who.id],
    )
