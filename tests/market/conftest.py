"""A hall, a client and two freelancers."""

from __future__ import annotations

import pytest

from hirehall.foundation.actor import Actor, Hat
from hirehall.halls.models import Hall
from tests.makers.base import actor_of, make_hall, make_person


@pytest.fixture
def hall(db: None) -> Hall:
    return make_hall()


@pytest.fixture
def client_(db: None) -> Actor:
    return actor_of(make_person("Maren Holt", Hat.CLIENT))


@pytest.fixture
def freelancer(db: None) -> Actor:
    return actor_of(make_person("Tomas Reyl"))


@pytest.fixture
def rival(db: None) -> Actor:
    return actor_of(make_person("Ines Quandt"))
