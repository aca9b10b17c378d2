from __future__ import annotations

from uuid import UUID

from hirehall.files.operations import remove
from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.operations import require_member
from hirehall.halls.queries import policy_now
from hirehall.market import rules
from hirehall.market.content import ProposalContent
from hirehall.market.facts import ProposalDrafted, ProposalEdited
from hirehall.market.models import Invitation, Proposal
from hirehall.market.operations.locks import lock_open_brief_as_freelancer
from hirehall.market.operations.proposals import attach_to, require_complete, write_proposal
from hirehall.market.states import OPEN_PROPOSALS, ProposalState


@action("market.save_proposal", scope=Scope.PROPOSALS_WRITE)
def save_proposal(
    brief_id: UUID,
    *,
    by: Actor,
    content: ProposalContent,
    file_ids: tuple[UUID, ...] = (),
    remove_file_ids: tuple[UUID, ...] = (),
) -> Proposal:
    """A freelancer's proposal says what was typed: a draft that nobody else sees, or one sent but not yet read;
    one that was read changes once more when an addendum has come since.

    Raises:
        Refused: ``brief.not_found``, ``brief.not_open``, ``proposal.own_brief``, ``proposal.no_profile``,
            ``proposal.is_read`` and the like, ``proposal.incomplete`` once it was sent, or a limit.
    """
    brief = lock_open_brief_as_freelancer(brief_id, by)
    require_member(brief.hall_id, by=by)
    policy = policy_now(brief.hall_id)
    rules.require_proposal_limits(content, policy, brief.currency)
    person_id = by.require_person()
    proposal = (
        Proposal.objects.select_for_update(no_key=True).filter(brief=brief, freelancer_id=person_id).first()
    )
    if proposal is None:
        proposal = Proposal(
            hall_id=brief.hall_id, brief=brief, freelancer_id=person_id, currency=brief.currency,
            made_at=clock.now(), changed_at=clock.now(),
            by_invitation=Invitation.objects.filter(brief=brief, freelancer_id=person_id).exists(),
        )  # fmt: skip
        fact: facts.Fact | None = ProposalDrafted(proposal_id=proposal.id, brief_id=brief.id)
    else:
        proposal.brief = brief
        rules.require_changeable(proposal)
        sent = proposal.state in OPEN_PROPOSALS
        fact = ProposalEdited(proposal_id=proposal.id, brief_id=brief.id) if sent else None
        if proposal.state == ProposalState.READ:
            proposal.state, proposal.read_at = ProposalState.SUBMITTED.value, None
    write_proposal(proposal, content)
    proposal.revision_seen, proposal.addendum_seen = brief.revision, brief.addenda
    if proposal.state in OPEN_PROPOSALS:
        require_complete(proposal)
    proposal.save()
    remove(remove_file_ids, subject_kind="proposal", subject_id=proposal.id)
    attach_to(proposal, file_ids, by)
    if fact is not None:
        facts.record(fact, by=by, hall_id=brief.hall_id, about=[proposal.id])
    return proposal
