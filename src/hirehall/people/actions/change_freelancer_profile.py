from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.people import rules
from hirehall.people.facts import FreelancerProfileChanged
from hirehall.people.models import FreelancerProfile
from hirehall.people.operations import changed_fields, locked_person


@action("people.change_freelancer_profile", scope=Scope.PROFILE_WRITE)
def change_freelancer_profile(
    *,
    by: Actor,
    name: str,
    headline: str,
    about: str,
    rate: Money | None,
    availability: str,
    available_from: date | None,
    hours_per_week: int,
    languages: Sequence[str],
    time_zone: str,
    city: str,
    country: str,
    links: Sequence[Mapping[str, str]],
    listed: bool = True,
) -> FreelancerProfile:
    """What the freelancer shows, from now on.

    Raises:
        Refused: ``profile.none`` without the freelancer's hat; ``person.*``, ``profile.*`` and ``text.too_long``
            with the field that caused it.
    """
    who = locked_person(rules.require_self(by))
    profile = FreelancerProfile.objects.filter(person=who).first()
    if profile is None:
        raise rules.no_profile("freelancer")
    rules.require_name(name)
    rules.require_offer(
        rate=rate, availability=availability, available_from=available_from, hours_per_week=hours_per_week
    )
    values = {
        "headline": rules.require_text(headline, longest=rules.LONGEST_HEADLINE, field="headline"),
        "about": rules.require_text(about, longest=rules.LONGEST_ABOUT, field="about"),
        "rate_minor": rate.minor if rate else None,
        "rate_currency": rate.currency if rate else profile.rate_currency,
        "availability": availability,
        "available_from": available_from if availability == "from_date" else None,
        "hours_per_week": hours_per_week,
        "languages": rules.require_languages(languages),
        "city": rules.require_text(city, longest=80, field="city"),
        "country": rules.require_country(country),
        "links": rules.require_links(links),
        "listed": listed,
    }
    own = {"name": " ".join(name.split()), "time_zone": rules.require_time_zone(time_zone)}
    changed = (*changed_fields(who, own), *changed_fields(profile, values))
    if not changed:
        return profile
    who.save(update_fields=list(own))
    profile.changed_at = clock.now()
    profile.save()
    facts.record(
        FreelancerProfileChanged(person_id=who.id, fields=changed), by=by, hall_id=None, about=[who.id]
    )
    return profile
