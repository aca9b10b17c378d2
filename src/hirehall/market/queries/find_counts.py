"""The counts beside the filters: one query over the newest matches, and the names of what was counted."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

from babel import Locale
from django.core.cache import caches

from hirehall.market.queries.find_checked import checked_columns
from hirehall.market.queries.find_shapes import Asked, Counts, Option
from hirehall.market.queries.find_sql import Where, rows

SAMPLE = 2000
KEPT_SECONDS = 30
SKILLS_SHOWN = 12
AVAILABILITY = {"now": "Available now", "from_date": "Available later", "not": "Not available"}

KINDS: dict[str, dict[str, str]] = {
    "freelancers": {
        "columns": "l.skill_ids, l.category_ids, l.availability, l.languages, l.contracts_finished = 0 AS is_new,"
        " false AS is_lane",
        "source": "market_freelancer_listing l",
        "recent": "l.changed_at",
        "category": "%s::uuid = ANY (s.category_ids)",
    },
    "briefs": {
        "columns": "l.skill_ids, ARRAY[l.category_id] AS category_ids, ''::text AS availability,"
        " ARRAY[]::varchar[] AS languages, l.proposal_count < 5 AS is_new, l.first_timers AS is_lane",
        "source": "market_brief l",
        "recent": "l.published_at",
        "category": "%s::uuid = ANY (s.category_ids)",
    },
    "services": {
        "columns": "l.skill_ids, ARRAY[l.category_id] AS category_ids, ''::text AS availability,"
        " ARRAY[]::varchar[] AS languages, l.orders_done = 0 AS is_new, false AS is_lane",
        "source": "market_service l JOIN people_person p ON p.id = l.freelancer_id",
        "recent": "l.published_at",
        "category": "%s::uuid = ANY (s.category_ids)",
    },
}


def counts_for(
    kind: Literal["freelancers", "briefs", "services"],
    hall_id: UUID,
    asked: Asked,
    open_where: Where,
    *,
    many: bool,
) -> Counts:
    """How many results each value of each filter leaves.

    Where there are more results than a list counts, these numbers are a sample of the newest, and the sample may
    be half a minute old: each process keeps it for the next who asks the same.

    Args:
        open_where: the conditions without category, availability, language and newness: those four are counted
            with the other three applied, so that the alternatives of a chosen value stay visible.
        many: whether the list has more results than it counts.
    """
    if not many:
        return _counted(kind, hall_id, asked, open_where)
    same = replace(asked, after="", limit=0, sort="relevance")
    name = f"{kind}:{hall_id}:{sha256(repr(same).encode()).hexdigest()}"
    kept: Counts | None = caches["counts"].get(name)
    if kept is None:
        kept = _counted(kind, hall_id, asked, open_where)
        caches["counts"].set(name, kept, KEPT_SECONDS)
    return kept


def _counted(kind: str, hall_id: UUID, asked: Asked, open_where: Where) -> Counts:
    found = rows(*_query(kind, asked, open_where))
    by_kind: dict[str, dict[str, int]] = {}
    for row in found:
        by_kind.setdefault(row["kind"], {})[row["value"]] = row["count"]
    names = _names(hall_id, by_kind, asked)
    return Counts(
        skills=_options(by_kind.get("skill", {}), names, {str(skill) for skill in asked.skills})[
            :SKILLS_SHOWN
        ],
        categories=_options(
            by_kind.get("category", {}), names, {str(asked.category)} if asked.category else set()
        ),
        availability=_options(by_kind.get("availability", {}), AVAILABILITY, {asked.availability}),
        languages=_options(by_kind.get("language", {}), _languages(by_kind, asked), {asked.language})[
            :SKILLS_SHOWN
        ],
        new=by_kind.get("new", {}).get("true", 0),
        vetted=by_kind.get("vetted", {}).get("true", 0),
        certified=by_kind.get("certified", {}).get("true", 0),
        first_timers=by_kind.get("lane", {}).get("true", 0),
        sampled=by_kind.get("sample", {}).get("rows", 0) > SAMPLE,
    )


def _query(name: str, asked: Asked, where: Where) -> tuple[str, list[Any]]:
    kind = KINDS[name]
    filters = {
        "category": (kind["category"], [asked.category]) if asked.category else None,
        "availability": ("s.availability = %s", [asked.availability]) if asked.availability else None,
        "language": ("%s = ANY (s.languages)", [asked.language]) if asked.language else None,
        "new": ("s.is_new", []) if asked.new_only else None,
        "vetted": ("s.is_vetted", []) if asked.vetted else None,
        "certified": ("s.is_certified", []) if asked.certified else None,
        "lane": ("s.is_lane", []) if asked.first_timers else None,
    }

    def but(*left_out: str) -> tuple[str, list[Any]]:
        used = [entry for part, entry in filters.items() if entry and part not in left_out]
        return " AND ".join(["true", *(sql for sql, _ in used)]), [
            value for _, values in used for value in values
        ]

    checked, checked_values = checked_columns(name, asked.skills)
    parts, values = [], [*checked_values, *where.values, SAMPLE + 1]
    for part, item, source in (
        ("skill", "item::text", "s, unnest(s.skill_ids) AS item"),
        ("category", "item::text", "s, unnest(s.category_ids) AS item"),
        ("availability", "s.availability", "s"),
        ("language", "item", "s, unnest(s.languages) AS item"),
        ("new", "'true'", "s"),
        ("vetted", "'true'", "s"),
        ("certified", "'true'", "s"),
        ("lane", "'true'", "s"),
    ):
        condition, more = but(part)
        extra = f" AND s.is_{part}" if part in ("new", "vetted", "certified", "lane") else ""
        parts.append(
            f"SELECT '{part}' AS kind, {item} AS value, count(*) AS count FROM {source}"
            f" WHERE {condition}{extra} GROUP BY 2"
        )
        values += more
    parts.append("SELECT 'sample', 'rows', count(*) FROM s")
    columns = f"{kind['columns']}, {checked}"
    sample = (
        f"SELECT {columns} FROM {kind['source']} WHERE {where.sql} ORDER BY {kind['recent']} DESC LIMIT %s"
    )
    return f"WITH s AS MATERIALIZED ({sample}) {' UNION ALL '.join(parts)}", values


def _names(hall_id: UUID, by_kind: dict[str, dict[str, int]], asked: Asked) -> dict[str, str]:
    """Names of the counted skills and categories, in one query."""
    skills = sorted(by_kind.get("skill", {}), key=lambda value: -by_kind["skill"][value])[: SKILLS_SHOWN * 2]
    wanted = [*skills, *(str(skill) for skill in asked.skills)]
    found = rows(
        "SELECT id::text AS id, name FROM skills_category WHERE hall_id = %s AND closed_at IS NULL"
        " UNION ALL SELECT id::text, name FROM skills_skill WHERE id = ANY (%s::uuid[])",
        [hall_id, wanted],
    )
    return {row["id"]: row["name"] for row in found}


def _languages(by_kind: dict[str, dict[str, int]], asked: Asked) -> dict[str, str]:
    codes = set(by_kind.get("language", {})) | ({asked.language} if asked.language else set())
    known = Locale("en").languages
    return {code: known.get(code, code) for code in codes}


def _options(counted: dict[str, int], names: dict[str, str], chosen: set[str]) -> list[Option]:
    """Options with a name, chosen ones first, then the most frequent; a chosen one stays at zero."""
    values = {value for value in {*counted, *chosen} if value in names}
    options = [Option(value, names[value], counted.get(value, 0), value in chosen) for value in values]
    return sorted(options, key=lambda option: (not option.chosen, -option.count, option.label))
