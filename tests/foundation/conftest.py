from __future__ import annotations

from collections.abc import Iterator

import pytest
from procrastinate.contrib.django import app

from hirehall.foundation import jobs


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def listener(heard: list[str]) -> Iterator[jobs.Job]:
    """A background job that notes the id of the fact it reacted to."""

    @jobs.job("test.hear_of_it")
    def hear_of_it(fact_id: str) -> None:
        heard.append(fact_id)

    yield hear_of_it
    del app.tasks["test.hear_of_it"]
