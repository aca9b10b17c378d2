"""What the last year would have cost by a draft is known."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import not_found
from hirehall.money.fees.models import FeeDraft, FeeDraftMember
from hirehall.money.fees.operations import require_the_hall
from hirehall.money.fees.replaying import Member, Replay

ROWS_AT_ONCE = 2_000


@action("money.record_fee_replay")
def record_replay(draft_id: UUID, *, by: Actor, replay: Replay) -> FeeDraft:
    """Keep the sums, and a row for each member. A second run that comes later finds them and changes nothing.

    Raises:
        Refused: ``fee_draft.only_the_hall``, ``fee_draft.not_found``.
    """
    require_the_hall(by)
    draft = FeeDraft.objects.select_for_update(no_key=True).filter(id=draft_id).first()
    if draft is None:
        raise not_found("fee_draft")
    if draft.replayed_at is not None:
        return draft
    draft.outcome, draft.replayed_at = replay.outcome(), clock.now()
    draft.lines = draft.done = replay.lines
    draft.save(update_fields=["outcome", "replayed_at", "lines", "done"])
    rows = (_row(draft, member) for member in replay.members.values())
    FeeDraftMember.objects.bulk_create(rows, ROWS_AT_ONCE)
    return draft


def _row(draft: FeeDraft, member: Member) -> FeeDraftMember:
    party = member.party
    return FeeDraftMember(
        draft=draft,
        side=member.side,
        person_id=None if party.is_organisation else party.id,
        organisation_id=party.id if party.is_organisation else None,
        lines=member.lines,
        volume_minor=member.volume,
        before_minor=member.before,
        after_minor=member.after,
        change_minor=member.after - member.before,
    )
