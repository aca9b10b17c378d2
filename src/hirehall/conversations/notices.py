"""Who is told of a message: every other participant who listens, once until they read."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from hirehall.conversations import operations, queries
from hirehall.conversations.states import MESSAGE_MAIL_AFTER
from hirehall.foundation import facts
from hirehall.foundation.jobs import job


@job("conversations.tell_of_message", queue="notices")
def tell_of_message(fact_id: str) -> None:
    """Ten messages in a row make one notice and one mail; reading the thread in time makes none of the mail.

    The notice is told for the first message that the listener has not read, which is what makes it one.
    """
    waiting = queries.waiting_for_message(UUID(facts.read(fact_id).data["message_id"]))
    if waiting is None:
        return
    message, listeners = waiting
    for person_id, first_unread_id in listeners:
        operations.post_notice(
            person_ids=[person_id],
            hall_id=message.thread.hall_id,
            kind="message.received",
            sentence=f"{message.author.name} wrote to you about “{message.thread.title}”.",
            href=reverse("conversations:thread", args=[message.thread_id]),
            fact_id=first_unread_id,
            about_id=message.thread_id,
            mail_after=MESSAGE_MAIL_AFTER,
        )
