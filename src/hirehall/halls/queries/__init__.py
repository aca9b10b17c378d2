"""How halls and the policy in force are obtained."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import bare
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import not_found
from hirehall.halls.models import ClauseTemplate, FormerAddress, Hall, HallDraft, LegalText, Policy


def hall_at(host: str, slug: str = "") -> Hall | None:
    """The hall at an address, with ``halls_here`` (how many the installation has), the ``numbers_now`` of models
    and ``legal_here``, the kinds of dated texts that it has.

    One query.

    Args:
        host: the name without its port; one that is no hall's own leads to the hall at the root.
        slug: of the path ``/at/<slug>/``, where the address has one; None is answered where no hall has it.
    """
    return _by_slug.first(slug, clock.now()) if slug else _by_address.first(host, clock.now())


def _counted(now: datetime) -> QuerySet[Hall]:
    in_force = Policy.objects.filter(hall=OuterRef("pk"), effective_from__lte=now).order_by("-effective_from")
    many = Hall.objects.order_by().annotate(many=Func(F("id"), function="COUNT", output_field=IntegerField()))
    return Hall.objects.annotate(
        halls_here=Subquery(many.values("many")),
        numbers_now=Subquery(in_force.values("of_models")[:1]),
        legal_here=ArraySubquery(
            LegalText.objects.filter(hall=OuterRef("pk"), effective_from__lte=now)
            .order_by("kind")
            .values("kind")
            .distinct()
        ),
    )


@kept
def _by_address(host: str, now: datetime) -> QuerySet[Hall]:
    answers = ExpressionWrapper(Q(domain=host) & ~Q(domain=""), BooleanField())
    return _counted(now).order_by(answers.desc(), "-at_root", "opened_at")[:1]


@kept
def _by_slug(slug: str, now: datetime) -> QuerySet[Hall]:
    return _counted(now).filter(slug=slug)


def address_of(hall: Hall | None, path: str) -> str:
    """The full address of one of our paths in a hall, wherever it was made; without a hall, at the root."""
    base = urlsplit(settings.CONFIG.public_url)
    if hall is not None and hall.domain:
        netloc = f"{hall.domain}:{base.port}" if base.port else hall.domain
        return base._replace(netloc=netloc).geturl().rstrip("/") + bare(path)
    return settings.CONFIG.public_url.rstrip("/") + (hall.prefix if hall else "") + bare(path)


def policy_now(hall_id: UUID, *, at: datetime | None = None) -> Policy:
    """The policy row in force at ``at`` (now by default).

    Raises:
        Policy.DoesNotExist: when the hall has none yet.
    """
    found = _policies.first(hall_id, at or clock.now())
    if found is None:
        raise Policy.DoesNotExist
    return found


@kept
def _policies(hall_id: UUID, at: datetime) -> QuerySet[Policy]:
    return Policy.objects.filter(hall_id=hall_id, effective_from__lte=at).order_by("-effective_from")[:1]


def clauses_now(hall_id: UUID, *, at: datetime | None = None) -> list[ClauseTemplate]:
    """The newest version of each clause in force, by kind and title."""
    return list(
        ClauseTemplate.objects.filter(hall_id=hall_id, effective_from__lte=at or clock.now())
        .order_by("kind", "title", "-effective_from")
        .distinct("kind", "title")
    )


def standard_clauses(hall_id: UUID) -> list[ClauseTemplate]:
    """One clause in force of each kind: the one that the hall has had for longest, in its newest words."""
    now = clock.now()
    first: dict[str, str] = {}
    newest: dict[str, ClauseTemplate] = {}
    for row in _every_clause(hall_id):
        if first.setdefault(row.kind, row.title) == row.title and row.effective_from <= now:
            newest[row.kind] = row
    return [newest[kind] for kind in sorted(newest)]


@kept
def _every_clause(hall_id: UUID) -> QuerySet[ClauseTemplate]:
    return ClauseTemplate.objects.filter(hall_id=hall_id).order_by("effective_from", "id")


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
    """The domain names that halls answer at, those that they have left and keep included."""
    left = FormerAddress.objects.filter(kind=FormerAddress.Kind.DOMAIN, freed_at=None)
    return frozenset(Hall.objects.exclude(domain="").values_list("domain", flat=True)) | frozenset(
        left.values_list("name", flat=True)
    )


def former_address(kind: str, name: str) -> FormerAddress | None:
    """The address that a hall has left and keeps, with the hall."""
    rows = FormerAddress.objects.filter(kind=kind, name=name, freed_at=None)
    return rows.select_related("hall").first()


def former_addresses(hall_id: UUID) -> list[FormerAddress]:
    """Every address that the hall has left and keeps, the last one first."""
    return list(FormerAddress.objects.filter(hall_id=hall_id, freed_at=None).order_by("-left_at", "name"))


def drafts_of(by: Actor) -> list[HallDraft]:
    """The halls that the operator prepares and has not opened yet, the newest work first."""
    return list(HallDraft.objects.filter(maker_id=by.person_id, hall=None).order_by("-changed_at"))


def draft_for(by: Actor, draft_id: UUID) -> HallDraft:
    """One of the operator's own.

    Raises:
        Refused: ``hall_draft.not_found``, also where it is somebody else's or opened already.
    """
    found = HallDraft.objects.filter(id=draft_id, maker_id=by.person_id, hall=None).first()
    if found is None or not by.is_staff:
        raise not_found("hall_draft")
    return found


def drafts_exported(person_id: UUID) -> list[dict[str, str]]:
    """The halls that a person prepares or has opened, as their files."""
    rows = HallDraft.objects.filter(maker_id=person_id).order_by("made_at")
    return [{"name": row.name, "made_at": row.made_at.isoformat(), "file": row.text} for row in rows]
