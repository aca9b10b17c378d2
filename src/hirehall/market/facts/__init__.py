"""What has happened on the market, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact
from hirehall.market.facts.panels import (
    AddendumPublished,
    PanelAgreed,
    PanelArranged,
    PanelAwarded,
    PanelCompared,
    PanelDropped,
    PanelHandedIn,
    PanelMemberAnswered,
    PanelMemberExcluded,
    PanelMemberInvited,
    PanelOpened,
    PanelRecused,
    ProposalConfirmed,
)

__all__ = [
    "AddendumPublished",
    "PanelAgreed",
    "PanelArranged",
    "PanelAwarded",
    "PanelCompared",
    "PanelDropped",
    "PanelHandedIn",
    "PanelMemberAnswered",
    "PanelMemberExcluded",
    "PanelMemberInvited",
    "PanelOpened",
    "PanelRecused",
    "ProposalConfirmed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefDrafted(Fact):
    name: ClassVar[str] = "brief.drafted"
    brief_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefDiscarded(Fact):
    name: ClassVar[str] = "brief.discarded"
    brief_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPublished(Fact):
    name: ClassVar[str] = "brief.published"
    brief_id: UUID
    client_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefEdited(Fact):
    name: ClassVar[str] = "brief.edited"
    brief_id: UUID
    revision: int
    changed: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefClosed(Fact):
    name: ClassVar[str] = "brief.closed"
    brief_id: UUID
    reason: str
    proposal_ids: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefReopened(Fact):
    name: ClassVar[str] = "brief.reopened"
    brief_id: UUID
    proposal_ids: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefWentStale(Fact):
    name: ClassVar[str] = "brief.went_stale"
    brief_id: UUID
    proposal_ids: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefHired(Fact):
    name: ClassVar[str] = "brief.hired"
    brief_id: UUID
    proposal_id: UUID
    contract_id: UUID
    proposal_ids: list[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class FreelancerListed(Fact):
    name: ClassVar[str] = "freelancer.listed"
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FreelancerInvited(Fact):
    name: ClassVar[str] = "invitation.made"
    invitation_id: UUID
    brief_id: UUID
    freelancer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDeclined(Fact):
    name: ClassVar[str] = "invitation.declined"
    invitation_id: UUID
    brief_id: UUID
    freelancer_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarificationAsked(Fact):
    name: ClassVar[str] = "clarification.asked"
    clarification_id: UUID
    brief_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarificationAnswered(Fact):
    name: ClassVar[str] = "clarification.answered"
    clarification_id: UUID
    brief_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDrafted(Fact):
    name: ClassVar[str] = "proposal.drafted"
    proposal_id: UUID
    brief_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSubmitted(Fact):
    name: ClassVar[str] = "proposal.submitted"
    proposal_id: UUID
    brief_id: UUID
    freelancer_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalEdited(Fact):
    name: ClassVar[str] = "proposal.edited"
    proposal_id: UUID
    brief_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(Fact):
    name: ClassVar[str] = "proposal.withdrawn"
    proposal_id: UUID
    brief_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRead(Fact):
    name: ClassVar[str] = "proposal.read"
    proposal_id: UUID
    brief_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalShortlisted(Fact):
    name: ClassVar[str] = "proposal.shortlisted"
    proposal_id: UUID
    brief_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDeclined(Fact):
    name: ClassVar[str] = "proposal.declined"
    proposal_id: UUID
    brief_id: UUID
    reason: str
    in_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFellDue(Fact):
    name: ClassVar[str] = "proposal.answer_fell_due"
    proposal_id: UUID
    brief_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CapAppealed(Fact):
    name: ClassVar[str] = "cap.appealed"
    appeal_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CapAppealDecided(Fact):
    name: ClassVar[str] = "cap.appeal_decided"
    appeal_id: UUID
    person_id: UUID
    granted: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteAsked(Fact):
    """Somebody without a session has asked; the person behind the address has not confirmed it yet."""

    name: ClassVar[str] = "request.asked"
    request_id: UUID
    freelancer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientInvited(Fact):
    name: ClassVar[str] = "request.client_invited"
    request_id: UUID
    freelancer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestOpened(Fact):
    """The client has confirmed it; how the two met is kept from now on."""

    name: ClassVar[str] = "request.opened"
    request_id: UUID
    freelancer_id: UUID
    client_id: UUID
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDeclined(Fact):
    name: ClassVar[str] = "request.declined"
    request_id: UUID
    freelancer_id: UUID
    client_id: UUID | None
    side: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestWithdrawn(Fact):
    name: ClassVar[str] = "request.withdrawn"
    request_id: UUID
    freelancer_id: UUID
    client_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLapsed(Fact):
    name: ClassVar[str] = "request.lapsed"
    request_id: UUID
    freelancer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDrafted(Fact):
    name: ClassVar[str] = "service.drafted"
    service_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceChanged(Fact):
    """What is offered has changed; orders that were placed before keep what was bought."""

    name: ClassVar[str] = "service.changed"
    service_id: UUID
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePublished(Fact):
    name: ClassVar[str] = "service.published"
    service_id: UUID
    freelancer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSubmitted(Fact):
    """A service waits to be looked at: a first one, a changed one, or one whose refusal is appealed against."""

    name: ClassVar[str] = "service.submitted"
    service_id: UUID
    freelancer_id: UUID
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceListed(Fact):
    """An operator has looked at a service; it is published, or paused as its freelancer had left it."""

    name: ClassVar[str] = "service.listed"
    service_id: UUID
    freelancer_id: UUID
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSentBack(Fact):
    name: ClassVar[str] = "service.sent_back"
    service_id: UUID
    freelancer_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRefused(Fact):
    """A service does not belong here; ``final`` when it was appealed against before."""

    name: ClassVar[str] = "service.refused"
    service_id: UUID
    freelancer_id: UUID
    reason: str
    final: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePaused(Fact):
    name: ClassVar[str] = "service.paused"
    service_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceResumed(Fact):
    name: ClassVar[str] = "service.resumed"
    service_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceClosed(Fact):
    name: ClassVar[str] = "service.closed"
    service_id: UUID
