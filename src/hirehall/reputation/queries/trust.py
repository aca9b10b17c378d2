"""Verified clients, the nights' walks and linked accounts: for the client itself, and for the desk."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from hirehall.foundation.actor import Actor, require_operator
from hirehall.people.models import Organisation
from hirehall.reputation.models import LinkedPair, RaterTrust, TrustNight, Verification

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class OwnClient:
    """Somebody as whom the actor hires: themselves (``organisation_id`` None), or an organisation.

    Attributes:
        verification: the running or the latest one.
    """

    organisation_id: UUID | None
    name: str
    verification: Verification | None


def own_clients(actor: Actor) -> list[OwnClient]:
    """Themselves first, then the organisations for which they hire, by name. Two queries."""
    me = actor.require_person()
    houses = [house for house in actor.organisation_ids if actor.may_hire_for(me, house)]
    rows = Verification.objects.filter(Q(person_id=me) | Q(organisation_id__in=houses)).order_by("asked_at")
    latest = {row.party_id: row for row in rows.select_related("person", "organisation")}
    found = [OwnClient(None, "Yourself", latest.get(me))]
    return found + [
        OwnClient(house.id, house.name, latest.get(house.id))
        for house in Organisation.objects.filter(id__in=houses).order_by("name", "id")
    ]


def _verifications(by: Actor) -> QuerySet[Verification]:
    require_operator(by)
    return Verification.objects.select_related("person", "organisation", "asked_by", "decided_by")


def verifications_asked(by: Actor) -> list[Verification]:
    """Who waits for an answer, the oldest first. For operators of the installation."""
    return list(
        _verifications(by).filter(verified_at=None, ended_at=None).order_by("asked_at", "id")[:MOST_LISTED]
    )


def verified_clients(by: Actor) -> list[Verification]:
    """Where the walk begins, the latest first. For operators of the installation."""
    rows = _verifications(by).filter(verified_at__isnull=False, ended_at=None)
    return list(rows.order_by("-verified_at", "id")[:MOST_LISTED])


def links(by: Actor) -> list[LinkedPair]:
    """Linked accounts that are not cleared first, then the others, the latest first."""
    require_operator(by)
    rows = LinkedPair.objects.select_related("client", "freelancer", "cleared_by")
    return [
        *rows.filter(cleared_at=None).order_by("-found_at", "id")[:MOST_LISTED],
        *rows.exclude(cleared_at=None).order_by("-cleared_at", "id")[:MOST_LISTED],
    ]


def latest_night(by: Actor) -> tuple[TrustNight | None, list[tuple[float, int]]]:
    """The latest walk, and how many clients it lets count by each level below the whole."""
    require_operator(by)
    night = TrustNight.objects.order_by("-day").first()
    latest = (
        RaterTrust.objects.order_by("party_id", "-at").distinct("party_id").values_list("trust", flat=True)
    )
    counts: dict[float, int] = {}
    for trust in latest:
        counts[trust] = counts.get(trust, 0) + 1
    return night, sorted(counts.items())
