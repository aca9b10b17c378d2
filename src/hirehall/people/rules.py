"""Who may do what with persons, organisations, tokens and staff power. Used to refuse and to show buttons."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actor import Actor, ActorKind, Hat
from hirehall.foundation.refused import Because, Refused, not_found

SIDES: dict[str, tuple[Hat, ...]] = {
    "freelancer": (Hat.FREELANCER,),
    "client": (Hat.CLIENT,),
    "both": (Hat.FREELANCER, Hat.CLIENT),
}
LONGEST_NAME = 80


def require_name(name: str) -> None:
    clean = " ".join(name.split())
    if not clean:
        raise Refused("person.name_missing", "Write your name.", because=Because.INVALID, field="name")
    if len(clean) > LONGEST_NAME:
        raise Refused(
            "person.name_too_long",
            f"A name has at most {LONGEST_NAME} characters.",
            because=Because.INVALID,
            field="name",
        )


def require_self(by: Actor) -> UUID:
    """The acting person's id; staff and system actors do not act in somebody's own matters."""
    person_id = by.require_person()
    if by.kind is not ActorKind.PERSON:
        raise Refused(
            "person.only_oneself",
            "This can only be done by the person themselves. End the staff session first.",
            because=Because.FORBIDDEN,
        )
    return person_id


def require_staff(by: Actor) -> UUID:
    """The operator's id in a running staff session."""
    if not by.is_staff or by.person_id is None:
        raise Refused(
            "staff.session_needed",
            "This needs a running staff session.",
            because=Because.FORBIDDEN,
        )
    return by.person_id


def role_in(by: Actor, organisation_id: UUID) -> str | None:
    if by.kind is not ActorKind.PERSON:
        return None
    return next((role for mine, role in by.roles if mine == organisation_id), None)


def may_manage(by: Actor, organisation_id: UUID) -> bool:
    """Whether the actor may change the organisation, invite, and change roles."""
    return role_in(by, organisation_id) == "owner"


def require_member(by: Actor, organisation_id: UUID) -> str:
    role = role_in(by, organisation_id)
    if role is None:
        raise not_found("organisation")
    return role


def require_owner(by: Actor, organisation_id: UUID) -> None:
    if require_member(by, organisation_id) != "owner":
        raise Refused(
            "organisation.owners_only",
            "Only an owner of the organisation may do this.",
            because=Because.FORBIDDEN,
        )
