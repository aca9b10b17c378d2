"""Countries, languages and time zones that people choose from, named in English."""

from __future__ import annotations

import zoneinfo
from functools import cache

from babel import Locale

LANGUAGES = (
    "ar bg bn ca cs cy da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk ko lt lv "
    "mk ms mt nb nl pa pl pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur vi yo yue zh zu"
)
NOT_COUNTRIES = frozenset(
    {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "CP", "DG", "EA", "IC", "TA", "CQ"}
)


@cache
def country_names() -> dict[str, str]:
    """ISO 3166 code to name, by name."""
    names = {
        code: name
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


@cache
def language_names() -> dict[str, str]:
    """ISO 639 code to name, by name."""
    names = {code: str(Locale("en").languages[code]) for code in LANGUAGES.split()}
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


@cache
def available_time_zones() -> tuple[str, ...]:
    """Names like ``Europe/Berlin``, and UTC."""
    continents = (
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    )
    return ("UTC", *sorted(name for name in zoneinfo.available_timezones() if name.startswith(continents)))


@cache
def time_zone_choices() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """The zones to choose from, by continent, as people write them: ``Sao Paulo`` under ``America``."""
    continents: dict[str, list[tuple[str, str]]] = {}
    for zone in available_time_zones():
        continent, _, place = zone.partition("/")
        if place:
            continents.setdefault(continent, []).append((zone, place.replace("_", " ").replace("/", ", ")))
    return [("UTC", "UTC"), *continents.items()]
