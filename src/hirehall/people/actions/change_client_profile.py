from __future__ import annotations

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.people import rules
from hirehall.people.facts import ClientProfileChanged
from hirehall.people.models import ClientProfile
from hirehall.people.operations import changed_fields, locked_person


@action("people.change_client_profile", scope=Scope.PROFILE_WRITE)
def change_client_profile(
    *,
    by: Actor,
    name: str,
    company: str,
    about: str,
    website: str,
    city: str,
    country: str,
    time_zone: str,
) -> ClientProfile:
    """What a client who acts alone shows, from now on.

    Raises:
        Refused: ``profile.none`` without the client's hat; ``person.*`` and ``text.too_long`` with the field.
    """
    who = locked_person(rules.require_self(by))
    profile = ClientProfile.objects.filter(person=who).first()
    if profile is None:
        raise rules.no_profile("client")
    rules.require_name(name)
    values = {
        "company": rules.require_text(company, longest=120, field="company"),
        "about": rules.require_text(about, longest=rules.LONGEST_ABOUT, field="about"),
        "website": rules.require_website(website),
        "city": rules.require_text(city, longest=80, field="city"),
        "country": rules.require_country(country),
    }
    own = {"name": " ".join(name.split()), "time_zone": rules.require_time_zone(time_zone)}
    changed = (*changed_fields(who, own), *changed_fields(profile, values))
    if not changed:
        return profile
    who.save(update_fields=list(own))
    profile.changed_at = clock.now()
    profile.save()
    facts.record(ClientProfileChanged(person_id=who.id, fields=changed), by=by, hall_id=None, about=[who.id])
    return profile
