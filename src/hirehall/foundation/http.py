"""What the middleware has put on a request, with its type."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest

from hirehall.foundation.actor import Actor


def actor_in(request: HttpRequest) -> Actor:
    """Who acts in this request."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def person_id_in(request: HttpRequest) -> UUID:
    """The signed-in person's id.

    Raises:
        Refused: ``actor.sign_in``.
    """
    return actor_in(request).require_person()
