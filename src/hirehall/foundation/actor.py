"""Who acts. Every action takes ``by: Actor``; nothing else says on whose behalf something happens."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from hirehall.foundation.refused import Because, Refused


class Hat(StrEnum):
    """The role in which a person acts. One login may wear both, one at a time."""

    FREELANCER = "freelancer"
    CLIENT = "client"


class Scope(StrEnum):
    """What a token may do: ``scope:resource:action``. A session in the browser holds all of its person’s."""

    PROFILE_READ = "scope:profile:read"
    PROFILE_WRITE = "scope:profile:write"
    BRIEFS_READ = "scope:briefs:read"
    BRIEFS_WRITE = "scope:briefs:write"
    PROPOSALS_READ = "scope:proposals:read"
    PROPOSALS_WRITE = "scope:proposals:write"
    CONTRACTS_READ = "scope:contracts:read"
    CONTRACTS_WRITE = "scope:contracts:write"
    MONEY_READ = "scope:money:read"
    MONEY_WRITE = "scope:money:write"
    MESSAGES_READ = "scope:messages:read"
    MESSAGES_WRITE = "scope:messages:write"
    REVIEWS_READ = "scope:reviews:read"
    REVIEWS_WRITE = "scope:reviews:write"
    FILES_READ = "scope:files:read"
    FILES_WRITE = "scope:files:write"
    STAFF_READ = "scope:staff:read"
    STAFF_WRITE = "scope:staff:write"


STAFF_SCOPES = frozenset({Scope.STAFF_READ, Scope.STAFF_WRITE})


class ActorKind(StrEnum):
    ANONYMOUS = "anonymous"
    PERSON = "person"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person wearing a hat, an operator in a staff session, a named system actor, or nobody.

    Attributes:
        kind: which of the four.
        person_id: the person, for PERSON and STAFF.
        hat: the hat worn, for PERSON.
        organisation_id: the organisation on whose behalf a client acts, where it is one.
        staff_session_id: the logged, time-limited session that gives staff power, for STAFF.
        staff_of: the one hall whose operator a PERSON is in a running session; everywhere else they stay who they are.
        name: the system actor's name (``clock``, ``rail``, ``demo``), for SYSTEM.
        scopes: what the token in use allows; ``None`` where no token limits the actor.
        roles: the person's memberships in organisations that hire, as (organisation id, role) pairs.
        agencies: the same in agencies, which work; who is in one is on the freelancer's side of its contracts.
        hall_id: the hall at whose address they act, whose things alone are there (``foundation.addresses.at_hall``);
            None where no address was asked, as in jobs and commands.
    """

    kind: ActorKind
    person_id: UUID | None = None
    hat: Hat | None = None
    organisation_id: UUID | None = None
    staff_session_id: UUID | None = None
    staff_of: UUID | None = None
    name: str = ""
    scopes: frozenset[Scope] | None = None
    roles: tuple[tuple[UUID, str], ...] = ()
    agencies: tuple[tuple[UUID, str], ...] = ()
    hall_id: UUID | None = None

    @property
    def itself(self) -> Actor:
        """The actor, where a request holds it behind a promise; asking through that costs something each time."""
        return self

    @property
    def agency_ids(self) -> tuple[UUID, ...]:
        """The agencies that the person is a member of, in any role."""
        return tuple(agency_id for agency_id, _ in self.agencies)

    @property
    def managed_agency_ids(self) -> tuple[UUID, ...]:
        """The agencies in whose name the person may act: as owner or manager."""
        return tuple(agency_id for agency_id, role in self.agencies if role in {"owner", "manager"})

    @property
    def organisation_ids(self) -> tuple[UUID, ...]:
        """The organisations that the person hires or pays for, in any role."""
        return tuple(organisation_id for organisation_id, _ in self.roles)

    def is_client_side(self, client_id: UUID, organisation_id: UUID | None) -> bool:
        """Whether the actor belongs to that client: the person, or any member of the organisation."""
        return self._acts_for(client_id, organisation_id, {"owner", "hiring", "billing"})

    def may_hire_for(self, client_id: UUID, organisation_id: UUID | None) -> bool:
        """Whether the actor may brief, choose, accept work and end contracts for that client."""
        return self._acts_for(client_id, organisation_id, {"owner", "hiring"})

    def may_pay_for(self, client_id: UUID, organisation_id: UUID | None) -> bool:
        """Whether the actor may fund and ask for refunds for that client."""
        return self._acts_for(client_id, organisation_id, {"owner", "billing"})

    def _acts_for(self, client_id: UUID, organisation_id: UUID | None, roles: set[str]) -> bool:
        if self.kind is not ActorKind.PERSON:
            return False
        if organisation_id is None:
            return self.person_id == client_id
        return any(mine == organisation_id and role in roles for mine, role in self.roles)

    @property
    def is_staff(self) -> bool:
        return self.kind is ActorKind.STAFF

    def is_staff_of(self, hall_id: UUID | None) -> bool:
        """Whether the actor has staff power over what belongs to that hall: everywhere, or in this hall alone."""
        return self.is_staff or (hall_id is not None and self.staff_of == hall_id)

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    def holds(self, scope: Scope) -> bool:
        """Whether the token in use (if any) allows ``scope``."""
        return self.scopes is None or scope in self.scopes

    def require_person(self) -> UUID:
        """The person's id.

        Raises:
            Refused: ``actor.sign_in`` when nobody is signed in.
        """
        if self.person_id is None:
            raise Refused("actor.sign_in", "Sign in first, then try again.", because=Because.FORBIDDEN)
        return self.person_id

    def serving(self, hall_id: UUID, *, staff_session_id: UUID) -> Actor:
        """The same person as an operator of one hall, in a session."""
        return replace(self, staff_of=hall_id, staff_session_id=staff_session_id)

    def at(self, hall_id: UUID | None) -> Actor:
        """The same actor at a hall's address."""
        return replace(self, hall_id=hall_id)

    def wearing(self, hat: Hat, *, organisation_id: UUID | None = None) -> Actor:
        """The same person under the given hat."""
        return replace(self, hat=hat, organisation_id=organisation_id)

    def holding(self, roles: tuple[tuple[UUID, str], ...]) -> Actor:
        """The same person with these memberships and no others."""
        return replace(self, roles=roles, agencies=())


ANONYMOUS = Actor(ActorKind.ANONYMOUS)


def person(
    person_id: UUID,
    *,
    hat: Hat,
    organisation_id: UUID | None = None,
    scopes: frozenset[Scope] | None = None,
    roles: tuple[tuple[UUID, str], ...] = (),
    agencies: tuple[tuple[UUID, str], ...] = (),
) -> Actor:
    return Actor(
        ActorKind.PERSON, person_id, hat, organisation_id, scopes=scopes, roles=roles, agencies=agencies
    )


def staff(
    person_id: UUID,
    *,
    staff_session_id: UUID,
    scopes: frozenset[Scope] | None = None,
) -> Actor:
    return Actor(ActorKind.STAFF, person_id, staff_session_id=staff_session_id, scopes=scopes)


def system(name: str) -> Actor:
    return Actor(ActorKind.SYSTEM, name=name)


def require_scope(by: Actor, scope: Scope) -> None:
    """For reads, which are no actions: refuse a token that lacks the scope.

    Raises:
        Refused: ``token.scope_missing``.
    """
    if not by.holds(scope):
        raise Refused(
            "token.scope_missing", f"This token lacks the scope {scope}.", because=Because.FORBIDDEN
        )


def require_operator(by: Actor, *, hall_id: UUID | None = None) -> None:
    """For what only an operator in a running staff session, or the system itself, may do.

    Args:
        hall_id: the hall that it is about, whose own operators may then do it as well; None for what is of the
            whole installation.
    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``.
    """
    if by.is_system or by.is_staff_of(hall_id):
        return
    if by.staff_of is not None:
        raise Refused(
            "staff.other_hall",
            "You are an operator of one hall; this is not of it, or for operators of the installation.",
            because=Because.FORBIDDEN,
        )
    raise Refused("staff.session_needed", "This needs a running staff session.", because=Because.FORBIDDEN)


def require_staff_of(by: Actor, hall_id: UUID | None) -> UUID:
    """For what somebody decides for a hall, as its editor, matcher or screener: who does, never a clock.

    The hall's own operators and those of the installation, in a running staff session.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``actor.sign_in``.
    """
    require_operator(by, hall_id=hall_id)
    return by.require_person()
