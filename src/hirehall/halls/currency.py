"""What stands in the way of another currency. Filled by ``wiring/hall_currency.py``."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from hirehall.foundation.actions import CONSTRAINTS

# what it is called, for one and for several -> how many of it the hall has
Counter = Callable[[UUID], int]

# The database refuses what was about to be written in a currency that the hall has left meanwhile.
CONSTRAINTS["currency_of_its_hall"] = (
    "hall.currency_moved",
    "The hall counts in another currency since a moment ago. Look at the amounts again, and send it once more.",
)
MOVED: dict[str, Counter] = {}
PRICED: dict[tuple[str, str], Counter] = {}


def was_money_moved(hall_id: UUID) -> bool:
    """Whether any money was ever moved, held, or asked for here."""
    return any(count(hall_id) for count in MOVED.values())


def priced_things(hall_id: UUID) -> list[tuple[str, int]]:
    """What is open here with a price in the hall's currency, with how many there are."""
    found = [(names, count(hall_id)) for names, count in PRICED.items()]
    return [(names[many != 1], many) for names, many in found if many]
