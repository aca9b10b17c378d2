"""A participant has read a thread up to its latest message."""

from __future__ import annotations

from uuid import UUID

from hirehall.conversations import operations, rules
from hirehall.conversations.models import Participant, Thread
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("conversations.read_thread", scope=Scope.MESSAGES_WRITE)
def read_thread(thread_id: UUID, *, by: Actor) -> Participant:
    """The others see that it was seen, its notices count as read, and a mail that waits is not sent."""
    person_id = by.require_person()
    thread = Thread.objects.select_for_update(no_key=True).filter(id=thread_id).first()
    participant = rules.require_participant(
        Participant.objects.select_for_update().filter(thread=thread, person_id=person_id).first()
    )
    if thread is None or participant.read_up_to_id == thread.last_message_id:
        return participant
    participant.unread = 0
    participant.first_unread_id = None
    participant.read_up_to_id = thread.last_message_id
    participant.read_at = clock.now()
    participant.save(update_fields=["unread", "first_unread_id", "read_up_to_id", "read_at"])
    Participant.objects.filter(thread=thread).update(moved_at=clock.now())
    operations.mark_read_about(person_id, thread.id)
    operations.hint(Participant.objects.filter(thread=thread).values_list("person_id", flat=True))
    return participant
