"""Batches: the readings of several clients as one number, so coarse that no answer can be told from it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from hirehall.formulas.constants import PrivacyConstants


def common(reading: ArrayLike, precision: ArrayLike, rules: PrivacyConstants) -> tuple[float, float]:
    """The reading and the precision that each contract of a batch carries.

    Args:
        reading: of each contract of which something was told (n,), less the severity of its client.
        precision: of every contract of the batch (m,), 0 where nothing was told.
    """
    mean = float(np.mean(np.asarray(reading, dtype=np.float64)))
    said = float(np.mean(np.asarray(precision, dtype=np.float64)))
    steps = round(mean / rules.step)
    most = round(rules.furthest / rules.step)
    return max(-most, min(most, steps)) * rules.step, max(
        1, round(said / rules.precision_step)
    ) * rules.precision_step


def filled(waiting: Sequence[tuple[Hashable, bool]], rules: PrivacyConstants) -> list[list[int]]:
    """Which of the waiting contracts are batches by now, by their positions.

    Args:
        waiting: counterparty, and whether anything was told, in the order in which they became visible. Where nothing
            was told, the contract goes with the others and makes the batch no fuller.
    """
    found: list[list[int]] = []
    batch: list[int] = []
    who: set[Hashable] = set()
    for place, (counterparty, told) in enumerate(waiting):
        batch.append(place)
        if told:
            who.add(counterparty)
        if len(who) >= rules.counterparties:
            found.append(batch)
            batch, who = [], set()
    return found
