from __future__ import annotations

from django.db import IntegrityError, transaction

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused
from hirehall.people import rules
from hirehall.people.facts import OrganisationMade
from hirehall.people.models import Membership, Organisation, Role
from hirehall.people.operations import free_handle, give_hat, locked_person

ORGANISATIONS_AT_MOST = 20


@action("people.make_organisation", scope=Scope.PROFILE_WRITE)
def make_organisation(
    *,
    by: Actor,
    name: str,
    about: str = "",
    website: str = "",
    country: str = "",
    kind: str = Organisation.Kind.CLIENT.value,
) -> Organisation:
    """A new organisation that acts as one client, or an agency of freelancers; whoever makes it is its first owner.

    Raises:
        Refused: ``organisation.name_missing``, ``organisation.kind``, ``organisation.too_many``, ``person.*``,
            ``text.too_long``.
    """
    who = locked_person(rules.require_self(by))
    rules.require_organisation_name(name)
    rules.require_kind(kind)
    if Membership.objects.filter(person=who, role=Role.OWNER).count() >= ORGANISATIONS_AT_MOST:
        raise Refused(
            "organisation.too_many", f"One person owns at most {ORGANISATIONS_AT_MOST} organisations."
        )
    organisation = Organisation(
        kind=kind,
        name=" ".join(name.split()),
        handle=free_handle(name, of=Organisation),
        about=rules.require_text(about, longest=rules.LONGEST_ABOUT, field="about"),
        website=rules.require_website(website),
        country=rules.require_country(country),
        made_at=clock.now(),
    )
    _save_once(organisation)
    Membership.objects.create(organisation=organisation, person=who, role=Role.OWNER, joined_at=clock.now())
    give_hat(who, organisation)
    facts.record(
        OrganisationMade(organisation_id=organisation.id, person_id=who.id),
        by=by,
        hall_id=None,
        about=[organisation.id, who.id],
    )
    return organisation


def _save_once(organisation: Organisation) -> None:
    """Two organisations of one name that are made together get handles of their own."""
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError:
        organisation.handle = f"{organisation.handle}-{organisation.id.hex[-6:]}"
        organisation.save(force_insert=True)
