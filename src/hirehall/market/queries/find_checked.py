"""What the hall has checked of somebody, as conditions of a search: screened here, or certified by a test here."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from hirehall.foundation import clock

_VETTED = (
    "EXISTS (SELECT FROM vetting_vetted v WHERE v.hall_id = l.hall_id AND v.person_id = l.person_id"
    " AND v.ended_at IS NULL AND (v.expires_at IS NULL OR v.expires_at > %s))"
)
_CERTIFIED = (
    "EXISTS (SELECT FROM vetting_certificate c WHERE c.hall_id = l.hall_id AND c.person_id = l.person_id"
    " AND c.shown AND (c.expires_at IS NULL OR c.expires_at > %s){skills})"
)
# by the skill of its test, which may have gone on under the successor of a retired one
_IN_SKILLS = (
    " AND EXISTS (SELECT FROM vetting_sitting t JOIN vetting_bank b ON b.id = t.bank_id"
    " WHERE t.id = c.sitting_id AND b.skill_id = ANY (%s::uuid[]))"
)


def vetted_sql() -> tuple[str, list[Any]]:
    """Screened by this hall, and still."""
    return _VETTED, [clock.now()]


def certified_sql(skills: tuple[UUID, ...]) -> tuple[str, list[Any]]:
    """With a valid certificate of this hall that the person shows: in one of these skills, where some are asked for."""
    values: list[datetime | list[UUID]] = [clock.now()]
    if not skills:
        return _CERTIFIED.format(skills=""), values
    return _CERTIFIED.format(skills=_IN_SKILLS), [*values, list(skills)]


def checked_columns(kind: str, skills: tuple[UUID, ...]) -> tuple[str, list[Any]]:
    """Both as columns beside those that are counted; only people are checked."""
    if kind != "freelancers":
        return "false AS is_vetted, false AS is_certified", []
    vetted, when = vetted_sql()
    certified, values = certified_sql(skills)
    return f"{vetted} AS is_vetted, {certified} AS is_certified", [*when, *values]
