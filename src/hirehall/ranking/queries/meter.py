"""How many newcomers a hall can place a month, from what it did in the last months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, require_staff_of
from hirehall.skills.models import Category

MONTHS = 3
DAYS = 30 * MONTHS


@dataclass(frozen=True, slots=True)
class Intake:
    """A field over the last three months.

    Attributes:
        briefs: published in it.
        hires: of them led to a contract.
        first: of those, how many were somebody’s first contract in the hall.
        lane: how many of the briefs were open to first-timers.
        lane_first: how many of the first contracts came of those.
        lane_open: places that are open to first-timers now.
        waiting: available people who have not finished a contract.
    """

    name: str
    briefs: int
    hires: int
    first: int
    lane: int
    lane_first: int
    lane_open: int
    waiting: int

    @property
    def a_month(self) -> float:
        return self.first / MONTHS

    @property
    def months_to_wait(self) -> float | None:
        """How long placing everybody who waits would take at this pace; None where nobody was placed."""
        return self.waiting / self.a_month if self.first else None


def intake(by: Actor, hall_id: UUID) -> list[Intake]:
    """The fields of the hall with briefs or with people who wait. One statement."""
    require_staff_of(by, hall_id)
    since = clock.now() - timedelta(days=DAYS)
    rows = Category.objects.raw(
        """
        WITH begun AS (
          SELECT id, started_at, row_number() OVER (PARTITION BY freelancer_id ORDER BY started_at, id) AS number
          FROM contracts_contract WHERE hall_id = %(hall)s
        ), briefs AS (
          SELECT b.category_id, count(*) FILTER (WHERE b.published_at > %(since)s) AS briefs,
            count(c.id) FILTER (WHERE c.started_at > %(since)s) AS hires,
            count(c.id) FILTER (WHERE c.started_at > %(since)s AND c.number = 1) AS first,
            count(*) FILTER (WHERE b.first_timers AND b.published_at > %(since)s) AS lane,
            count(c.id) FILTER (WHERE b.first_timers AND c.started_at > %(since)s AND c.number = 1) AS lane_first,
            count(*) FILTER (WHERE b.first_timers AND b.state = 'published') AS lane_open
          FROM market_brief b LEFT JOIN begun c ON c.id = b.contract_id WHERE b.hall_id = %(hall)s
          GROUP BY b.category_id
        )
        SELECT k.id, k.name, COALESCE(b.briefs, 0) AS briefs, COALESCE(b.hires, 0) AS hires,
          COALESCE(b.first, 0) AS first, COALESCE(b.lane, 0) AS lane, COALESCE(b.lane_first, 0) AS lane_first,
          COALESCE(b.lane_open, 0) AS lane_open,
          (SELECT count(*) FROM market_freelancer_listing l WHERE l.hall_id = k.hall_id AND l.listed
            AND l.availability <> 'not' AND l.contracts_finished = 0 AND l.category_ids @> ARRAY[k.id]) AS waiting
        FROM skills_category k LEFT JOIN briefs b ON b.category_id = k.id
        WHERE k.hall_id = %(hall)s AND k.closed_at IS NULL ORDER BY k.position, k.name
        """,
        {"hall": hall_id, "since": since},
    )
    names = ("name", "briefs", "hires", "first", "lane", "lane_first", "lane_open", "waiting")
    found = [Intake(**{name: getattr(row, name) for name in names}) for row in rows]
    return [one for one in found if one.briefs or one.waiting]
