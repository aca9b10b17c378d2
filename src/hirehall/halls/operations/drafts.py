"""A hall that is being prepared, in the caller's transaction. What its file means is the caller's."""

from __future__ import annotations

from uuid import UUID

from hirehall.files.operations import attach, hand_over, let_go
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


def set_draft_logo(draft: HallDraft, file_id: UUID | None, *, by: Actor) -> HallDraft:
    """An uploaded square picture is put up when the hall opens, or the house's own mark.

    Raises:
        Refused: ``file.not_found``, ``picture.not_found``.
    """
    if file_id == draft.logo_file_id:
        return draft
    if file_id is not None:
        (stored,) = attach([file_id], subject_kind="hall_draft", subject_id=draft.id, by=by)
        if stored.purpose != stored.Purpose.AVATAR:
            raise not_found("picture")
    if draft.logo_file_id is not None:
        let_go([draft.logo_file_id])
    draft.logo_file_id, draft.changed_at = file_id, clock.now()
    draft.save(update_fields=["logo_file_id", "changed_at"])
    facts.record(HallDraftChanged(draft_id=draft.id, step="look"), by=by, hall_id=None, about=[draft.id])
    return draft


def drop_draft(draft: HallDraft, *, by: Actor) -> None:
    """It is not prepared any more."""
    if draft.logo_file_id is not None:
        let_go([draft.logo_file_id])
    facts.record(HallDraftDropped(draft_id=draft.id), by=by, hall_id=None, about=[draft.id])
    draft.delete()


def close_draft(draft: HallDraft, hall: Hall) -> None:
    """The hall is open, with the picture that was chosen for it in its header."""
    if draft.logo_file_id is not None:
        hand_over(draft.logo_file_id, of=("hall_draft", draft.id), to=("hall", hall.id))
        hall.logo_file_id, draft.logo_file_id = draft.logo_file_id, None
        hall.save(update_fields=["logo_file_id"])
    draft.hall, draft.changed_at = hall, clock.now()
    draft.save(update_fields=["hall", "logo_file_id", "changed_at"])


def erase_drafts_of(person_id: UUID) -> None:
    """What somebody who leaves has prepared and shown to nobody."""
    drafts = HallDraft.objects.filter(maker_id=person_id, hall=None)
    let_go([one.logo_file_id for one in drafts if one.logo_file_id])
    drafts.delete()
