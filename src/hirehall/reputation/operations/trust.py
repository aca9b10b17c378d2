"""The nightly walk of trust over everything that was paid, and who shares a payout account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from uuid import UUID

import numpy as np
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Coalesce

from hirehall.formulas import standing as formula
from hirehall.formulas import trust as formulas
from hirehall.formulas.constants import Constants, published
from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.money.queries import people_paid_alike
from hirehall.reputation.models import LinkedPair, RaterTrust, ReviewWindow, TrustNight, Verification
from hirehall.reputation.queries.pieces import trust_of


@dataclass(frozen=True, slots=True)
class Walk:
    """What one walk says: how far each client who has paid, or is verified, is believed.

    Attributes:
        by_party: one of the published levels each; 1 for everybody where the walk is not used.
    """

    by_party: Mapping[UUID, float]
    verified: int
    clients: int
    edges: int
    reached: int
    is_used: bool


def refresh_trust() -> TrustNight:
    """Tonight's walk, stored once a day; only what changed is written. Who comes second finds it done."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('trust', 5))")
    done = TrustNight.objects.filter(day=now.date()).first()
    if done is not None:
        return done
    find_links(at=now)
    constants = published()
    walk = walked(now, constants)
    night = TrustNight.objects.create(
        id=new_id(), day=now.date(), at=now, version=constants.version, verified=walk.verified, clients=walk.clients,
        edges=walk.edges, reached=walk.reached, is_used=walk.is_used,
    )  # fmt: skip
    before = trust_of(list(walk.by_party))
    RaterTrust.objects.bulk_create(
        (
            RaterTrust(id=new_id(), party_id=party, night=night, at=now, trust=trust)
            for party, trust in walk.by_party.items()
            if before.get(party, 1.0) != trust
        ),
        batch_size=5000,
    )
    return night


def find_links(*, at: datetime) -> None:
    """Each two people who share a payout account, of whom one has paid the other."""
    for mark, people in people_paid_alike():
        pairs = ReviewWindow.objects.filter(client_id__in=people, freelancer_id__in=people)
        for client_id, freelancer_id in pairs.order_by().values_list("client_id", "freelancer_id").distinct():
            LinkedPair.objects.get_or_create(
                client_id=client_id, freelancer_id=freelancer_id, mark=mark,
                defaults={"id": new_id(), "found_at": at},
            )  # fmt: skip


def walked(at: datetime, constants: Constants) -> Walk:
    """The walk over what was known at some moment; the same for ever, whatever happens later. Three queries."""
    seeds = set(
        Verification.objects.filter(Q(ended_at=None) | Q(ended_at__gt=at), verified_at__lte=at).values_list(
            Coalesce("organisation_id", "person_id"), flat=True
        )
    )
    linked = set(
        LinkedPair.objects.filter(Q(cleared_at=None) | Q(cleared_at__gt=at), found_at__lte=at).values_list(
            "client_id", "freelancer_id"
        )
    )
    pairs = _pairs(at, linked, constants)
    clients = {party: place for place, party in enumerate(sorted({*seeds, *(pair[0] for pair in pairs)}))}
    freelancers = {one: place for place, one in enumerate(sorted({pair[1] for pair in pairs}))}
    paid = formulas.Paid(
        np.array([clients[client] for client, _ in pairs], dtype=np.intp),
        np.array([freelancers[freelancer] for _, freelancer in pairs], dtype=np.intp),
        np.array(list(pairs.values()), dtype=np.float64),
    )
    verified = np.array([party in seeds for party in clients], dtype=bool)
    found = formulas.trust(paid, verified, freelancers=len(freelancers), rules=constants.trust)
    active = np.bincount(paid.client, minlength=len(clients)) > 0
    used = bool(seeds) and formulas.is_used(found, active, constants.trust)
    levels = formulas.coarse(found, constants.trust) if used else np.ones(len(clients))
    return Walk(
        by_party=dict(zip(clients, levels.tolist(), strict=True)), verified=len(seeds), clients=int(active.sum()),
        edges=len(pairs), reached=int((found[active] > constants.trust.least).sum()) if seeds else 0, is_used=used,
    )  # fmt: skip


def _pairs(
    at: datetime, linked: set[tuple[UUID, UUID]], constants: Constants
) -> dict[tuple[UUID, UUID], float]:
    """What each pair's contracts count together: the worth of each against the median of its currency, the j-th 1/j."""
    rows = list(
        ReviewWindow.objects.filter(opened_at__lte=at)
        .order_by("opened_at", "id")
        .values_list(
            Coalesce("organisation_id", "client_id"),
            "client_id",
            "freelancer_id",
            "currency",
            "paid_minor",
            "together",
        )
    )
    amounts: dict[str, list[int]] = defaultdict(list)
    for _, _, _, currency, paid, _ in rows:
        amounts[currency].append(paid)
    usual = {currency: int(median(every)) for currency, every in amounts.items()}
    worth = formula.value([row[4] for row in rows], [usual[row[3]] for row in rows], constants.standing)
    found: dict[tuple[UUID, UUID], float] = defaultdict(float)
    for (party, client, freelancer, _, _, together), value in zip(rows, worth.tolist(), strict=True):
        found[(party, freelancer)] += 0.0 if (client, freelancer) in linked else value / together
    return found
