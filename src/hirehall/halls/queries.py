"""How halls and the policy in force are obtained."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hirehall.foundation import clock
from hirehall.halls.models import ClauseTemplate, Hall, Policy

# Asked by every page, so it is written out: one row, however many halls there are.
HALL_AT = (
    f"SELECT {', '.join(str(field.column) for field in Hall._meta.concrete_fields)} FROM halls_hall"  # noqa: S608
    " ORDER BY domain <> '' AND domain = %s DESC, opened_at LIMIT 1"
)


def hall_at(host: str) -> Hall | None:
    """The hall that answers at ``host`` (without port), else the one that was opened first, else None."""
    return next(iter(Hall.objects.raw(HALL_AT, [host])), None)


def policy_now(hall_id: UUID, *, at: datetime | None = None) -> Policy:
    """The policy row in force at ``at`` (now by default).

    Raises:
        Policy.DoesNotExist: when the hall has none yet.
    """
    return Policy.objects.filter(hall_id=hall_id, effective_from__lte=at or clock.now()).latest(
        "effective_from"
    )


def clauses_now(hall_id: UUID, *, at: datetime | None = None) -> list[ClauseTemplate]:
    """The newest version of each clause in force, by kind and title."""
    return list(
        ClauseTemplate.objects.filter(hall_id=hall_id, effective_from__lte=at or clock.now())
        .order_by("kind", "title", "-effective_from")
        .distinct("kind", "title")
    )


def standard_clauses(hall_id: UUID) -> list[ClauseTemplate]:
    """One clause in force of each kind: the one that the hall has had for longest, in its newest words."""
    first: dict[str, str] = {}
    for row in ClauseTemplate.objects.filter(hall_id=hall_id).order_by("effective_from", "id"):
        first.setdefault(row.kind, row.title)
    return [row for row in clauses_now(hall_id) if row.title == first[row.kind]]


def clauses(hall_id: UUID) -> list[ClauseTemplate]:
    """Every version of every clause, by kind and title, the newest first; future ones included."""
    return list(ClauseTemplate.objects.filter(hall_id=hall_id).order_by("kind", "title", "-effective_from"))


def policies(hall_id: UUID) -> list[Policy]:
    """Every version of the hall's clocks and caps, the newest first; future ones included."""
    return list(Policy.objects.filter(hall_id=hall_id).order_by("-effective_from"))


def halls() -> list[Hall]:
    """Every hall of the installation, the first opened first."""
    return list(Hall.objects.order_by("opened_at"))


def domains() -> frozenset[str]:
    """The domain names that halls answer at."""
    return frozenset(Hall.objects.exclude(domain="").values_list("domain", flat=True))
