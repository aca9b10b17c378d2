"""Steps that other actions take inside their own transaction."""

from __future__ import annotations

import unicodedata
from uuid import UUID

from django.utils.text import slugify

from hirehall.foundation import clock
from hirehall.foundation.actor import Hat
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import not_found
from hirehall.people.models import ClientProfile, FreelancerProfile, Organisation, Person

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


def add_profile(who: Person, hat: Hat) -> None:
    """Give a person the empty profile of a hat that they wear for the first time."""
    if hat is Hat.FREELANCER:
        FreelancerProfile.objects.get_or_create(person=who, defaults={"changed_at": clock.now()})
        who.wears_freelancer = True
    else:
        ClientProfile.objects.get_or_create(person=who, defaults={"changed_at": clock.now()})
        who.wears_client = True
