"""Halls with a starter lane, and briefs in it."""

from __future__ import annotations

from typing import Any

from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.market.models import Brief
from tests.makers.base import make_hall
from tests.makers.market import make_brief

LANE = {"lane.offered": 1, "lane.most_minor": 300_00}


def make_lane_hall(*, slug: str = "lane", lists: dict[str, list[str]] | None = None, **numbers: int) -> Hall:
    """A hall that opens briefs of up to 300.00 to first-timers; ``numbers`` by the last part of their names."""
    named = {f"lane.{name}": value for name, value in numbers.items()}
    return make_hall(slug=slug, name=f"Hall {slug}", of_models=LANE | named, lists=lists or {})


def make_lane_brief(hall: Hall, client: Actor, **changes: Any) -> Brief:
    small = {"budget_min": Money(200_00, hall.currency), "budget_max": Money(280_00, hall.currency)}
    return make_brief(hall, client, first_timers=True, **small | changes)
