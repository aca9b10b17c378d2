"""Who is far from every verified client along paid work is hardly believed."""

from __future__ import annotations

import numpy as np

from hirehall.formulas.constants import published
from hirehall.formulas.trust import Paid, trust

RULES = published().trust


def walked(edges: list[tuple[int, int, float]], verified: list[bool], freelancers: int = 5) -> list[float]:
    client, freelancer, weight = zip(*edges, strict=True)
    paid = Paid(np.array(client), np.array(freelancer), np.array(weight, dtype=np.float64))
    return trust(paid, np.array(verified), freelancers=freelancers, rules=RULES).tolist()


def test_a_ring_that_pays_only_itself_gets_the_least() -> None:
    honest = [(0, 0, 100.0), (1, 0, 50.0), (1, 1, 50.0)]
    ring = [(2, 3, 900.0), (3, 3, 900.0), (2, 4, 900.0)]
    found = walked([*honest, *ring], [True, False, False, False])
    assert found[0] == 1.0
    assert found[1] > 5 * RULES.least
    assert found[2:] == [RULES.least, RULES.least]


def test_work_between_linked_accounts_carries_nothing() -> None:
    found = walked([(0, 0, 100.0), (1, 0, 0.0), (1, 1, 10.0)], [True, False])
    assert found == [1.0, RULES.least]


def test_a_hall_that_has_verified_nobody_does_not_use_trust() -> None:
    assert walked([(0, 0, 10.0), (1, 1, 10.0)], [False, False]) == [1.0, 1.0]


def test_a_client_who_has_paid_for_nothing_yet_gets_the_least_unless_verified() -> None:
    assert walked([(0, 0, 10.0)], [True, False, True]) == [1.0, RULES.least, 1.0]
