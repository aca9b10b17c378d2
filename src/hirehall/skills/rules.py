"""Limits and permissions of claims and portfolios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.refused import Because, Refused
from hirehall.skills.models import Showing
from hirehall.skills.states import Shown

CLAIMS_AT_MOST = 30
PIECES_AT_MOST = 24
PICTURES_PER_PIECE_AT_MOST = 12
SKILLS_PER_PIECE_AT_MOST = 6
LONGEST_PIECE_TITLE = 100
LONGEST_ALT, LONGEST_LINK = 200, 200
LONGEST_PIECE_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Extras:
    """What stands beside a piece's words and pictures.

    Attributes:
        alts: what each picture shows, for who does not see it; in the order of the pictures.
        before_id, after_id: two pictures that are compared.
        video: where a film lies; nobody's browser goes there before a click.
    """

    alts: tuple[str, ...] = ()
    before_id: UUID | None = None
    after_id: UUID | None = None
    before_alt: str = ""
    after_alt: str = ""
    video: str = ""


NOTHING_MORE = Extras()


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


def require_not_hidden(showing: Showing) -> None:
    """Refuse to move what the hall has hidden, until that is lifted.

    Raises:
        Refused: ``piece.hidden``.
    """
    if showing.state == Shown.HIDDEN:
        raise Refused(
            "piece.hidden",
            "The hall has hidden this piece here. Its page says why, and how to appeal.",
            because=Because.CONFLICT,
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


def require_extras(extras: Extras, *, pictures: int) -> None:
    """Refuse texts that do not fit, half of a comparison, and a film that lies where the operator lets none lie."""
    if len(extras.alts) > pictures:
        raise Refused(
            "piece.alt_without_picture", "There are more descriptions than pictures.", because=Because.INVALID
        )
    if any(len(text) > LONGEST_ALT for text in (*extras.alts, extras.before_alt, extras.after_alt)):
        raise Refused(
            "piece.alt_too_long",
            f"What a picture shows is said in at most {LONGEST_ALT} characters.",
            because=Because.INVALID,
            field="alts",
        )
    if (extras.before_id is None) != (extras.after_id is None) or (
        extras.before_id is not None and extras.before_id == extras.after_id
    ):
        raise Refused(
            "piece.half_comparison",
            "A comparison has two pictures: before and after.",
            because=Because.INVALID,
            field="after",
        )
    if extras.video and not is_film_address(extras.video):
        hosts = ", ".join(settings.CONFIG.video_hosts) or "nowhere"
        raise Refused(
            "piece.video_host",
            f"A film beside a piece lies at one of these: {hosts}. The address begins with https://.",
            because=Because.INVALID,
            field="video",
        )


def is_film_address(address: str) -> bool:
    """Whether a film may lie there: at a host of the operator's list, or below one, and nowhere else."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return False
    plain = (
        parts.scheme == "https" and port is None and parts.username is None and len(address) <= LONGEST_LINK
    )
    return plain and any(host == one or host.endswith(f".{one}") for one in settings.CONFIG.video_hosts)
