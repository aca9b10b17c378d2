"""Steps that other actions take inside their own transaction."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db.models import Model
from django.utils.crypto import salted_hmac
from django.utils.text import slugify

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.ids import new_id
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused, not_found
from hirehall.people.facts import MemberInvited
from hirehall.people.models import (
    ClientProfile,
    FreelancerProfile,
    Membership,
    Organisation,
    Person,
    Role,
    Token,
)

RESERVED_HANDLES = frozenset({"me", "new", "search", "settings", "api", "help", "account", "staff"})


def free_handle(name: str, *, of: type[Person] | type[Organisation] = Person) -> str:
    """A handle made from ``name`` that nobody has: ``amara-okafor``, then ``amara-okafor-2``."""
    plain = unicodedata.normalize("NFKD", name)
    base = slugify(plain)[:50] or f"member-{str(new_id())[-6:]}"
    taken = set(of._default_manager.filter(handle__startswith=base).values_list("handle", flat=True))
    taken |= RESERVED_HANDLES
    if base not in taken:
        return base
    number = next(number for number in range(2, len(taken) + 3) if f"{base}-{number}" not in taken)
    return f"{base}-{number}"


def locked_person(person_id: UUID) -> Person:
    """The person's row, locked until the transaction ends."""
    who = Person.objects.select_for_update(no_key=True).filter(id=person_id, closed_at=None).first()
    if who is None:
        raise not_found("person")
    return who


APPEAL_FIELDS = ("suspension_appeal", "suspension_appealed_at", "suspension_answer")


def forget_appeal(who: Person) -> None:
    """An appeal belongs to one suspension (unsaved)."""
    who.suspension_appeal, who.suspension_appealed_at, who.suspension_answer = "", None, ""


def add_profile(who: Person, hat: Hat) -> None:
    """Give a person the empty profile of a hat that they wear for the first time."""
    if hat is Hat.FREELANCER:
        FreelancerProfile.objects.get_or_create(person=who, defaults={"changed_at": clock.now()})
        who.wears_freelancer = True
    else:
        ClientProfile.objects.get_or_create(person=who, defaults={"changed_at": clock.now()})
        who.wears_client = True


def give_hat(who: Person, organisation: Organisation) -> None:
    """Who acts for an organisation wears the hat that it needs: a client's, or a freelancer's in an agency."""
    works = organisation.kind == Organisation.Kind.AGENCY
    if not (who.wears_freelancer if works else who.wears_client):
        add_profile(who, Hat.FREELANCER if works else Hat.CLIENT)
        who.save(update_fields=["wears_freelancer", "wears_client"])


def changed_fields(row: Model, values: Mapping[str, object]) -> tuple[str, ...]:
    """Set the values on the row (unsaved) and answer the names of those that were different."""
    changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    return changed


def locked_organisation(organisation_id: UUID) -> Organisation:
    """The organisation's row, locked until the transaction ends.

    Raises:
        Refused: ``organisation.not_found``.
    """
    row = Organisation.objects.select_for_update(no_key=True).filter(id=organisation_id).first()
    if row is None:
        raise not_found("organisation")
    return row


def address_mark(email: str) -> str:
    """What stands for an address in the fact log: the same for the same address, and not to be guessed from it."""
    return salted_hmac("hirehall.people.invited", email, algorithm="sha256").hexdigest()


def invited_today(organisation_id: UUID, mark: str) -> int:
    """How often an organisation has invited one address within a day, also where it withdrew; lock it first."""
    since = clock.now() - timedelta(days=1)
    sent = FactRow.objects.filter(name=MemberInvited.name, recorded_at__gt=since)
    return sent.filter(about__contains=[organisation_id], data__address_mark=mark).count()


def locked_membership(organisation_id: UUID, person_id: UUID) -> Membership:
    """The membership's row, locked; lock the organisation first.

    Raises:
        Refused: ``member.not_found``.
    """
    row = (
        Membership.objects.select_for_update()
        .filter(organisation_id=organisation_id, person_id=person_id)
        .first()
    )
    if row is None:
        raise not_found("member")
    return row


def with_role_now(by: Actor, organisation: Organisation) -> Actor:
    """The actor with the role in a locked organisation that they have now.

    What an actor carries was read when the request began; another owner may have changed it before the lock.
    """
    rows = Membership.objects.filter(organisation=organisation, person_id=by.require_person())
    return by.holding(tuple(rows.values_list("organisation_id", "role")))


def require_other_owner(organisation_id: UUID, person_id: UUID) -> None:
    """Refuse when nobody else owns the organisation; its row is locked by the caller.

    Raises:
        Refused: ``organisation.last_owner``.
    """
    owners = Membership.objects.filter(organisation_id=organisation_id, role=Role.OWNER)
    if not owners.exclude(person_id=person_id).exists():
        raise Refused(
            "organisation.last_owner", "An organisation needs an owner. Make somebody else owner first."
        )


def end_all_sessions(person_id: UUID) -> None:
    """Sign the person out everywhere and stop their tokens."""
    for session in UserSession.objects.filter(user_id=person_id):
        session.end()
    Token.objects.filter(person_id=person_id, revoked_at=None).update(revoked_at=clock.now())
