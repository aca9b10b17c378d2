"""Limits and permissions of claims and portfolios."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.refused import Because, Refused

CLAIMS_AT_MOST = 30
PIECES_AT_MOST = 24
PICTURES_PER_PIECE_AT_MOST = 6
SKILLS_PER_PIECE_AT_MOST = 6
LONGEST_PIECE_TITLE = 100
LONGEST_PIECE_TEXT = 4000


def require_self(by: Actor) -> UUID:
    """The acting person's id; nobody else changes what a person shows of their skills."""
    person_id = by.require_person()
    if by.kind is not ActorKind.PERSON:
        raise Refused(
            "person.only_oneself",
            "This can only be done by the person themselves. End the staff session first.",
            because=Because.FORBIDDEN,
        )
    return person_id


def require_piece(*, title: str, text: str, link: str) -> None:
    """Refuse a portfolio piece whose words do not fit."""
    if not title.strip():
        raise Refused(
            "piece.title_missing", "Give the piece a title.", because=Because.INVALID, field="title"
        )
    if len(title) > LONGEST_PIECE_TITLE:
        raise Refused(
            "piece.title_too_long",
            f"A title has at most {LONGEST_PIECE_TITLE} characters.",
            because=Because.INVALID,
            field="title",
        )
    if len(text) > LONGEST_PIECE_TEXT:
        raise Refused(
            "piece.text_too_long",
            f"The text has at most {LONGEST_PIECE_TEXT} characters.",
            because=Because.INVALID,
            field="text",
        )
    if link and not link.startswith(("https://", "http://")):
        raise Refused(
            "piece.link_invalid",
            "A link starts with https:// or http://.",
            because=Because.INVALID,
            field="link",
        )


def require_few_skills(skill_ids: Sequence[UUID]) -> None:
    """Refuse a piece that shows everything."""
    if len(skill_ids) > SKILLS_PER_PIECE_AT_MOST:
        raise Refused(
            "piece.too_many_skills",
            f"Name at most {SKILLS_PER_PIECE_AT_MOST} skills that the piece shows.",
            because=Because.INVALID,
            field="skills",
        )
