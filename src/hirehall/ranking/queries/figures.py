"""A hall's own figures for the simulator: what it is like in numbers, none of which is about one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.ids import first_id_at
from hirehall.foundation.refused import Refused

WEEKS = 52
LEAST = 20
"""Fewer paid contracts, clients or freelancers than this say something about single people."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The last year of a hall, each figure to two digits.

    Attributes:
        jobs_a_week: briefs published, and contracts begun without one.
        joiners_a_week: people who were listed for the first time.
        families: fields in which work was asked for.
        value_spread: of what was paid in a contract, standard deviation of its logarithm.
        responds: the share of clients who answer about work that has ended.
        goes_back: the share of paid contracts with somebody whom the client had paid before.
    """

    jobs_a_week: int
    freelancers: int
    joiners_a_week: int
    families: int
    clients: int
    value_spread: float
    responds: float
    goes_back: float


def figures(by: Actor, hall_id: UUID) -> Figures:
    """One statement.

    Raises:
        Refused: the hall is too young or too small for figures that are about nobody.
    """
    require_operator(by, hall_id=hall_id)
    since = clock.now() - timedelta(weeks=WEEKS)
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"hall": hall_id, "since": since, "first_id": first_id_at(since)})
        row: tuple[Any, ...] = cursor.fetchall()[0]
    first, asked, clients, families, paid, spread, back, asked_after, answered, here, new = row
    if min(paid, clients, here) < LEAST:
        raise Refused(
            "too_few",
            f"In the last year this hall has had {paid} paid contracts, {clients} clients and {here} freelancers."
            f" With fewer than {LEAST} of any, figures would be about single people.",
        )
    weeks = _weeks_of(max(first, since))
    return Figures(
        jobs_a_week=max(1, round(asked / weeks)),
        freelancers=int(_two_digits(here)),
        joiners_a_week=round(new / weeks),
        families=max(1, families),
        clients=int(_two_digits(clients)),
        value_spread=_two_digits(spread or 0.0),
        responds=_two_digits(answered / max(1, asked_after)),
        goes_back=_two_digits(back / paid),
    )


def _weeks_of(since: datetime) -> float:
    return max(4.0, (clock.now() - since) / timedelta(weeks=1))


def _two_digits(number: float) -> float:
    return float(f"{number:.2g}")


_SQL = """
WITH asked AS (
  SELECT published_at AS at, client_id, organisation_id, category_id FROM market_brief
    WHERE hall_id = %(hall)s AND published_at > %(since)s
  UNION ALL
  SELECT started_at, client_id, organisation_id, NULL FROM contracts_contract
    WHERE hall_id = %(hall)s AND started_at > %(since)s AND brief_id IS NULL
), paid AS (
  SELECT id, ln(paid_minor) AS worth, together FROM reputation_review_window
    WHERE hall_id = %(hall)s AND ended_at > %(since)s
), said AS (
  SELECT i.state FROM reputation_review_invitation i JOIN paid ON paid.id = i.window_id
    WHERE i.direction = 'of_freelancer' AND i.state <> 'open'
)
SELECT
  COALESCE((SELECT min(at) FROM asked), now()),
  (SELECT count(*) FROM asked),
  (SELECT count(DISTINCT COALESCE(organisation_id, client_id)) FROM asked),
  (SELECT count(DISTINCT category_id) FROM asked),
  (SELECT count(*) FROM paid),
  (SELECT stddev_samp(worth) FROM paid),
  (SELECT count(*) FROM paid WHERE together > 1),
  (SELECT count(*) FROM said),
  (SELECT count(*) FROM said WHERE state = 'answered'),
  (SELECT count(*) FROM market_freelancer_listing WHERE hall_id = %(hall)s AND listed),
  (SELECT count(*) FROM market_freelancer_listing WHERE hall_id = %(hall)s AND id >= %(first_id)s)
"""
