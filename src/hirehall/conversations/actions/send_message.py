"""A participant sends a message."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.conversations import operations
from hirehall.conversations.models import Message
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("conversations.send_message", scope=Scope.MESSAGES_WRITE)
def send_message(thread_id: UUID, *, by: Actor, text: str, file_ids: Sequence[UUID] = ()) -> Message:
    """The message is there for every participant at once; who has not read it in some minutes gets a mail.

    What it says is up to the two: contact data is never forbidden.
    """
    return operations.write_message(thread_id, by=by, text=text, file_ids=file_ids)
