"""What happens to halls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class HallOpened(Fact):
    name: ClassVar[str] = "hall.opened"
    hall_id: UUID
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDated(Fact):
    name: ClassVar[str] = "hall.policy_dated"
    policy_id: UUID
    effective_from: datetime
    changed: Mapping[str, int]
    reason: str
    rewritten: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HallLookChanged(Fact):
    name: ClassVar[str] = "hall.look_changed"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HallAddressChanged(Fact):
    """The hall is found elsewhere from now on.

    Attributes:
        leads_on: whether the old address leads there; otherwise it says that it was given up.
    """

    name: ClassVar[str] = "hall.address_changed"
    old_slug: str
    slug: str
    old_domain: str
    domain: str
    leads_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerAddressSettled(Fact):
    """What an old address of the hall answers from now on: ``redirect``, ``gone``, or ``free`` for any hall."""

    name: ClassVar[str] = "hall.former_address_settled"
    address: str
    answers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeZoneDated(Fact):
    name: ClassVar[str] = "hall.time_zone_dated"
    time_zone: str
    effective_from: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeZoneBegun(Fact):
    name: ClassVar[str] = "hall.time_zone_begun"
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyChanged(Fact):
    name: ClassVar[str] = "hall.currency_changed"
    before: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallLogoChanged(Fact):
    name: ClassVar[str] = "hall.logo_changed"
    file_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseDated(Fact):
    name: ClassVar[str] = "hall.clause_dated"
    clause_id: UUID
    kind: str
    effective_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HallTextsChanged(Fact):
    name: ClassVar[str] = "hall.texts_changed"
    languages: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalTextDated(Fact):
    name: ClassVar[str] = "hall.legal_text_dated"
    legal_text_id: UUID
    kind: str
    language: str
    effective_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HallDrafted(Fact):
    """An operator began to prepare a hall."""

    name: ClassVar[str] = "hall.drafted"
    draft_id: UUID
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallDraftChanged(Fact):
    name: ClassVar[str] = "hall.draft_changed"
    draft_id: UUID
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallDraftDropped(Fact):
    name: ClassVar[str] = "hall.draft_dropped"
    draft_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Fact):
    name: ClassVar[str] = "hall.member_joined"
    person_id: UUID
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Fact):
    name: ClassVar[str] = "hall.member_left"
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSuspended(Fact):
    name: ClassVar[str] = "hall.member_suspended"
    person_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberReinstated(Fact):
    name: ClassVar[str] = "hall.member_reinstated"
    person_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinInvitationMade(Fact):
    name: ClassVar[str] = "hall.join_invitation_made"
    invitation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinInvitationWithdrawn(Fact):
    name: ClassVar[str] = "hall.join_invitation_withdrawn"
    invitation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationMade(Fact):
    name: ClassVar[str] = "hall.application_made"
    application_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithdrawn(Fact):
    name: ClassVar[str] = "hall.application_withdrawn"
    application_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDecided(Fact):
    name: ClassVar[str] = "hall.application_decided"
    application_id: UUID
    person_id: UUID
    accepts: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReopened(Fact):
    """What was refused waits again, as the screening that had refused it goes on."""

    name: ClassVar[str] = "hall.application_reopened"
    application_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationAppealed(Fact):
    name: ClassVar[str] = "hall.application_appealed"
    application_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationAppealAnswered(Fact):
    name: ClassVar[str] = "hall.application_appeal_answered"
    application_id: UUID
    person_id: UUID
    accepts: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallOperatorAppointed(Fact):
    name: ClassVar[str] = "hall.operator_appointed"
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HallOperatorDismissed(Fact):
    name: ClassVar[str] = "hall.operator_dismissed"
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HallSessionStarted(Fact):
    name: ClassVar[str] = "hall.session_started"
    person_id: UUID
    session_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallSessionEnded(Fact):
    name: ClassVar[str] = "hall.session_ended"
    person_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowingChosen(Fact):
    name: ClassVar[str] = "hall.showing_chosen"
    person_id: UUID
    shown_in_search: bool
    shows_elsewhere: bool | None = None
