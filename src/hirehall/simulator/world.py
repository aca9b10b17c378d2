"""What the simulated market assumes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any, get_type_hints


@dataclass(frozen=True, slots=True)
class Market:
    weeks: int
    switch_at: int
    jobs_a_week: int
    freelancers: int
    joiners_a_week: int
    families: int
    clients: int
    candidates: int
    capacity: int
    longest_job: int
    give_up: float
    retire: float


@dataclass(frozen=True, slots=True)
class Quality:
    spread: float
    drift: float
    fit_spread: float
    luck: float


@dataclass(frozen=True, slots=True)
class Clients:
    severity: float
    rater_noise: float
    responds: float
    screening_noise: float
    dislike_of_risk: float
    taste: float
    outside: float
    examines: float
    tells_privately: float


@dataclass(frozen=True, slots=True)
class Stars:
    shares: tuple[float, ...]
    soften: float


@dataclass(frozen=True, slots=True)
class Newcomers:
    proof_validity: float
    value_median: float
    value_spread: float


@dataclass(frozen=True, slots=True)
class Lane:
    first_timers: int
    dislike_of_risk: float
    worth: float


@dataclass(frozen=True, slots=True)
class Prices:
    spread: float
    follows: float
    discount: float
    adapts: float
    budgets: float
    matters: float


@dataclass(frozen=True, slots=True)
class Effort:
    slack: float


@dataclass(frozen=True, slots=True)
class Learning:
    returns: float
    content: float
    learns: float


@dataclass(frozen=True, slots=True)
class Leakage:
    fee: float
    pull: float


@dataclass(frozen=True, slots=True)
class Attack:
    ring: float
    fakes: int
    fake_worth: float
    buyers: int
    quality: float
    verified: float


@dataclass(frozen=True, slots=True)
class Bombing:
    targets: float
    lows: int
    worth: float


@dataclass(frozen=True, slots=True)
class Whitewash:
    share: float
    below: float
    quality: float


@dataclass(frozen=True, slots=True)
class Duplicates:
    share: float
    offers: int
    found: float


@dataclass(frozen=True, slots=True)
class Milking:
    share: float
    after: int
    drop: float


@dataclass(frozen=True, slots=True)
class Extortion:
    share: float
    rate: float
    reported: float


@dataclass(frozen=True, slots=True)
class World:
    market: Market
    quality: Quality
    clients: Clients
    stars: Stars
    newcomers: Newcomers
    lane: Lane
    prices: Prices
    effort: Effort
    learning: Learning
    leakage: Leakage
    attack: Attack
    bombing: Bombing
    whitewash: Whitewash
    duplicates: Duplicates
    milking: Milking
    extortion: Extortion


def assumed(other: Path | None = None) -> World:
    """The settings that are shipped, with the lines of another file in their place.

    Raises:
        ValueError: the file names a line that no part of the simulator reads.
    """
    if other is None:
        return with_lines({}, "")
    return with_lines(tomllib.loads(other.read_text(encoding="utf-8")), str(other))


def with_lines(lines: Mapping[str, Any], where: str) -> World:
    """The settings that are shipped, with other lines in their place; ``where`` names these in an error.

    Raises:
        ValueError: no part of the simulator reads one of them.
    """
    table = shipped("settings.toml")
    _replace(table, lines, where)
    return read(table)


def shipped(name: str) -> dict[str, Any]:
    """A file of settings that is part of the simulator."""
    return tomllib.loads(files("hirehall.simulator").joinpath(name).read_text(encoding="utf-8"))


def read(table: Mapping[str, Any]) -> World:
    stars = {**table["stars"], "shares": tuple(table["stars"]["shares"])}
    kinds = get_type_hints(World)
    return World(
        **{part.name: kinds[part.name](**{**table, "stars": stars}[part.name]) for part in fields(World)}
    )


def _replace(table: dict[str, Any], other: Mapping[str, Any], where: str) -> None:
    for part, lines in other.items():
        if part not in table or not isinstance(lines, dict):
            raise ValueError(f"{where}: nothing in the simulator is called [{part}].")
        for name, value in lines.items():
            if name not in table[part]:
                raise ValueError(f"{where}: [{part}] has no {name}.")
            table[part][name] = value
