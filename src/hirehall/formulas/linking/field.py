"""An inverted index over short texts: cosine of weighted counts, in NumPy."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


class Field:
    """Each text as a vector of its pieces (words or runs of letters): 1 + ln(count), times how rare the piece is.

    A piece is held as the rows that have it and their weights, both beside each other in two long arrays.
    """

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        counted = [Counter(text) for text in texts]
        self.size = len(counted)
        spread: Counter[str] = Counter()
        for counts in counted:
            spread.update(counts.keys())
        self.places = {piece: place for place, piece in enumerate(spread)}
        self.rarity = np.array([math.log(1 + self.size / many) for many in spread.values()], dtype=np.float32)
        self.starts = np.concatenate([[0], np.cumsum(list(spread.values()))]).astype(np.int64)
        self._fill(counted)

    def _fill(self, counted: list[Counter[str]]) -> None:
        total = int(self.starts[-1])
        pieces = np.empty(total, dtype=np.int32)
        rows = np.empty(total, dtype=np.int32)
        values = np.empty(total, dtype=np.float32)
        at = 0
        for row, counts in enumerate(counted):
            end = at + len(counts)
            places = np.fromiter((self.places[piece] for piece in counts), dtype=np.int32, count=len(counts))
            many = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
            weights = (1 + np.log(many)) * self.rarity[places]
            length = float(np.sqrt((weights * weights).sum())) or 1.0
            pieces[at:end], rows[at:end], values[at:end] = places, row, weights / length
            at = end
        order = np.argsort(pieces, kind="stable")
        self.rows, self.values = rows[order], values[order]

    def weighed(self, text: Sequence[str]) -> dict[int, float]:
        """The known pieces of a text and their weights; the weights make a vector of length one."""
        counts = Counter(text)
        known = {self.places[piece]: many for piece, many in counts.items() if piece in self.places}
        weights = {place: (1 + math.log(many)) * float(self.rarity[place]) for place, many in known.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {place: weight / length for place, weight in weights.items()}

    def likeness(self, text: Sequence[str]) -> Scores:
        """How like the text each row is, 0..1."""
        found = np.zeros(self.size, dtype=np.float32)
        for place, weight in self.weighed(text).items():
            here = slice(self.starts[place], self.starts[place + 1])
            found[self.rows[here]] += self.values[here] * np.float32(weight)
        return found

    def covered(self, text: Sequence[str]) -> Scores:
        """How much of each row the text has in it, 0..1: 1 where every piece of the row stands in the text."""
        found = np.zeros(self.size, dtype=np.float32)
        for place in {self.places[piece] for piece in text if piece in self.places}:
            here = slice(self.starts[place], self.starts[place + 1])
            found[self.rows[here]] += self.values[here] * self.values[here]
        return found
