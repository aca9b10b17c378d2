"""What the middleware has put on a request, with its type."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from hirehall.foundation.actor import Actor


def actor_in(request: HttpRequest) -> Actor:
    """Who acts in this request."""
    return cast(Actor, request.actor).itself  # type: ignore[attr-defined]


def hall_id_in(request: HttpRequest) -> UUID | None:
    """The hall at whose address the request came in; none in an installation that has none yet."""
    hall = getattr(request, "hall", None)
    return hall.id if hall else None


def person_id_in(request: HttpRequest) -> UUID:
    """The signed-in person's id.

    Raises:
        Refused: ``actor.sign_in``.
    """
    return actor_in(request).require_person()


def download(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A private file that is saved, never shown inside the hall's own origin, and kept by no cache."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "private, no-store"
    return response


def answers_file(media_type: str, says: str) -> dict[str, Any]:
    """What the API's document says of an operation that answers a file."""
    content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": says, "content": content}}}
