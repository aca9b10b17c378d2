"""A slate: computed for a brief and a day, kept, and computed again from what was kept."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np

from hirehall.formulas.constants import Constants, RankingConstants, published
from hirehall.formulas.normal import Numbers
from hirehall.formulas.ranking import Candidates, terms
from hirehall.foundation.actor import Actor, require_staff_of
from hirehall.look.formats import plural
from hirehall.market.models import Brief
from hirehall.ranking import rules
from hirehall.ranking.models import Shown, Slate
from hirehall.ranking.queries.candidates import INPUTS, Pool, pool_of
from hirehall.skills.models import Skill


@dataclass(frozen=True, slots=True)
class Place:
    """One place as it was computed."""

    person_id: UUID
    number: int
    rank: int
    floor: bool
    score: float
    terms: list[float]
    says: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Computed:
    """A slate before it is kept."""

    version: str
    constants: dict[str, Any]
    pool: int
    medians: list[float]
    contenders: list[dict[str, Any]]
    places: list[Place]


# The inputs are kept with a slate, so that one made of other weights of fit and readiness replays as well.
REPLAYED = ("1.1", "1.2")


def version_of(constants: Constants) -> str:
    """The formulas' version and that of the inputs."""
    return f"{constants.version}.{constants.inputs.version}"


def compute(brief: Brief, day: date, *, first_timers: bool, constants: Constants | None = None) -> Computed:
    """Who is shown for a brief on a day; the same for the same evidence. Two queries, and what standings take."""
    constants = constants or published()
    pool = pool_of(brief, day, constants, first_timers=first_timers)
    weights = constants.ranking
    each = terms(pool.inputs, weights)
    able = np.flatnonzero(pool.eligible)
    score = np.where(pool.eligible, each.sum(axis=-1), -np.inf)
    first = pool.newcomer & pool.eligible
    rank = np.empty(len(score), dtype=np.intp)
    rank[np.argsort(-score, kind="stable")] = np.arange(1, len(score) + 1)
    close = rules.contenders(score, pool.lack, first, weights) if len(able) else able
    contenders = [
        {
            "person": str(pool.people[at]),
            "rank": int(rank[at]),
            "lack": float(pool.lack[at]),
            "first": bool(first[at]),
            "inputs": {name: float(getattr(pool.inputs, name)[at]) for name in INPUTS},
        }
        for at in close
    ]
    medians = np.median(each[able], axis=0) if len(able) else np.zeros(each.shape[-1])
    numbers = {person: at for at, person in enumerate(pool.people)} if len(able) else {}
    return Computed(
        version=version_of(constants),
        constants=asdict(weights) | _without_version(constants),
        pool=len(able),
        medians=[float(one) for one in medians],
        contenders=contenders,
        places=_with_words(_placed(contenders, weights), pool, numbers),
    )


def _without_version(constants: Constants) -> dict[str, float]:
    return {name: value for name, value in asdict(constants.inputs).items() if name != "version"}


def _placed(contenders: list[dict[str, Any]], weights: RankingConstants) -> list[Place]:
    """The places, from the inputs of those who can stand in one. This alone decides, today and at a replay."""
    if not contenders:
        return []
    columns = {name: np.asarray([one["inputs"][name] for one in contenders]) for name in INPUTS}
    columns["tier_asked"] = columns["tier_asked"].astype(bool)
    each = terms(Candidates(**columns), weights)
    score: Numbers = np.asarray(each.sum(axis=-1))
    lack = np.asarray([one["lack"] for one in contenders], dtype=np.float64)
    first = np.asarray([one["first"] for one in contenders], dtype=bool)
    lane = bool(first.any())
    return [
        Place(
            person_id=UUID(contenders[at]["person"]),
            number=number,
            rank=contenders[at]["rank"],
            floor=not lane
            and bool(lack[at] > 0)
            and number > weights.upper_places
            and contenders[at]["rank"] > number,
            score=float(score[at]),
            terms=[float(one) for one in each[at]],
            says={
                "lane": (rules.LEADS if first[at] and number <= weights.first_timers else rules.FOLLOWS)
                if lane
                else ""
            },
        )
        for number, at in enumerate(rules.arrange(score, lack, first, weights), start=1)
    ]


def _in_lane(lane: bool, leads: bool) -> str:
    if not lane:
        return ""
    return rules.LEADS if leads else rules.FOLLOWS


def _with_words(places: list[Place], pool: Pool, numbers: dict[UUID, int]) -> list[Place]:
    names = dict([*pool.must, *pool.nice])
    standing_in = {near.claimed_id for place in places for near in pool.fits[numbers[place.person_id]].near}
    names.update(Skill.objects.filter(id__in=standing_in - set(names)).values_list("id", "name"))
    found = []
    for place in places:
        at = numbers[place.person_id]
        fits = pool.fits[at]
        says = place.says | {
            "must": len(pool.must),
            "has": sum(skill_id in fits.matched for skill_id, _ in pool.must),
            "near": [[names[near.asked_id], names[near.claimed_id]] for near in fits.near],
            "missing": [name for skill_id, name in pool.must if skill_id in fits.missing],
            "contracts": int(pool.contracts[at]),
            "clients": int(pool.clients[at]),
            "family": bool(pool.family[at]),
            "seen": int(pool.exposure[at]),
            "free": "free now" if pool.now[at] else _free_in(int(pool.days[at])),
        }
        found.append(replace(place, says=says))
    return found


def _free_in(days: int) -> str:
    return "free later" if days >= 999 else f"free in {plural(days, 'day')}"


def slate_of(brief: Brief, day: date) -> Slate | None:
    """What was shown for the brief on a day, as it stands now."""
    rows = Slate.objects.filter(brief_id=brief.id, day=day, revision=brief.revision)
    return rows.prefetch_related("places").first()


@dataclass(frozen=True, slots=True)
class Replayed:
    """A kept slate, computed again from its inputs under its own constants.

    Attributes:
        identical: None where other formulas made it, which only the release of that version computes.
    """

    slate: Slate
    identical: bool | None
    differs: tuple[str, ...]


def replay(slate: Slate) -> Replayed:
    """Compute a kept slate again; identical to the last bit, or what differs."""
    if slate.version not in REPLAYED:
        return Replayed(slate, None, ())
    again = _placed(slate.contenders, _weights_of(slate))
    kept = sorted(slate.places.all(), key=lambda row: row.number)
    differs = []
    if [row.person_id for row in kept] != [one.person_id for one in again]:
        differs.append("who stands where")
    else:
        for row, one in zip(kept, again, strict=True):
            if row.terms != one.terms or row.score != one.score:
                differs.append(f"the terms of place {row.number}")
    return Replayed(slate, not differs, tuple(differs))


def _weights_of(slate: Slate) -> RankingConstants:
    names = [field.name for field in fields(RankingConstants)]
    return RankingConstants(**{name: slate.constants[name] for name in names})


def latest_replayed(by: Actor, hall_id: UUID, *, limit: int = 20) -> list[Replayed]:
    """The hall's latest slates, each computed again. Two queries."""
    require_staff_of(by, hall_id)
    rows = Slate.objects.filter(hall_id=hall_id).select_related("brief", "category")
    return [replay(slate) for slate in rows.prefetch_related("places").order_by("-made_at")[:limit]]


def line_of(shown: Shown, slate: Slate) -> str:
    """A kept place in one line."""
    return rules.why_line(shown.terms, slate.medians, shown.says)
