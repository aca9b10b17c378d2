"""Own data, for programs."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hirehall.files.queries import file_for, signed_href
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.people import queries
from hirehall.people.actions.ask_own_data import ask_own_data
from hirehall.people.api.shared import key_of

router = Router()


class OwnDataOut(Schema):
    asked_at: datetime | None
    ready_at: datetime | None
    download: str | None


@router.post(
    "me/own-data",
    operation_id="people.ask_own_data",
    response={202: OwnDataOut},
    summary="Pack your own data",
)
def own_data_asked(request: HttpRequest) -> Status[dict[str, object]]:
    ask_own_data(by=actor_in(request), key=key_of(request))  # type: ignore[call-arg]
    return Status(202, own_data(request))


@router.get("me/own-data", operation_id="people.own_data", response=OwnDataOut, summary="The newest archive")
def own_data(request: HttpRequest) -> dict[str, object]:
    """``download`` reads the archive for five minutes."""
    actor = actor_in(request)
    require_scope(actor, Scope.PROFILE_READ)
    page = queries.own_data_page(person_id_in(request))
    download = signed_href(file_for(actor, page.file_id)) if page.file_id else None
    return {"asked_at": page.asked_at, "ready_at": page.ready_at, "download": download}
