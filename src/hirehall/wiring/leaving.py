"""What follows in other modules when somebody leaves an organisation. The whole table, in one place."""

from __future__ import annotations

from hirehall.contracts import operations as contracts
from hirehall.people.leaving import FOLLOWS


def fill() -> None:
    """Tell ``people`` whom to tell; called once when the installation starts."""
    FOLLOWS["shares"] = contracts.follow_departure
