"""The audit over the whole house: the money module's invariants, given what only higher modules know."""

from __future__ import annotations

from hirehall.money import invariants
from hirehall.money.invariants import Broken


def audit() -> tuple[list[str], list[Broken]]:
    """The names of the invariants that were checked, and what was found broken."""
    return sorted(invariants.CHECKS), list(invariants.check())
