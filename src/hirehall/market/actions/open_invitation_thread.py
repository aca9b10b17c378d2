from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from hirehall.conversations.models import Thread
from hirehall.conversations.operations import open_thread
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Hat, Scope
from hirehall.market import rules
from hirehall.market.operations.locks import lock_invitation
from hirehall.market.queries import hiring_people


@action("market.open_invitation_thread", scope=Scope.MESSAGES_WRITE)
def open_invitation_thread(invitation_id: UUID, *, by: Actor) -> Thread:
    """Client side and invited freelancer can write to each other about the brief; one thread per invitation.

    Everybody else asks in public, so that nobody knows more than the others.

    Raises:
        Refused: ``invitation.not_found``, ``brief.not_hiring``.
    """
    invitation = lock_invitation(invitation_id)
    rules.require_may_talk_about_invitation(invitation, by)
    brief = invitation.brief
    hats = dict.fromkeys(hiring_people(brief), Hat.CLIENT) | {invitation.freelancer_id: Hat.FREELANCER}
    return open_thread(
        hall_id=brief.hall_id,
        subject_kind="invitation",
        subject_id=invitation.id,
        participant_ids=list(hats),
        title=brief.title,
        subject_href=reverse("market:brief", args=[brief.id]),
        hats=hats,
        by=by,
        one_only=True,
    )
