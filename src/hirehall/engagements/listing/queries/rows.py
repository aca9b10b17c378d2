"""How positions and what hangs on them are obtained, and what they are screened by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hirehall.engagements.listing import rules
from hirehall.engagements.listing.models import Position, Report, Screening, Tracked
from hirehall.engagements.listing.rules.domains import domain_of, host_of
from hirehall.engagements.listing.rules.signals import Known
from hirehall.engagements.listing.states import DepositState, State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall, served_by
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now

PAGE, LARGEST_PAGE = 20, 100
MOST_WAITING = 100
MOST_DOMAINS = 2_000
RATES_NEEDED = 5


@dataclass(frozen=True, slots=True)
class ScreeningRules:
    """By what the desk screens now."""

    checks: tuple[str, ...]
    free_mail: frozenset[str]
    hosts: frozenset[str]
    since: datetime | None


def screening_now(hall_id: UUID) -> ScreeningRules:
    """The list in force; what the house comes with where the hall has dated none. One query."""
    rows = Screening.objects.filter(hall_id=hall_id, effective_from__lte=clock.now())
    row = rows.order_by("-effective_from").first()
    if row is None:
        return ScreeningRules(rules.CHECKS, frozenset(rules.FREE_MAIL), frozenset(rules.HOSTS), None)
    return ScreeningRules(
        tuple(row.checks), frozenset(row.free_mail), frozenset(row.hosts), row.effective_from
    )


def screenings(hall_id: UUID) -> list[Screening]:
    """Every dated list of the hall, the latest first. One query."""
    return list(
        Screening.objects.filter(hall_id=hall_id).select_related("made_by").order_by("-effective_from")
    )


def known_of(hall: Hall) -> Known:
    """What a position of the hall is compared with. Four queries."""
    screening = screening_now(hall.id)
    return Known(
        upper=upper_rate(hall),
        far_percent=policy_now(hall.id).number("listing.far_above_percent"),
        free_mail=screening.free_mail,
        hosts=screening.hosts,
        domains=_domains(hall.id),
    )


def upper_rate(hall: Hall) -> Money | None:
    """What nine of ten listed freelancers of the hall ask for an hour at most; None where fewer than five say."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), percentile_disc(0.9) WITHIN GROUP (ORDER BY rate_minor) FROM market_freelancer_listing"
            " WHERE hall_id = %s AND listed AND rate_minor IS NOT NULL AND rate_currency = %s",
            [hall.id, hall.currency],
        )
        count, upper = cursor.fetchone()
    return Money(int(upper), hall.currency) if count >= RATES_NEEDED else None


def _domains(hall_id: UUID) -> dict[str, str]:
    """The domain of each employer who had a position listed here, the latest of each."""
    rows = Position.objects.filter(hall_id=hall_id, listed_at__isnull=False).exclude(closed_by_desk=True)
    told = rows.order_by("-listed_at").values_list("employer", "site")[:MOST_DOMAINS]
    return {employer.casefold(): domain_of(host_of(site)) for employer, site in reversed(list(told))}


def position_for(by: Actor, position_id: UUID) -> Position:
    """A position that the actor may see: one that is or was on the board, their own, or any for the desk.

    Raises:
        Refused: ``position.not_found``.
    """
    there = Position.objects.filter(at_hall(by), id=position_id).select_related(
        "screened_by", "category", "hall"
    )
    row = there.filter(_visible(by)).first()
    if row is None:
        raise not_found("position")
    return row


def _visible(by: Actor) -> Q:
    if by.is_system:
        return Q()
    public = Q(state__in=[State.LISTED, State.CLOSED, State.EXPIRED], closed_by_desk=False)
    if by.is_staff or by.person_id is None:
        return served_by(by) | public
    kept = Exists(Tracked.objects.filter(position_id=OuterRef("pk"), person_id=by.person_id))
    return served_by(by) | public | Q(poster_id=by.person_id) | Q(kept)


def locked(by: Actor, position_id: UUID) -> Position:
    """The same, locked until commit.

    Raises:
        Refused: ``position.not_found``.
    """
    position_for(by, position_id)
    return (
        Position.objects.select_for_update(no_key=True, of=("self",))
        .select_related("hall")
        .get(id=position_id)
    )


def tracked_for(by: Actor, position_id: UUID) -> Tracked | None:
    """What the actor keeps about a position."""
    if by.person_id is None:
        return None
    return Tracked.objects.filter(position_id=position_id, person_id=by.person_id).first()


def savers_of(position_id: UUID) -> list[UUID]:
    """Who keeps it; they are told when it closes."""
    return list(Tracked.objects.filter(position_id=position_id).values_list("person_id", flat=True))


def to_expire(now: datetime) -> list[UUID]:
    due = Position.objects.filter(state=State.LISTED, expires_at__lte=now)
    return list(due.order_by("expires_at").values_list("id", flat=True)[:1000])


def waiting(hall_id: UUID, *, limit: int = MOST_WAITING) -> list[Position]:
    """What waits for the desk, the longest first, with its signals; not what waits for its deposit. Two queries."""
    rows = Position.objects.filter(hall_id=hall_id, state=State.SUBMITTED)
    rows = rows.exclude(deposits__state__in=[DepositState.DUE, DepositState.PAYING])
    return list(
        rows.select_related("poster", "brought_by")
        .prefetch_related("signals")
        .order_by("submitted_at", "id")[:limit]
    )


def to_recheck(hall_id: UUID, *, limit: int = MOST_WAITING) -> list[Position]:
    """Listed positions that members reported, then those whose time for another look has come. Two queries."""
    rows = Position.objects.filter(hall_id=hall_id, state=State.LISTED)
    rows = rows.annotate(open_reports=Count("reports", filter=Q(reports__answered_at=None)))
    due = rows.filter(Q(recheck_at__lte=clock.now()) | Q(open_reports__gt=0))
    return list(due.prefetch_related("reports").order_by("-open_reports", "recheck_at", "id")[:limit])


def open_reports(position_id: UUID) -> QuerySet[Report]:
    return Report.objects.filter(position_id=position_id, answered_at=None)


def sent_in(
    by: Actor, *, after: UUID | None = None, limit: int = PAGE
) -> tuple[Sequence[Position], UUID | None]:
    """What the actor has sent in, the newest first, and where the next page begins. One query."""
    rows = Position.objects.filter(at_hall(by), poster_id=by.require_person())
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows.order_by("-id")[: limit + 1])
    return found[:limit], found[limit - 1].id if len(found) > limit else None
