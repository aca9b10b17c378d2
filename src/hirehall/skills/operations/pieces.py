"""Steps inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.text import slugify

from hirehall.files.operations import attach, let_go
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.skills.models import PortfolioPiece, SkillClaim
from hirehall.skills.rules import PICTURES_PER_PIECE_AT_MOST


def skill_slug(name: str) -> str:
    """The skill's part of an address: ``c-sharp`` for C#."""
    return slugify(name.replace("#", " sharp").replace("+", " plus "))[:60] or "skill"


def locked_piece(piece_id: UUID, person_id: UUID) -> PortfolioPiece:
    """One's own piece, locked until the transaction ends.

    Raises:
        Refused: ``piece.not_found``.
    """
    piece = (
        PortfolioPiece.objects.select_for_update(no_key=True).filter(id=piece_id, person_id=person_id).first()
    )
    if piece is None:
        raise not_found("piece")
    return piece


def hang(piece: PortfolioPiece, image_ids: Sequence[UUID], *, by: Actor) -> None:
    """Show exactly these pictures with the piece, in this order; pictures that go are forgotten.

    Raises:
        Refused: ``piece.too_many_pictures``, ``file.not_found``.
    """
    wanted = list(dict.fromkeys(image_ids))
    if len(wanted) > PICTURES_PER_PIECE_AT_MOST:
        raise Refused(
            "piece.too_many_pictures",
            f"A piece has at most {PICTURES_PER_PIECE_AT_MOST} pictures.",
            because=Because.INVALID,
            field="images",
        )
    rows = attach(wanted, subject_kind="portfolio_piece", subject_id=piece.id, by=by)
    if any(not row.public for row in rows):
        raise not_found("picture")
    let_go([gone for gone in piece.image_file_ids if gone not in wanted])
    piece.image_file_ids = wanted


def erase_of(person_id: UUID) -> None:
    """Forget what a person claimed and showed; their pictures are forgotten by ``files``."""
    SkillClaim.objects.filter(person_id=person_id).delete()
    PortfolioPiece.objects.filter(person_id=person_id).delete()
