"""How halls and the policy in force are obtained."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from hirehall.foundation import clock
from hirehall.foundation.reads import kept
from hirehall.halls.models import ClauseTemplate, Hall, Policy


def hall_at(host: str) -> Hall | None:
    """The hall that answers at ``host`` (without port), else the one that was opened first, else None."""
    return _by_address.first(host)


@kept
def _by_address(host: str) -> QuerySet[Hall]:
    answers = ExpressionWrapper(Q(domain=host) & ~Q(domain=""), BooleanField())
    return Hall.objects.order_by(answers.desc(), "opened_at")[:1]


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
