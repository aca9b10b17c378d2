"""How good a ranking is: the usual figures of retrieval, averaged over the questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

DEEPEST = 100


def figures(ranked: Sequence[str], right: Collection[str]) -> dict[str, float]:
    """One question's figures; only the first ``DEEPEST`` places count.

    ``rp5``: of the first five places, how many are right, as a share of what could be (R-precision at five).
    """
    hits = [place for place, one in enumerate(ranked[:DEEPEST], 1) if one in right]
    first = hits[0] if hits else 0
    return {
        "mrr": 1 / first if first else 0.0,
        "map": sum((at + 1) / place for at, place in enumerate(hits)) / len(right),
        "hit@1": float(first == 1),
        "hit@5": float(0 < first <= 5),
        "hit@10": float(0 < first <= 10),
        "recall@10": sum(place <= 10 for place in hits) / len(right),
        "rp5": sum(place <= 5 for place in hits) / min(5, len(right)),
    }


def mean(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    """The mean of each figure over the questions; nothing without any."""
    return {name: round(sum(row[name] for row in rows) / len(rows), 4) for name in rows[0]} if rows else {}
