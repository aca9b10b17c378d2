from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from hirehall.conversations.models import Thread
from hirehall.conversations.operations import open_thread
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Hat, Scope
from hirehall.foundation.refused import Refused
from hirehall.market.operations import requesting


@action("market.open_request_thread", scope=Scope.MESSAGES_WRITE)
def open_request_thread(request_id: UUID, *, by: Actor) -> Thread:
    """Both sides of a confirmed request can write to each other about it; one thread per request.

    Raises:
        Refused: ``request.not_found``, ``request.not_open``.
    """
    request = requesting.lock_request(request_id, by)
    if request.client_id is None:
        raise Refused("request.not_open", "The client has not accepted the invitation yet.")
    hats = {request.client_id: Hat.CLIENT, request.freelancer_id: Hat.FREELANCER}
    if by.person_id is not None:
        hats.setdefault(by.person_id, Hat.CLIENT)
    return open_thread(
        hall_id=request.hall_id,
        subject_kind="request",
        subject_id=request.id,
        participant_ids=list(hats),
        title=request.title or f"{request.name} and {request.freelancer.name}",
        subject_href=reverse("market:request", args=[request.id]),
        hats=hats,
        by=by,
        one_only=True,
    )
