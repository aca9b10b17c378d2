"""How notices and the choices about mail are obtained; only ever a person's own."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q, QuerySet

from hirehall.conversations.models import MailChoice, Notice, Participant
from hirehall.conversations.states import MAIL_CHOICES, PAGE_OF_NOTICES, Group, Mail
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall, here
from hirehall.foundation.refused import not_found


def cursor_id(text: str | None) -> UUID | None:
    """The row after which a page starts; None, which is the first page, for what is no cursor."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


UNREAD = """
SELECT (SELECT count(*) FROM (
          SELECT 1 FROM conversations_notice WHERE person_id = %(me)s AND read_at IS NULL
             AND (%(hall)s::uuid IS NULL OR hall_id IS NULL OR hall_id = %(hall)s) LIMIT 100) AS few),
       (SELECT coalesce(sum(unread), 0) FROM conversations_participant
         WHERE person_id = %(me)s AND unread > 0 AND NOT muted AND (%(hall)s::uuid IS NULL OR EXISTS (
           SELECT 1 FROM conversations_thread
            WHERE conversations_thread.id = thread_id AND conversations_thread.hall_id = %(hall)s))),
       (SELECT count(*) FROM (
          SELECT 1 FROM conversations_notice WHERE person_id = %(me)s AND read_at IS NULL
             AND (href = %(at)s OR starts_with(href, %(at)s || '#') OR starts_with(href, %(at)s || '?'))
           LIMIT 100) AS here)
"""


@dataclass(frozen=True, slots=True)
class Unread:
    """Unread notices (at most 100), unread messages, and how many of the notices lead to the page asked about."""

    notices: int = 0
    messages: int = 0
    here: int = 0


def unread_counts(person_id: UUID, *, at: str = "", hall_id: UUID | None = None) -> Unread:
    """What a person has not seen yet, in one query.

    Args:
        at: the path of a page, without its hall.
        hall_id: only what belongs to this hall, or to none.
    """
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, {"me": person_id, "at": at.replace("\x00", ""), "hall": hall_id})
        return Unread(*(int(count) for count in cursor.fetchone()))


@dataclass(frozen=True, slots=True)
class NoticeState:
    """What the header shows, with an ETag: the answer to "is there anything new?".

    ``moved`` changes whenever one of the person's threads looks different, for example because it was seen.
    """

    notices: int
    messages: int
    newest: dict[str, str] | None
    moved: datetime | None

    @property
    def body(self) -> str:
        moved = self.moved.isoformat() if self.moved else None
        return json.dumps(
            {"notices": self.notices, "messages": self.messages, "newest": self.newest, "moved": moved}
        )

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body.encode()).hexdigest()[:20]}"'


def notice_state(actor: Actor) -> NoticeState:
    """The unread counts and the newest unread notice, and when a thread last moved. Three queries."""
    person_id = actor.require_person()
    unread = unread_counts(person_id, hall_id=actor.hall_id)
    newest = own_notices(actor).filter(read_at=None).order_by("-id").first()
    return NoticeState(
        unread.notices,
        unread.messages,
        {
            "id": str(newest.id),
            "sentence": newest.sentence,
            "href": here(newest.href),
            "at": newest.made_at.isoformat(),
        }
        if newest
        else None,
        Participant.objects.filter(person_id=person_id).aggregate(moved=Max("moved_at"))["moved"],
    )


def own_notices(actor: Actor) -> QuerySet[Notice]:
    """What the actor was told in the hall at whose address they are, or about their account."""
    here_or_nowhere = at_hall(actor) | Q(hall=None) if actor.hall_id else Q()
    return Notice.objects.filter(here_or_nowhere, person_id=actor.require_person())


def notices_for(
    actor: Actor, *, before: UUID | None = None, limit: int = PAGE_OF_NOTICES, unread_only: bool = False
) -> tuple[list[Notice], UUID | None]:
    """One page of the actor's notices, newest first, and the cursor of the next. One query."""
    own = own_notices(actor)
    if unread_only:
        own = own.filter(read_at=None)
    if before is not None:
        own = own.filter(id__lt=before)
    rows = list(own.order_by("-id")[: limit + 1])
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


def notice_for(actor: Actor, notice_id: UUID) -> Notice:
    notice = own_notices(actor).filter(id=notice_id).first()
    if notice is None:
        raise not_found("notice")
    return notice


def people_with_digest_due() -> list[UUID]:
    return list(
        Notice.objects.filter(mail=Mail.DIGEST.value, mailed_at=None, mail_due_at__lte=clock.now())
        .values_list("person_id", flat=True)
        .distinct()
    )


@dataclass(frozen=True, slots=True)
class MailSetting:
    """One line of the settings page: a group, how it is mailed, and what may be chosen."""

    group: Group
    mail: Mail
    choices: tuple[Mail, ...]


def mail_settings(actor: Actor) -> list[MailSetting]:
    chosen = dict(MailChoice.objects.filter(person_id=actor.require_person()).values_list("group", "mail"))
    return [
        MailSetting(group, Mail(chosen.get(group.value, choices[0])), choices)
        for group, choices in MAIL_CHOICES.items()
    ]
