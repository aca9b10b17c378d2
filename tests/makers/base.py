"""The ground every story stands on: a hall with its first policy, and persons with a hat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.text import slugify

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat, staff
from hirehall.halls.models import ClauseTemplate, Hall, Policy
from hirehall.people.models import ClientProfile, FreelancerProfile, Person, StaffSession
from hirehall.people.queries import actor_for

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def make_hall(
    *, slug: str = "harbour", name: str = "Harbour Hall", currency: str = "EUR", **policy: Any
) -> Hall:
    """An open hall with one policy and one clause of each kind, in force since long ago."""
    hall = Hall.objects.create(
        slug=slug, name=name, currency=currency, opened_at=LONG_AGO, at_root=not Hall.objects.exists()
    )
    Policy.objects.create(hall=hall, effective_from=LONG_AGO, reason="founding rules", **policy)
    for kind, title, text in [
        ("intellectual_property", "Rights pass on payment", "All rights in paid work pass to the client."),
        ("confidentiality", "Both sides keep secrets", "Neither side passes on what it learns."),
    ]:
        ClauseTemplate.objects.create(hall=hall, kind=kind, title=title, text=text, effective_from=LONG_AGO)
    return hall


def make_person(name: str, hat: Hat = Hat.FREELANCER, *, operator: bool = False) -> Person:
    """A person with a verified address and a usable password, wearing ``hat``."""
    handle = slugify(name)
    who = Person(
        email=f"{handle}@example.org",
        name=name,
        handle=handle,
        hat=hat,
        wears_freelancer=hat is Hat.FREELANCER,
        wears_client=hat is Hat.CLIENT,
        is_operator=operator,
        joined_at=clock.now(),
    )
    who.set_unusable_password()
    who.save()
    if hat is Hat.FREELANCER:
        FreelancerProfile.objects.create(person=who, headline=f"{name} works", changed_at=clock.now())
    else:
        ClientProfile.objects.create(person=who, company=f"{name} Ltd", changed_at=clock.now())
    return who


def staff_of(operator: Person) -> Actor:
    """The operator in a running staff session."""
    session = StaffSession.objects.create(
        person=operator, reason="a test", started_at=clock.now(), expires_at=clock.now() + timedelta(days=400)
    )
    return staff(operator.id, staff_session_id=session.id)


def actor_of(who: Person) -> Actor:
    return actor_for(who)
