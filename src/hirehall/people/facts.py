"""What happens to persons and organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonJoined(Fact):
    name: ClassVar[str] = "person.joined"
    person_id: UUID
    hats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HatWorn(Fact):
    name: ClassVar[str] = "person.hat_worn"
    person_id: UUID
    hat: str
    first_time: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FreelancerProfileChanged(Fact):
    name: ClassVar[str] = "person.freelancer_profile_changed"
    person_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientProfileChanged(Fact):
    name: ClassVar[str] = "person.client_profile_changed"
    person_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AvatarChanged(Fact):
    name: ClassVar[str] = "person.avatar_changed"
    person_id: UUID
    file_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(Fact):
    name: ClassVar[str] = "person.session_ended"
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMade(Fact):
    name: ClassVar[str] = "organisation.made"
    organisation_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationChanged(Fact):
    name: ClassVar[str] = "organisation.changed"
    organisation_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(Fact):
    """``address_mark`` counts mails to one address without keeping the address here."""

    name: ClassVar[str] = "organisation.member_invited"
    version: ClassVar[int] = 2
    organisation_id: UUID
    invitation_id: UUID
    role: str
    address_mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationWithdrawn(Fact):
    name: ClassVar[str] = "organisation.invitation_withdrawn"
    organisation_id: UUID
    invitation_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAnswered(Fact):
    name: ClassVar[str] = "organisation.invitation_answered"
    organisation_id: UUID
    invitation_id: UUID
    person_id: UUID
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChanged(Fact):
    name: ClassVar[str] = "organisation.role_changed"
    organisation_id: UUID
    person_id: UUID
    role: str
    role_before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Fact):
    name: ClassVar[str] = "organisation.member_left"
    organisation_id: UUID
    person_id: UUID
    removed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipShown(Fact):
    """Whether a member of an agency agreed to stand on its page."""

    name: ClassVar[str] = "organisation.membership_shown"
    organisation_id: UUID
    person_id: UUID
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenMade(Fact):
    name: ClassVar[str] = "person.token_made"
    person_id: UUID
    token_id: UUID
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Fact):
    name: ClassVar[str] = "person.token_revoked"
    person_id: UUID
    token_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarKeyRenewed(Fact):
    name: ClassVar[str] = "person.calendar_key_renewed"
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarKeyRemoved(Fact):
    name: ClassVar[str] = "person.calendar_key_removed"
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorMade(Fact):
    name: ClassVar[str] = "person.operator_made"
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSessionStarted(Fact):
    name: ClassVar[str] = "staff.session_started"
    person_id: UUID
    session_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSessionEnded(Fact):
    name: ClassVar[str] = "staff.session_ended"
    person_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSuspended(Fact):
    name: ClassVar[str] = "person.suspended"
    person_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReinstated(Fact):
    name: ClassVar[str] = "person.reinstated"
    person_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionAppealed(Fact):
    name: ClassVar[str] = "person.suspension_appealed"
    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionUpheld(Fact):
    name: ClassVar[str] = "person.suspension_upheld"
    person_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataAsked(Fact):
    name: ClassVar[str] = "person.own_data_asked"
    person_id: UUID
    export_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDataReady(Fact):
    name: ClassVar[str] = "person.own_data_ready"
    person_id: UUID
    export_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountClosed(Fact):
    name: ClassVar[str] = "person.account_closed"
    person_id: UUID
