"""The rows of search are kept up to date from persons, profiles and skills."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import system
from hirehall.halls.queries.joining import is_shown
from hirehall.market.facts import FreelancerListed
from hirehall.market.models import FreelancerListing
from hirehall.market.operations.briefs import vector
from hirehall.market.operations.vocabulary import learn
from hirehall.people.models import FreelancerProfile
from hirehall.skills.models import Skill, SkillClaim

SUMMARY_LENGTH = 180


def refresh_listing(person_id: UUID, *, tell: bool = True) -> None:
    """Make what is found of a person say what their profile and skills say now, in every hall they have skills in.

    Args:
        tell: record it when a listing is new, so that it gets the record that the person has already.
    """
    profile = FreelancerProfile.objects.select_related("person").filter(person_id=person_id).first()
    claims = list(
        SkillClaim.objects.filter(person_id=person_id, skill__closed_at=None)
        .select_related("skill")
        .order_by("-level", "position", "id")
    )
    halls: dict[UUID, list[Skill]] = {}
    for claim in claims:
        halls.setdefault(claim.skill.hall_id, []).append(claim.skill)
    FreelancerListing.objects.filter(person_id=person_id).exclude(hall_id__in=halls).delete()
    if profile is None:
        FreelancerListing.objects.filter(person_id=person_id).delete()
        return
    for hall_id, skills in halls.items():
        if _write(profile, hall_id, skills) and tell:
            listed = FreelancerListed(person_id=person_id)
            facts.record(listed, by=system("market"), hall_id=hall_id, about=[person_id])


def _write(profile: FreelancerProfile, hall_id: UUID, skills: list[Skill]) -> bool:
    """Write the listing; answers whether it is new."""
    who = profile.person
    names = [skill.name for skill in skills]
    words = " ".join([*names, *(word for skill in skills for word in skill.synonyms)])
    listing, is_new = FreelancerListing.objects.update_or_create(
        hall_id=hall_id,
        person_id=who.id,
        defaults={
            "name": who.name,
            "handle": who.handle,
            "headline": profile.headline,
            "summary": summary_of(profile.about),
            "city": profile.city,
            "country": profile.country,
            "avatar_file_id": who.avatar_file_id,
            "rate_minor": profile.rate_minor,
            "rate_currency": profile.rate_currency,
            "availability": profile.availability,
            "available_from": profile.available_from,
            "hours_per_week": profile.hours_per_week,
            "languages": profile.languages,
            "utc_offset_minutes": offset_minutes(who.time_zone, clock.now()),
            "category_ids": sorted({skill.category_id for skill in skills}),
            "skill_ids": [skill.id for skill in skills],
            "skill_names": names,
            "listed": profile.listed
            and who.is_active
            and who.suspended_at is None
            and who.closed_at is None
            and is_shown(hall_id, who.id),
            "changed_at": profile.changed_at,
        },
    )
    FreelancerListing.objects.filter(id=listing.id).update(search=vector(
        simple=f"{who.name} {who.handle} {words}",
        strong=f"{profile.headline} {words}",
        weak=f"{profile.about} {profile.city}",
    ))  # fmt: skip
    learn(hall_id, [(words, 3), (profile.headline, 2), (who.name, 1)])
    return is_new


def summary_of(about: str) -> str:
    """The first paragraph of a Markdown text without its marks, cut at a word."""
    first = next((part for part in about.split("\n\n") if part.strip() and not part.startswith("#")), "")
    plain = " ".join(first.replace("*", "").replace("`", "").replace("_", " ").lstrip("#>- ").split())
    if len(plain) <= SUMMARY_LENGTH:
        return plain
    return plain[:SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def offset_minutes(zone: str, at: datetime) -> int:
    """How far a zone is from UTC at an instant; 0 for an unknown one."""
    try:
        offset = at.astimezone(ZoneInfo(zone)).utcoffset()
    except (
        ZoneInfoNotFoundError,
        ValueError,
        OSError,
    ):  # a zone is a file: its name may be a folder, or too long
        return 0
    return int(offset.total_seconds() // 60) if offset else 0


def rebuild(person_ids: Iterable[UUID] | None = None) -> int:
    """Refresh every listing (or those of some people); answers how many people. For bulk loads and clock changes."""
    ids = person_ids
    if ids is None:
        ids = FreelancerProfile.objects.order_by("person_id").values_list("person_id", flat=True)
    count = 0
    for person_id in ids:
        refresh_listing(person_id, tell=False)
        count += 1
    return count


def note_record(
    person_id: UUID,
    *,
    hall_id: UUID,
    contracts_finished: int,
    reviewed: int,
    band_low: int | None = None,
    band_high: int | None = None,
) -> None:
    """Reputation says what a card may show: contracts, reviews and the band in hundredths of a rung."""
    FreelancerListing.objects.filter(hall_id=hall_id, person_id=person_id).update(
        contracts_finished=contracts_finished, reviewed=reviewed, band_low=band_low, band_high=band_high
    )
