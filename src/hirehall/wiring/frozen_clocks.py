"""How the clocks of each engagement model move on when a frozen contract runs on. The whole table, in one place."""

from __future__ import annotations

from hirehall.contracts.operations import CLOCKS, MoveClocks
from hirehall.engagements.milestone.operations import stop_clocks_for

TABLE: dict[str, MoveClocks] = {
    "milestone": stop_clocks_for,
}


def fill() -> None:
    """Tell ``contracts`` whom to call; called once when the installation starts."""
    CLOCKS.update(TABLE)
