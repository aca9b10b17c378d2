"""A refusal: the one way in which a business action says no."""

from __future__ import annotations

from enum import Enum


class Because(Enum):
    """What kind of no it is; each surface maps the kind once (page message, HTTP status, exit code)."""

    NOT_FOUND = 404
    FORBIDDEN = 403
    CONFLICT = 409
    INVALID = 422
    TOO_MANY = 429


class Refused(Exception):
    """An action that was refused; nothing has changed.

    Args:
        code: stable, dotted, lower case: ``milestone.not_delivered``. Part of the API.
        sentence: what happened and what to do now, for the person who acted.
        because: the kind of refusal.
        field: the name of the input that caused it, where one did.
        wait_seconds: for TOO_MANY: after how long it makes sense to try again.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        because: Because = Because.CONFLICT,
        field: str | None = None,
        wait_seconds: int | None = None,
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.because = because
        self.field = field
        self.wait_seconds = wait_seconds


def not_found(what: str) -> Refused:
    """The refusal for a row that is missing or not visible to the actor: the two look the same."""
    return Refused(
        f"{what}.not_found",
        f"There is no such {what.replace('_', ' ')}, or it is not yours to see.",
        because=Because.NOT_FOUND,
    )
