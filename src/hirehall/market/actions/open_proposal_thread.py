from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from hirehall.conversations.models import Thread
from hirehall.conversations.operations import open_thread
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Hat, Scope
from hirehall.market import rules
from hirehall.market.operations.locks import lock_proposal
from hirehall.market.queries import hiring_people


@action("market.open_proposal_thread", scope=Scope.MESSAGES_WRITE)
def open_proposal_thread(proposal_id: UUID, *, by: Actor) -> Thread:
    """Client side and author of a sent proposal can write to each other about it; one thread per proposal.

    Raises:
        Refused: ``proposal.not_found``, ``proposal.not_sent``, ``brief.not_hiring``.
    """
    proposal = lock_proposal(proposal_id)
    rules.require_may_read(proposal, by)
    rules.require_may_talk(proposal, by)
    people = hiring_people(proposal.brief)
    hats = dict.fromkeys(people, Hat.CLIENT) | {proposal.freelancer_id: Hat.FREELANCER}
    return open_thread(
        hall_id=proposal.hall_id,
        subject_kind="proposal",
        subject_id=proposal.id,
        participant_ids=list(hats),
        title=proposal.brief.title,
        subject_href=reverse("market:proposal", args=[proposal.id]),
        hats=hats,
        by=by,
        one_only=True,
    )
