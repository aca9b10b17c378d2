from __future__ import annotations

from uuid import UUID

from hirehall.conversations.models import Thread
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.market.operations import requesting


@action("market.open_request_thread", scope=Scope.MESSAGES_WRITE)
def open_request_thread(request_id: UUID, *, by: Actor) -> Thread:
    """Both sides of a confirmed request can write to each other about it; one thread per request.

    Raises:
        Refused: ``request.not_found``, ``request.not_open``.
    """
    return requesting.thread_of(requesting.lock_request(request_id, by), by=by)
