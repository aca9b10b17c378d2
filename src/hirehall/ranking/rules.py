"""How what is known of a person becomes an input of the ranking, and how a place is put into words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from hirehall.formulas.constants import RankingConstants
from hirehall.formulas.normal import Flags, Numbers, Places
from hirehall.formulas.ranking import TERMS, lane_slate, slate
from hirehall.look.formats import plural

VERSION = "1"
# Fit: how much of a brief somebody covers (0..1), and what an ordinary candidate covers and differs by, so that one
# unit of fit is about one standard deviation among those who could be shown.
COVERS_SKILLS, COVERS_FIELD, COVERS_TEXT = 0.7, 0.15, 0.15
FIT_CENTRE, FIT_SPREAD = 0.5, 0.25
TEXT_FULL = 0.15  # a text rank from which the words count wholly
FREE_NOW, FREE_SOON, FREE_LATER, SOON_DAYS = 0.95, 0.7, 0.35, 14
ANSWERED_BEFORE, ASKED_BEFORE = 4.0, 5.0  # what is assumed of who was never invited
ANSWER_DAYS = 7
HOURS_OF_A_DAY = 8
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


def fit(share: Numbers, field: Numbers, text: Numbers) -> Numbers:
    """Shares of the asked skills (0..1), whether the field is theirs, and the rank of their words, in units of fit."""
    covers = COVERS_SKILLS * share + COVERS_FIELD * field + COVERS_TEXT * np.minimum(1.0, text / TEXT_FULL)
    return np.asarray((covers - FIT_CENTRE) / FIT_SPREAD)


def ready(now: Flags, days: Numbers, answered: Numbers, asked: Numbers) -> Numbers:
    """The chance that somebody answers an invitation and is free for it."""
    free = np.where(now, FREE_NOW, np.where(days <= SOON_DAYS, FREE_SOON, FREE_LATER))
    return np.asarray(free * (answered + ANSWERED_BEFORE) / (asked + ASKED_BEFORE))


def over_budget(rate: Numbers, budget: float) -> Numbers:
    """How far one day at somebody's rate is over the whole budget; briefs name a sum, not an hour."""
    if budget <= 0:
        return np.zeros_like(rate)
    return np.asarray(np.maximum(0.0, rate * HOURS_OF_A_DAY / budget - 1))


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
