"""Rows that are about to change, locked. The brief first, then its proposal, then the person."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from hirehall.foundation.actor import Actor
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import not_found
from hirehall.market import rules
from hirehall.market.models import Brief, Clarification, Invitation, Proposal
from hirehall.market.queries.caps import has_profile
from hirehall.people.models import Person


def lock_brief(brief_id: UUID) -> Brief:
    """The brief, locked.

    Raises:
        Refused: ``brief.not_found``.
    """
    brief = Brief.objects.select_for_update(no_key=True).filter(id=brief_id).first()
    if brief is None:
        raise not_found("brief")
    return brief


def lock_managed_brief(brief_id: UUID, by: Actor) -> Brief:
    """The brief, locked, if the actor may manage it.

    Raises:
        Refused: ``brief.not_found``, ``brief.not_hiring``.
    """
    brief = lock_brief(brief_id)
    rules.require_manages(brief, by)
    return brief


def lock_open_brief_as_freelancer(brief_id: UUID, by: Actor) -> Brief:
    """The brief, locked, if the actor sees it and may propose or ask.

    Raises:
        Refused: ``brief.not_found``, ``brief.not_open``, ``proposal.own_brief``, ``proposal.no_profile``.
    """
    brief = lock_brief(brief_id)
    invited = Invitation.objects.filter(brief=brief, freelancer_id=by.person_id).exists()
    proposed = Proposal.objects.filter(brief=brief, freelancer_id=by.person_id).exists()
    if not rules.may_see(brief, by, invited=invited, proposed=proposed):
        raise not_found("brief")
    refusal = rules.why_not_propose(brief, by, has_profile=has_profile(by))
    if refusal is not None:
        raise refusal
    return brief


def lock_proposal(proposal_id: UUID) -> Proposal:
    """The proposal with its brief, both locked, the brief first.

    Raises:
        Refused: ``proposal.not_found``.
    """
    brief = _brief_of.first(proposal_id)
    if brief is None:
        raise not_found("proposal")
    proposal = _proposal.one(proposal_id)
    proposal.brief = brief
    return proposal


@kept
def _brief_of(proposal_id: UUID) -> QuerySet[Brief]:
    """Which brief a proposal is for, locked; it never changes, so it may be read in the statement that locks."""
    which = Proposal.objects.filter(id=proposal_id).values_list("brief_id", flat=True)[:1]
    return Brief.objects.select_for_update(no_key=True).filter(id=which)


@kept
def _proposal(proposal_id: UUID) -> QuerySet[Proposal]:
    return Proposal.objects.select_for_update(no_key=True).filter(id=proposal_id)


def lock_own_proposal(proposal_id: UUID, by: Actor) -> Proposal:
    proposal = lock_proposal(proposal_id)
    rules.require_author(proposal, by)
    return proposal


def lock_proposal_to_decide(proposal_id: UUID, by: Actor) -> Proposal:
    """The proposal, locked, if the actor may choose for its client.

    Raises:
        Refused: ``proposal.not_found``, ``brief.not_hiring``.
    """
    proposal = lock_proposal(proposal_id)
    rules.require_decides(proposal, by)
    return proposal


def lock_proposal_to_read(proposal_id: UUID, by: Actor) -> Proposal:
    """The proposal alone, locked, if the actor may choose for its client: reading changes nothing of the brief.

    Raises:
        Refused: ``proposal.not_found``, ``brief.not_hiring``.
    """
    rows = Proposal.objects.select_related("brief").select_for_update(no_key=True, of=("self",))
    proposal = rows.filter(id=proposal_id).first()
    if proposal is None:
        raise not_found("proposal")
    rules.require_decides(proposal, by)
    return proposal


def lock_invitation(invitation_id: UUID) -> Invitation:
    row = Invitation.objects.select_for_update(no_key=True).filter(id=invitation_id).first()
    if row is None:
        raise not_found("invitation")
    return row


def lock_clarification(clarification_id: UUID) -> Clarification:
    row = Clarification.objects.select_for_update(no_key=True).filter(id=clarification_id).first()
    if row is None:
        raise not_found("clarification")
    return row


def lock_person(person_id: UUID) -> Person:
    """One person at a time counts against their own caps."""
    return Person.objects.select_for_update(no_key=True).get(id=person_id)
