"""How what is known of a person becomes an input of the ranking, and how a place is put into words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from hirehall.formulas.constants import InputConstants, RankingConstants
from hirehall.formulas.normal import Flags, Numbers, Places
from hirehall.formulas.ranking import TERMS, lane_slate, slate
from hirehall.look.formats import plural

LEADS, FOLLOWS = "leads", "follows"
"""Where somebody stands in the lane: among the first-timers who come first, or after them."""
WORDS = {
    "fit": "skill fit",
    "standing": "track record",
    "allowance": "new here",
    "ready": "answers and is free",
    "over_budget": "rate over budget",
    "tier": "level asked for",
}
LEAST_SHOWN = 0.05
NEAR_SHOWN = 2


def fit(share: Numbers, field: Numbers, text: Numbers, known: InputConstants) -> Numbers:
    """Shares of the asked skills (0..1), whether the field is theirs, and the rank of their words, in units of fit."""
    words = np.minimum(1.0, text / known.text_full)
    covers = known.covers_skills * share + known.covers_field * field + known.covers_text * words
    return np.asarray((covers - known.fit_centre) / known.fit_spread)


def ready(now: Flags, days: Numbers, answered: Numbers, asked: Numbers, known: InputConstants) -> Numbers:
    """The chance that somebody answers an invitation and is free for it."""
    later = np.where(days <= known.soon_days, known.free_soon, known.free_later)
    free = np.where(now, known.free_now, later)
    return np.asarray(free * (answered + known.answered_before) / (asked + known.asked_before))


def over_budget(rate: Numbers, budget: float, known: InputConstants) -> Numbers:
    """How far one day at somebody's rate is over the whole budget; briefs name a sum, not an hour."""
    if budget <= 0:
        return np.zeros_like(rate)
    return np.asarray(np.maximum(0.0, rate * known.hours_of_a_day / budget - 1))


def arrange(score: Numbers, lack: Numbers, first: Flags, rules: RankingConstants) -> Places:
    """The slate; of a brief that is open to first-timers, who are named by ``first``, the one that they lead."""
    shown = lane_slate(score, first, rules) if first.any() else slate(score, lack, rules)
    return np.asarray(shown[shown >= 0])


def contenders(score: Numbers, lack: Numbers, first: Flags, rules: RankingConstants) -> Places:
    """Who stands in a place or nearly did, in the order of the candidates: of them alone the same slate comes."""
    order = np.argsort(-score, kind="stable")
    order = order[np.isfinite(score[order])]
    others = order[rules.upper_places :]
    waiting = others[np.argsort(-lack[others], kind="stable")]
    leading = order[first[order]]
    return np.unique(
        np.concatenate([order[: rules.places], waiting[: rules.places], leading[: rules.places]])
    )


def signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−") if abs(round(value, 1)) > 0 else "±0"


def why_line(terms: Sequence[float], medians: Sequence[float], says: dict[str, Any]) -> str:
    """A place in one line: each term against the median candidate, with what is behind it."""
    parts = []
    for name, term, median in zip(TERMS, terms, medians, strict=True):
        off = term - median
        if name != "fit" and abs(off) < LEAST_SHOWN:
            continue
        behind = detail(name, says)
        parts.append(f"{WORDS[name]} {signed(off)}{f' ({behind})' if behind else ''}")
    return " · ".join(parts)


def detail(name: str, says: dict[str, Any]) -> str:
    """What a term is made of, in a few words."""
    if name == "fit":
        if not says["must"]:
            return "no skills were asked for"
        near = "".join(f"; {one} is near to {asked}" for asked, one in says["near"][:NEAR_SHOWN])
        missing = f"; missing {', '.join(says['missing'])}" if says["missing"] else ""
        return f"{says['has']} of {says['must']}{near}{missing}"
    if name == "standing":
        if not says["contracts"]:
            return "no contracts yet"
        contracts, clients = plural(says["contracts"], "contract"), plural(says["clients"], "client")
        return f"{contracts}, answers of {clients}" if says["clients"] else f"{contracts}, no answers yet"
    if name == "ready":
        return str(says["free"])
    return ""
