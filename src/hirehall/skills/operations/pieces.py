"""Steps inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.text import slugify

from hirehall.files.operations import attach, let_go
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.skills.models import PortfolioPiece, SkillClaim
from hirehall.skills.rules import PICTURES_PER_PIECE_AT_MOST, Extras


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


def hang(piece: PortfolioPiece, image_ids: Sequence[UUID], *, by: Actor, extras: Extras) -> None:
    """Show exactly these pictures and extras with the piece, in this order; pictures that go are forgotten.

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
    compared = [one for one in (extras.before_id, extras.after_id) if one is not None]
    stay = list(dict.fromkeys([*wanted, *compared]))
    let_go([gone for gone in pictures_of(piece) if gone not in stay])
    rows = attach(stay, subject_kind="portfolio_piece", subject_id=piece.id, by=by)
    if any(not row.public for row in rows):
        raise not_found("picture")
    piece.image_file_ids = wanted
    said = dict(zip(image_ids, extras.alts, strict=False))
    piece.alts = [" ".join(said.get(one, "").split()) for one in wanted]
    piece.before_file_id, piece.after_file_id = extras.before_id, extras.after_id
    piece.before_alt = " ".join(extras.before_alt.split()) if compared else ""
    piece.after_alt = " ".join(extras.after_alt.split()) if compared else ""
    piece.video = extras.video


def pictures_of(piece: PortfolioPiece) -> list[UUID]:
    """Every picture of the piece: those that are shown in their order, and the two that are compared."""
    return [*piece.image_file_ids, *(one for one in (piece.before_file_id, piece.after_file_id) if one)]


def erase_of(person_id: UUID) -> None:
    """Forget what a person claimed and showed; their pictures are forgotten by ``files``."""
    SkillClaim.objects.filter(person_id=person_id).delete()
    PortfolioPiece.objects.filter(person_id=person_id).delete()
