from collections.abc import Iterator

import pytest

from hirehall.money import invariants
from tests.makers.trial import Desk, make_desk


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    """After each story the books are right; a loss that the hall bears may leave it short, and nothing else."""
    yield make_desk(**{"trial.pot_percent": 50})
    assert invariants.check() == []
