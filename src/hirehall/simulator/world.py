"""What the simulated market assumes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any


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
class Attack:
    ring: float
    fakes: int
    fake_worth: float
    buyers: int
    quality: float
    verified: float


@dataclass(frozen=True, slots=True)
class World:
    market: Market
    quality: Quality
    clients: Clients
    stars: Stars
    newcomers: Newcomers
    lane: Lane
    attack: Attack


def assumed(other: Path | None = None) -> World:
    """The settings that are shipped, with the lines of another file in their place.

    Raises:
        ValueError: the file names a line that no part of the simulator reads.
    """
    text = files("hirehall.simulator").joinpath("settings.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    if other is not None:
        _replace(table, tomllib.loads(other.read_text(encoding="utf-8")), str(other))
    return read(table)


def read(table: Mapping[str, Any]) -> World:
    stars = {**table["stars"], "shares": tuple(table["stars"]["shares"])}
    return World(
        market=Market(**table["market"]),
        quality=Quality(**table["quality"]),
        clients=Clients(**table["clients"]),
        stars=Stars(**stars),
        newcomers=Newcomers(**table["newcomers"]),
        lane=Lane(**table["lane"]),
        attack=Attack(**table["attack"]),
    )


def _replace(table: dict[str, Any], other: Mapping[str, Any], where: str) -> None:
    for part, lines in other.items():
        if part not in table or not isinstance(lines, dict):
            raise ValueError(f"{where}: nothing in the simulator is called [{part}].")
        for name, value in lines.items():
            if name not in table[part]:
                raise ValueError(f"{where}: [{part}] has no {name}.")
            table[part][name] = value
