"""Notices are mailed: one at once, or all of a morning in one digest."""

from __future__ import annotations

from uuid import UUID

from hirehall.conversations import mails, rules
from hirehall.conversations.models import Notice
from hirehall.conversations.states import UNSUBSCRIBABLE, Group, Mail
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor


@action("conversations.mail_notice")
def mail_notice(notice_id: UUID, *, by: Actor) -> Notice | None:
    """The notice goes out as a mail, once. One that was read in the meantime stays in, unless it guards something."""
    rules.require_system(by)
    found = Notice.objects.select_for_update(of=("self",)).select_related("person", "hall")
    notice = found.filter(id=notice_id).first()
    if notice is None:  # erased with its person's account
        return None
    if notice.mailed_at is not None or notice.mail != Mail.NOW or notice.person.closed_at is not None:
        return notice
    if notice.read_at is not None and Group(notice.group) in UNSUBSCRIBABLE and not notice.critical:
        notice.mail = Mail.OFF.value
        notice.save(update_fields=["mail"])
        return notice
    notice.mailed_at = clock.now()
    notice.save(update_fields=["mailed_at"])
    mails.post_one(notice)
    return notice


@action("conversations.mail_digest")
def mail_digest(person_id: UUID, *, by: Actor) -> int:
    """Everything that is due and not read yet goes out in one mail, oldest first; answers how many that were."""
    rules.require_system(by)
    due = list(
        Notice.objects.select_for_update(of=("self",))
        .select_related("person", "hall")
        .filter(
            person_id=person_id, mail=Mail.DIGEST.value, mailed_at=None, mail_due_at__lte=clock.now(),
            person__closed_at=None,
        )
        .order_by("id")
    )  # fmt: skip
    told = [notice for notice in due if notice.read_at is None]
    Notice.objects.filter(id__in=[notice.id for notice in due if notice.read_at]).update(mail=Mail.OFF.value)
    Notice.objects.filter(id__in=[notice.id for notice in told]).update(mailed_at=clock.now())
    if told:
        mails.post_digest(told)
    return len(told)
