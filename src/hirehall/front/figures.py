"""Live figures of a hall, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from hirehall.foundation.money import Money
from hirehall.halls.models import Hall

SQL = """
SELECT (SELECT count(*) FROM market_brief
         WHERE hall_id = %(hall)s AND state = 'published' AND visibility = 'public'),
       (SELECT count(*) FROM market_freelancer_listing WHERE hall_id = %(hall)s AND listed),
       (SELECT count(*) FROM contracts_contract WHERE hall_id = %(hall)s AND state <> 'ended'),
       (SELECT count(*) FROM contracts_contract
         WHERE hall_id = %(hall)s AND state = 'ended' AND paid_minor > 0),
       (SELECT coalesce(sum(paid_minor - refunded_minor), 0) FROM contracts_contract
         WHERE hall_id = %(hall)s AND currency = %(currency)s),
       (SELECT coalesce(sum(balance_minor), 0) FROM money_account
         WHERE hall_id = %(hall)s AND kind = 'escrow' AND currency = %(currency)s)
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a hall is made of right now. Amounts are in the hall's currency."""

    open_briefs: int
    freelancers: int
    running: int
    finished: int
    released: Money
    held: Money


def figures(hall: Hall) -> Figures:
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"hall": hall.id, "currency": hall.currency})
        row = cursor.fetchone()
    briefs, freelancers, running, finished, released, held = (int(value) for value in row)
    return Figures(
        briefs,
        freelancers,
        running,
        finished,
        Money(max(released, 0), hall.currency),
        Money(held, hall.currency),
    )


def people_by_hall() -> dict[UUID, int]:
    """How many freelancers are listed in each hall. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hall_id, count(*) FROM market_freelancer_listing WHERE listed GROUP BY hall_id"
        )
        return {hall_id: int(count) for hall_id, count in cursor.fetchall()}
