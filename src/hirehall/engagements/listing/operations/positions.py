"""A position's words: how they come in, what is found in them, how they are found by others."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from hirehall.engagements.listing import facts, rules
from hirehall.engagements.listing.models import (
    Content,
    Intake,
    Membership,
    Position,
    Report,
    SavedSearch,
    Signal,
    Tracked,
)
from hirehall.engagements.listing.queries import known_of
from hirehall.engagements.listing.queries.find import SUMMARY, plain
from hirehall.engagements.listing.rules.domains import one_address
from hirehall.engagements.listing.rules.signals import Known, hourly, signals_in
from hirehall.foundation import clock, shingles
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.market.operations.briefs import vector
from hirehall.market.operations.vocabulary import learn
from hirehall.skills.models import Category
from hirehall.skills.queries import skills_by_ids


def fill_in(position: Position, hall: Hall, content: Content) -> Content:
    """Take the content over, in order; the caller saves. Answers it as it was taken."""
    clean = rules.require_content(content, today=clock.now().date())
    if (
        clean.category_id is not None
        and not Category.objects.filter(id=clean.category_id, hall=hall).exists()
    ):
        raise not_found("category")
    skills = {key: one for key, one in skills_by_ids(clean.skill_ids).items() if one.hall_id == hall.id}
    for name, value in asdict(clean).items():
        setattr(position, name, value)
    position.skill_ids = list(skills)
    position.skill_names = [one.name for one in skills.values()]
    position.currency = hall.currency
    most = clean.pay_max_minor if clean.pay_max_minor is not None else clean.pay_min_minor
    position.hourly_minor = hourly(most, clean.pay_per)
    position.fingerprint = rules.fingerprint(clean)
    position.prints = sorted(shingles.prints_of(clean.description))
    position.address = one_address(clean.apply_url) or clean.apply_email.lower()
    return clean


def look_for_signals(position: Position, content: Content, hall: Hall, *, known: Known | None = None) -> int:
    """Write down what is remarked on in the words as they stand now; answers how much that is.

    What was dismissed before stays dismissed where the same words stand again.

    Args:
        known: what they are compared with, where it was asked for already: for many positions at once.
    """
    before = {(one.code, one.quote): one for one in position.signals.all() if one.dismissed_at is not None}
    position.signals.all().delete()
    found = signals_in(content, known or known_of(hall), currency=hall.currency)
    Signal.objects.bulk_create(
        [
            Signal(
                position=position, code=one.code, field=one.field, start=one.start, end=one.end, quote=one.quote,
                why=one.why, found_at=clock.now(), **_dismissal(before.get((one.code, one.quote))),
            )
            for one in found
        ]
    )  # fmt: skip
    return len(found)


def _dismissal(earlier: Signal | None) -> dict[str, Any]:
    if earlier is None:
        return {}
    return {
        "dismissed_at": earlier.dismissed_at,
        "dismissed_by_id": earlier.dismissed_by_id,
        "dismissal": earlier.dismissal,
    }


def make_findable(position: Position) -> None:
    """Let its words be found, those beyond the summary by who reads it whole, and typos be measured by its names."""
    names = " ".join(position.skill_names)
    Position.objects.filter(id=position.id).update(
        search=vector(
            simple=f"{position.title} {position.employer} {names}",
            strong=f"{position.title} {position.employer} {names}",
            weak=f"{plain(position.description, SUMMARY)} {position.place}",
            weakest=position.description,
        )
    )
    learn(position.hall_id, [(names, 3), (position.title, 2), (position.employer, 1)])


def note(fact: type[facts.PositionFact], position: Position, *, by: Actor, **more: Any) -> None:
    """Record what has happened to a position."""
    told = fact(position_id=position.id, poster_id=position.poster_id, title=position.title, **more)
    about: list[UUID] = [position.id]
    record(told, by=by, hall_id=position.hall_id, about=about)


def erase_of(person_id: UUID) -> None:
    """A closed account keeps nothing on the board for itself. Positions that are listed stay, without a name."""
    Tracked.objects.filter(person_id=person_id).delete()
    Intake.objects.filter(person_id=person_id).delete()
    SavedSearch.objects.filter(person_id=person_id).delete()
    Membership.objects.filter(person_id=person_id, renews=True).update(renews=False)
    Report.objects.filter(person_id=person_id, answered_at__isnull=False).delete()
