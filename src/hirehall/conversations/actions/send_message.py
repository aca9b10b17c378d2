"""A participant sends a message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from hirehall.conversations import facts, operations, rules
from hirehall.conversations.models import Message, Participant, Thread
from hirehall.conversations.states import MESSAGES_PER_DAY, MESSAGES_PER_MINUTE
from hirehall.files import operations as files
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id


@action("conversations.send_message", scope=Scope.MESSAGES_WRITE)
def send_message(thread_id: UUID, *, by: Actor, text: str, file_ids: Sequence[UUID] = ()) -> Message:
    """The message is there for every participant at once; who has not read it in some minutes gets a mail.

    What it says is up to the two: contact data is never forbidden.
    """
    person_id = by.require_person()
    thread = Thread.objects.select_for_update(no_key=True).filter(id=thread_id).first()
    mine = Participant.objects.filter(thread=thread, person_id=person_id).first()
    rules.require_participant(mine if thread is not None else None)
    assert thread is not None  # noqa: S101 - required above
    text = rules.require_message(text, file_ids)
    _require_pace(person_id)
    message = Message.objects.create(
        id=new_id(), thread=thread, author_id=person_id, text=text, files=len(file_ids), made_at=clock.now()
    )
    if file_ids:
        files.attach(list(file_ids), subject_kind="message", subject_id=message.id, by=by)
    _move_marks(thread, message)
    record(
        facts.MessageSent(message_id=message.id, thread_id=thread.id),
        by=by,
        hall_id=thread.hall_id,
        about=[thread.id],
    )
    operations.hint(thread.participants.values_list("person_id", flat=True))
    return message


def _require_pace(person_id: UUID) -> None:
    sent = Message.objects.filter(author_id=person_id)
    now = clock.now()
    rules.require_pace(
        sent.filter(made_at__gt=now - timedelta(minutes=1)).count(),
        sent.filter(made_at__gt=now - timedelta(days=1)).count(),
        per_minute=MESSAGES_PER_MINUTE,
        per_day=MESSAGES_PER_DAY,
    )


def _move_marks(thread: Thread, message: Message) -> None:
    thread.last_message_id = message.id
    thread.last_message_at = message.made_at
    thread.last_author_id = message.author_id
    thread.last_excerpt = _excerpt(message)
    thread.save(update_fields=["last_message_id", "last_message_at", "last_author_id", "last_excerpt"])
    everybody = Participant.objects.filter(thread=thread)
    everybody.update(last_message_at=message.made_at, moved_at=message.made_at)
    everybody.filter(person_id=message.author_id).update(
        unread=0, first_unread_id=None, read_up_to_id=message.id, read_at=message.made_at
    )
    everybody.exclude(person_id=message.author_id).update(
        unread=F("unread") + 1, first_unread_id=Coalesce(F("first_unread_id"), message.id)
    )


def _excerpt(message: Message) -> str:
    words = " ".join(message.text.split()) or ("1 file" if message.files == 1 else f"{message.files} files")
    return words if len(words) <= 140 else words[:139].rstrip() + "…"
