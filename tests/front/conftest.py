"""A hall with fees, for every page."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from hirehall.money.operations import set_founding_schedule
from tests.makers.base import make_hall


@pytest.fixture
def hall(db: None) -> Any:
    made = make_hall()
    with transaction.atomic():
        set_founding_schedule(made.id)
    return made
