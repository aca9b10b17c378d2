"""Where a hall's midnight is, now and at any other time."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Subquery

from hirehall.halls.models import Hall, HallZone


def zones_of(hall: Hall) -> list[HallZone]:
    """Every version, the newest first, the one that the hall was opened with included. One query."""
    rows = list(HallZone.objects.filter(hall=hall).order_by("-effective_from"))
    return rows or [HallZone(hall=hall, time_zone=hall.time_zone, effective_from=hall.opened_at)]


def halls_with_another_zone(now: datetime) -> list[UUID]:
    """Whose newest zone that counts by now is not the one that they have."""
    newest = HallZone.objects.filter(hall=OuterRef("pk"), effective_from__lte=now).order_by("-effective_from")
    halls = Hall.objects.annotate(newest=Subquery(newest.values("time_zone")[:1])).exclude(newest=None)
    return list(halls.exclude(newest=F("time_zone")).values_list("id", flat=True))


def midnight(day: date, zones: list[HallZone]) -> datetime:
    """When the day begins in the hall: in the newest zone that counts by then. Nothing falls between two days."""
    for row in zones:
        begins = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(row.time_zone))
        if begins >= row.effective_from:
            return begins
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zones[-1].time_zone))
