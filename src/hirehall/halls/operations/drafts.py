"""A hall that is being prepared, in the caller's transaction. What its file means is the caller's."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.facts import HallDraftChanged, HallDraftDropped, HallDrafted
from hirehall.halls.models import Hall, HallDraft


def begin_draft(*, by: Actor, template: str, name: str, text: str) -> HallDraft:
    """One more hall is prepared; its maker is the operator who acts."""
    now = clock.now()
    draft = HallDraft.objects.create(
        maker_id=by.require_person(), template=template, name=name, text=text, made_at=now, changed_at=now
    )
    facts.record(HallDrafted(draft_id=draft.id, template=template), by=by, hall_id=None, about=[draft.id])
    return draft


def locked_draft(draft_id: UUID, *, by: Actor, version: int | None = None) -> HallDraft:
    """The operator's own draft, locked.

    Args:
        version: that the operator has seen; any where it is left out.
    Raises:
        Refused: ``hall_draft.not_found``, ``hall_draft.stale``.
    """
    rows = HallDraft.objects.select_for_update(no_key=True)
    draft = rows.filter(id=draft_id, maker_id=by.person_id, hall=None).first()
    if draft is None:
        raise not_found("hall_draft")
    if version is not None and version != draft.version:
        raise Refused(
            "hall_draft.stale", "You have changed this in another window meanwhile. Look at it again."
        )
    return draft


def rewrite_draft(draft: HallDraft, *, by: Actor, name: str, text: str, step: str = "") -> HallDraft:
    """What is prepared reads like this now.

    Args:
        step: that was looked through.
    """
    draft.name, draft.text = name[:80], text
    draft.seen = [*draft.seen, step] if step and step not in draft.seen else draft.seen
    draft.version, draft.changed_at = draft.version + 1, clock.now()
    draft.save(update_fields=["name", "text", "seen", "version", "changed_at"])
    facts.record(HallDraftChanged(draft_id=draft.id, step=step), by=by, hall_id=None, about=[draft.id])
    return draft


def drop_draft(draft: HallDraft, *, by: Actor) -> None:
    """It is not prepared any more."""
    facts.record(HallDraftDropped(draft_id=draft.id), by=by, hall_id=None, about=[draft.id])
    draft.delete()


def close_draft(draft: HallDraft, hall: Hall) -> None:
    """The hall is open."""
    draft.hall, draft.changed_at = hall, clock.now()
    draft.save(update_fields=["hall", "changed_at"])


def erase_drafts_of(person_id: UUID) -> None:
    """What somebody who leaves has prepared and shown to nobody."""
    HallDraft.objects.filter(maker_id=person_id, hall=None).delete()
