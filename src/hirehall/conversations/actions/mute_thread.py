"""A participant mutes a thread, or listens again."""

from __future__ import annotations

from uuid import UUID

from hirehall.conversations import operations, rules
from hirehall.conversations.models import Participant
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("conversations.mute_thread", scope=Scope.MESSAGES_WRITE)
def mute_thread(thread_id: UUID, *, muted: bool, by: Actor) -> Participant:
    """A muted thread makes no notices, no mail and no badge; its messages still arrive."""
    person_id = by.require_person()
    participant = rules.require_participant(
        Participant.objects.select_for_update().filter(thread_id=thread_id, person_id=person_id).first()
    )
    participant.muted = muted
    participant.save(update_fields=["muted"])
    operations.hint([person_id])
    return participant
