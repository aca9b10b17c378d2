"""Dates that are counted in months."""

from __future__ import annotations

import calendar
from datetime import datetime


def months_after(at: datetime, months: int) -> datetime:
    """The same day some months later, or that month's last day."""
    year, month = divmod(at.year * 12 + at.month - 1 + months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, calendar.monthrange(year, month + 1)[1]))
