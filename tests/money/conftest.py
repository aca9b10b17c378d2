"""After every test of money, the books must be right."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hirehall.money import invariants
from hirehall.money.rails.sandbox.rail import SandboxRail


@pytest.fixture
def books(db: None) -> Iterator[type[invariants.Broken]]:
    """Checks every invariant after the test."""
    yield invariants.Broken
    assert invariants.check() == []


def holds(currency: str = "EUR") -> int:
    """What the sandbox's own books hold for us, in minor units."""
    return SandboxRail().holds(currency).minor
