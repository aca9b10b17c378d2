"""A person marks notices as read."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from hirehall.conversations import operations, rules
from hirehall.conversations.models import Notice
from hirehall.conversations.queries.notices import own_notices
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("conversations.read_notice", scope=Scope.MESSAGES_WRITE)
def read_notice(notice_id: UUID, *, by: Actor) -> Notice:
    """One notice counts as read. Reading it again changes nothing."""
    found = Notice.objects.select_for_update().filter(id=notice_id).first()
    notice = rules.require_own_notice(found, by)
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
        operations.hint([notice.person_id])
    return notice


@action("conversations.read_notices_at", scope=Scope.MESSAGES_WRITE)
def read_notices_at(path: str, *, by: Actor) -> int:
    """The person looks at the page to which notices lead: they count as read, however the person got there.

    Answers how many were not.
    """
    person_id = by.require_person()
    here = Q(href=path) | Q(href__startswith=f"{path}#") | Q(href__startswith=f"{path}?")
    changed = own_notices(by).filter(here, read_at=None).update(read_at=clock.now())
    if changed:
        operations.hint([person_id])
    return changed


@action("conversations.read_all_notices", scope=Scope.MESSAGES_WRITE)
def read_all_notices(*, by: Actor) -> int:
    """Every notice of the person counts as read; answers how many were not."""
    person_id = by.require_person()
    changed = own_notices(by).filter(read_at=None).update(read_at=clock.now())
    if changed:
        operations.hint([person_id])
    return changed
