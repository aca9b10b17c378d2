"""Mail goes out in the background: single notices at once, digests in each person's morning."""

from __future__ import annotations

from uuid import UUID

from hirehall.conversations import actions, notices, queries
from hirehall.conversations.operations import MAIL_JOB
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import enqueue, job, periodic

POSTBOX = system("postbox")
tell_of_message = notices.tell_of_message


@job(MAIL_JOB, queue="notices")
def mail_notice(notice_id: str) -> None:
    actions.mail_notice(UUID(notice_id), by=POSTBOX)


@job("conversations.mail_digest", queue="notices")
def mail_digest(person_id: str) -> None:
    actions.mail_digest(UUID(person_id), by=POSTBOX)


@periodic("conversations.morning_digests", cron="*/15 * * * *")
def morning_digests() -> None:
    """Everybody whose morning it is and who has something unread gets one mail."""
    for person_id in queries.people_with_digest_due():
        enqueue(mail_digest, once=f"digest:{person_id}", person_id=str(person_id))
