"""Who is told of a message: every other participant who listens, once until they read."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from hirehall.conversations import operations, queries
from hirehall.conversations.states import MESSAGE_MAIL_AFTER
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.people.facts import OwnDataReady, PersonReinstated, PersonSuspended, SuspensionUpheld

OF_THE_ACCOUNT = {
    OwnDataReady.name: ("Your data is packed and can be downloaded.", "people:own_data"),
    PersonSuspended.name: (
        "Your account was suspended. Read why, and what you can still do.",
        "people:suspension",
    ),
    SuspensionUpheld.name: ("Your appeal is answered: the suspension stays.", "people:suspension"),
    PersonReinstated.name: ("Your account is open again.", "people:settings"),
}


@job("conversations.note_account", queue="notices")
def note_account(fact_id: str) -> None:
    """What happens to one's account stands in the app as well; the mail is written by ``people``."""
    fact = facts.read(fact_id)
    sentence, page = OF_THE_ACCOUNT[fact.name]
    operations.post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=None,
        kind="account.changed",
        sentence=sentence,
        href=reverse(page),
        mail=False,
        fact_id=fact_id,
    )


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
