from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.halls.operations import require_member
from hirehall.halls.queries import policy_now
from hirehall.market import rules
from hirehall.market.facts import ProposalSubmitted
from hirehall.market.models import Invitation, Proposal
from hirehall.market.operations.acting import acting_agency
from hirehall.market.operations.caps import require_room_on_brief, require_room_this_week
from hirehall.market.operations.locks import lock_open_brief_as_freelancer, lock_own_proposal, lock_person
from hirehall.market.operations.panels import answer_due, require_off_panel
from hirehall.market.operations.proposals import count_proposals, require_complete
from hirehall.market.states import InvitationState, ProposalState
from hirehall.vetting.operations import require_vetted


@action("market.submit_proposal", scope=Scope.PROPOSALS_WRITE)
def submit_proposal(proposal_id: UUID, *, by: Actor, agency_id: UUID | None = None) -> Proposal:
    """A complete draft is sent, sealed, within the caps; the client must answer by the policy's day.

    Args:
        agency_id: the agency in whose name it is sent, by one of its owners or managers, who leads what comes of it.
    Raises:
        Refused: ``agency.not_found``, ``proposal.own_agency``,
            ``proposal.not_found``, ``proposal.incomplete``, ``proposal.brief_full``, ``proposal.week_full``,
            ``proposal.is_submitted`` and the like, ``brief.not_open``,
            ``vetting.needed``, ``panel.sits_on_it``.
    """
    proposal = lock_own_proposal(proposal_id, by)
    brief = lock_open_brief_as_freelancer(proposal.brief_id, by)
    require_member(brief.hall_id, by=by)
    if proposal.state == ProposalState.SUBMITTED:
        raise Refused("proposal.is_submitted", "This proposal was sent already.")
    rules.require_unread(proposal)
    require_complete(proposal)
    policy, person_id = policy_now(brief.hall_id), by.require_person()
    require_vetted(policy, person_id, to="propose")
    require_room_on_brief(brief, policy)
    lock_person(person_id)
    require_room_this_week(brief.hall_id, person_id, policy)
    client_id = brief.client_id if brief.organisation_id is None else None
    proposal.agency_id = None if agency_id is None else acting_agency(agency_id, client_id, by=by)
    proposal.state = ProposalState.SUBMITTED.value
    proposal.submitted_at, proposal.revision_seen = clock.now(), brief.revision
    require_off_panel(brief, person_id, proposal.agency_id)
    proposal.addendum_seen = brief.addenda
    proposal.answer_due_at = answer_due(brief)
    proposal.answered_at = None
    proposal.save()
    count_proposals(brief)
    asked = Invitation.objects.filter(brief=brief, freelancer_id=person_id)
    if brief.panel:  # what the client was told stays as it was: it would say who proposes
        asked = asked.filter(state=InvitationState.INVITED.value)
    asked.update(state=InvitationState.PROPOSED.value, answered_at=clock.now())
    facts.record(
        ProposalSubmitted(
            proposal_id=proposal.id, brief_id=brief.id, freelancer_id=person_id,
            amount_minor=proposal.amount_minor or 0, currency=proposal.currency,
        ),
        by=by, hall_id=brief.hall_id, about=[proposal.id, brief.id],
    )  # fmt: skip
    return proposal
