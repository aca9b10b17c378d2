"""The time of one week, and of the last weeks, as columns."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from markupsafe import Markup

from hirehall.engagements.hourly import rules
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.foundation import clock
from hirehall.look import charts

MOST_COLUMNS = 12


def picture_of_weeks(weeks: list[Week], entries: dict[UUID, list[Entry]]) -> Markup:
    """The time of the last weeks as columns; nothing before there are two with time."""
    sums = [(week, sum(row.counted_minutes for row in entries.get(week.id, []))) for week in weeks]
    if sum(1 for _, minutes in sums if minutes) < 2:
        return Markup("")
    begun = [(week, minutes) for week, minutes in sums if minutes or week.starts_at <= clock.now()]
    items = [
        charts.Column(f"{week.starts_at:%-d %b}", minutes, rules.hours_text(minutes))
        for week, minutes in begun[-MOST_COLUMNS:]
    ]
    return charts.columns(items, caption="Hours per week, by its Monday", unit="Hours")


def picture_of(week: Week, entries: list[Entry]) -> Markup:
    """The week's time per day as columns; nothing for a week without time."""
    if not entries:
        return Markup("")
    per_day = [0] * 7
    for row in entries:
        per_day[min(6, (row.starts_at - week.starts_at).days)] += row.counted_minutes
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    items = [
        charts.Column(
            f"{names[place]} {week.starts_at + timedelta(days=place):%-d}", minutes, rules.hours_text(minutes)
        )
        for place, minutes in enumerate(per_day)
    ]
    return charts.columns(items, caption=f"Time per day, {week.title.lower()}", unit="Hours")
