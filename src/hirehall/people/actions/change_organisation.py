from __future__ import annotations

from uuid import UUID

from hirehall.foundation import facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.people import rules
from hirehall.people.facts import OrganisationChanged
from hirehall.people.models import Organisation
from hirehall.people.operations import changed_fields, locked_organisation, with_role_now


@action("people.change_organisation", scope=Scope.PROFILE_WRITE)
def change_organisation(
    organisation_id: UUID, *, by: Actor, name: str, about: str, website: str, country: str
) -> Organisation:
    """What the organisation shows, from now on. Only owners change it.

    Raises:
        Refused: ``organisation.not_found``, ``organisation.owners_only``, ``organisation.name_missing``, and others.
    """
    rules.require_self(by)
    organisation = locked_organisation(organisation_id)
    rules.require_owner(with_role_now(by, organisation), organisation.id)
    rules.require_organisation_name(name)
    changed = changed_fields(
        organisation,
        {
            "name": " ".join(name.split()),
            "about": rules.require_text(about, longest=rules.LONGEST_ABOUT, field="about"),
            "website": rules.require_website(website),
            "country": rules.require_country(country),
        },
    )
    if changed:
        organisation.save(update_fields=changed)
        facts.record(
            OrganisationChanged(organisation_id=organisation.id, fields=changed),
            by=by,
            hall_id=None,
            about=[organisation.id],
        )
    return organisation
