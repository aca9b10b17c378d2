"""The door of the desk’s API: which staff session a call names, and that it runs."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from pydantic import AwareDatetime, Field

from hirehall.foundation.actor import Actor, Scope, require_operator, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall

HEADER = "Staff-Session"
NAMED: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": HEADER,
            "required": True,
            "schema": {"type": "string", "format": "uuid"},
            "description": "The id that POST /desk/session or POST /desk/hall-session answered.",
        }
    ]
}
Words = Annotated[str, Field(max_length=300, pattern=r"^[^\x00]*$")]
Cursor = UUID | None
Limit = Annotated[int, Field(ge=1, le=100)]
Instant = Annotated[AwareDatetime, Field(description="With its time zone.")]


def session_named_in(request: HttpRequest) -> UUID | None:
    """The staff session that a call names; None where it names none, or nothing that could be one."""
    try:
        return UUID(request.headers.get(HEADER, ""))
    except ValueError:
        return None


def staff_in(request: HttpRequest) -> Actor:
    """An operator of the installation in a running staff session: for what is of every hall.

    Raises:
        Refused: ``token.scope_missing``, ``staff.session_needed``, ``staff.other_hall``.
    """
    by = actor_in(request)
    require_scope(by, Scope.STAFF_READ)
    require_operator(by)
    return by


def desk_in(request: HttpRequest) -> Actor:
    """The same, or an operator of the hall that is asked, in theirs: for what is of this hall.

    Raises:
        Refused: ``token.scope_missing``, ``staff.session_needed``, ``hall.not_found``.
    """
    by = actor_in(request)
    require_scope(by, Scope.STAFF_READ)
    require_operator(by, hall_id=hall_in(request).id)
    return by


def hall_in(request: HttpRequest) -> Hall:
    """The hall at whose address the call came in.

    Raises:
        Refused: ``hall.not_found``.
    """
    hall: Hall | None = request.hall  # type: ignore[attr-defined]
    if not hall:
        raise not_found("hall")
    return hall
