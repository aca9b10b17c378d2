"""Finding listed positions: words (typos forgiven), filters with counts, keyset pages. Five queries at most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hirehall.engagements.listing.rules.domains import domain_of, host_of
from hirehall.engagements.listing.states import KIND_WORDS, PERS, WORK_WORDS
from hirehall.foundation.money import Money
from hirehall.look.formats import country_text
from hirehall.market.queries.find_shapes import Option
from hirehall.market.queries.find_sql import (
    TextQuery,
    Where,
    decode,
    encode,
    nearest_words,
    rows,
    text_query,
    words_of,
)

PAGE = 20
SUMMARY = 220
OPEN_WEIGHTS = "ABC"
SAMPLE = 2_000
MOST_COUNTED = 1_000
SKILLS_SHOWN = 12
SORTS = ("relevance", "newest", "pay")
FACETS = {
    "work": "l.work",
    "kind": "l.kind",
    "category": "l.category_id::text",
    "country": "l.country",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; everything is optional.

    Attributes:
        least_minor: pays at least this for an hour, as far as that can be worked out.
        since: listed after this instant; a saved search asks for what is new.
        in_text: look in the whole text as well, for who may read it; else only in what everybody reads.
    """

    text: str = ""
    skills: tuple[UUID, ...] = ()
    category: str = ""
    work: str = ""
    kind: str = ""
    country: str = ""
    least_minor: int | None = None
    since: datetime | None = None
    sort: str = "relevance"
    after: str = ""
    limit: int = PAGE
    in_text: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One position in a list."""

    id: UUID
    title: str
    employer: str
    domain: str
    summary: str
    kind: str
    work: str
    where: str
    pay: str
    skills: list[str]
    listed_at: datetime
    apply_until: date | None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of positions, and what each filter would leave."""

    cards: list[Card]
    total: int
    more: bool
    next: str
    facets: dict[str, list[Option]]
    words: str = ""


def find_positions(hall_id: UUID, asked: Asked, *, forgiving: bool = True) -> Found:
    """One page; where nothing has these words, once more with the known words that are spelled most like them.

    Args:
        forgiving: look that second time; a saved search asks for its own words alone.
    """
    words = words_of(asked.text)
    found = _look(hall_id, asked, words)
    if found.cards or not words or asked.after or not forgiving:
        return found
    nearest = nearest_words(hall_id, words)
    return found if nearest == words else replace(_look(hall_id, asked, nearest), words=" ".join(nearest))


def newest_positions(hall_id: UUID, *, limit: int) -> list[Card]:
    """What was listed last, without counts. One query."""
    asked = Asked(limit=limit, sort="newest")
    return [card_of(row) for row in _page(_conditions(hall_id, asked, []), asked, [])[:limit]]


def _look(hall_id: UUID, asked: Asked, words: list[str]) -> Found:
    where = _conditions(hall_id, asked, words)
    found = _page(where, asked, words)
    counted = rows(
        f"SELECT count(*) AS total FROM (SELECT 1 FROM listing_position l WHERE {where.sql} LIMIT %s) c",
        [*where.values, MOST_COUNTED + 1],
    )[0]["total"]
    return Found(
        cards=[card_of(row) for row in found[: asked.limit]],
        total=min(counted, MOST_COUNTED),
        more=counted > MOST_COUNTED,
        next=_cursor(found, asked, words),
        facets=_facets(hall_id, asked, words),
    )


def _conditions(hall_id: UUID, asked: Asked, words: list[str], *, without: str = "") -> Where:
    where = Where()
    where.add("l.hall_id = %s AND l.state = 'listed'", hall_id)
    if words:
        query = _query(asked, words)
        where.add(f"l.search @@ {query.sql}", *query.values)
    if asked.skills and without != "skill":
        where.add("l.skill_ids @> %s::uuid[]", list(asked.skills))
    for name, column in FACETS.items():
        value = getattr(asked, name)
        if value and name != without:
            where.add(f"{column} = %s", value)
    if asked.least_minor is not None:
        where.add("l.hourly_minor >= %s", asked.least_minor)
    if asked.since is not None:
        where.add("l.listed_at > %s", asked.since)
    return where


def _query(asked: Asked, words: list[str]) -> TextQuery:
    return text_query(words, weights="" if asked.in_text else OPEN_WEIGHTS)


def _page(where: Where, asked: Asked, words: list[str]) -> list[dict[str, Any]]:
    names, kinds = _order(asked, words)
    beyond, values = "true", []
    if asked.after:
        values = decode(asked.after, kinds=kinds)
        beyond = f"({', '.join(names)}) < ({', '.join('%s' for _ in values)})"
    rank, ranked = "0", []
    if names[0] == "rank":
        query = _query(asked, words)
        rank, ranked = f"(ts_rank(l.search, {query.sql}) * 1000000)::int", query.values
    known = " AND l.hourly_minor IS NOT NULL" if asked.sort == "pay" else ""
    sql = (
        f"SELECT * FROM (SELECT l.*, {rank} AS rank FROM listing_position l WHERE {where.sql}{known}) r"
        f" WHERE {beyond} ORDER BY {', '.join(f'{name} DESC' for name in names)} LIMIT %s"
    )
    return rows(sql, [*ranked, *where.values, *values, asked.limit + 1])


def _order(asked: Asked, words: list[str]) -> tuple[list[str], list[Any]]:
    if asked.sort == "pay":
        return ["hourly_minor", "id"], [int, UUID]
    recent, kinds = ["listed_at", "id"], [datetime.fromisoformat, UUID]
    return (["rank", *recent], [int, *kinds]) if words and asked.sort == "relevance" else (recent, kinds)


def _cursor(found: list[dict[str, Any]], asked: Asked, words: list[str]) -> str:
    if len(found) <= asked.limit:
        return ""
    names, _ = _order(asked, words)
    return encode(*(found[asked.limit - 1][name] for name in names))


def _facets(hall_id: UUID, asked: Asked, words: list[str]) -> dict[str, list[Option]]:
    """How many each value of each filter leaves, the filter itself not applied. Two queries, over the newest."""
    parts, values = [], []
    for name, column in (*FACETS.items(), ("skill", "unnest(l.skill_ids)::text")):
        where = _conditions(hall_id, asked, words, without=name)
        parts.append(
            f"(SELECT '{name}' AS name, v.value, count(*) AS count FROM (SELECT {column} AS value FROM"
            f" (SELECT * FROM listing_position l WHERE {where.sql} ORDER BY l.listed_at DESC LIMIT {SAMPLE}) l) v"
            f" WHERE v.value <> '' GROUP BY 2)"
        )
        values += where.values
    counted: dict[str, dict[str, int]] = {}
    for row in rows(" UNION ALL ".join(parts), values):
        counted.setdefault(row["name"], {})[row["value"]] = row["count"]
    named = _names(hall_id, counted, asked)
    chosen = {
        **{name: {getattr(asked, name)} for name in FACETS},
        "skill": {str(one) for one in asked.skills},
    }
    return {
        name: _options(counted.get(name, {}), named, chosen[name])[:SKILLS_SHOWN]
        for name in (*FACETS, "skill")
    }


def _names(hall_id: UUID, counted: dict[str, dict[str, int]], asked: Asked) -> dict[str, str]:
    countries = {*counted.get("country", {}), asked.country}
    found = rows(
        "SELECT id::text AS id, name FROM skills_category WHERE hall_id = %s"
        " UNION ALL SELECT id::text, name FROM skills_skill WHERE id::text = ANY (%s)",
        [hall_id, [*counted.get("skill", {}), *map(str, asked.skills)]],
    )
    return {
        **{row["id"]: row["name"] for row in found},
        **{code: country_text(code) for code in countries if code},
        **{name.value: word for name, word in (*WORK_WORDS.items(), *KIND_WORDS.items())},
    }


def _options(counted: dict[str, int], names: dict[str, str], chosen: set[str]) -> list[Option]:
    values = {value for value in {*counted, *chosen} if value in names}
    options = [Option(value, names[value], counted.get(value, 0), value in chosen) for value in values]
    return sorted(options, key=lambda option: (not option.chosen, -option.count, option.label))


def pay_text(least: int | None, most: int | None, currency: str, per: str) -> str:
    """The pay as one reads it: "EUR 40–60 an hour"."""
    amounts = [
        Money(one, currency).text(short=True) for one in dict.fromkeys((least, most)) if one is not None
    ]
    if not amounts:
        return ""
    if least is None:
        return f"up to {amounts[0]} {PERS[per].one}"
    if most is None:
        return f"from {amounts[0]} {PERS[per].one}"
    return f"{'–'.join(amounts)} {PERS[per].one}"


def where_text(work: str, place: str, country: str) -> str:
    """Where it is done, or from where people may apply."""
    land = country_text(country) if country else ""
    if work == "remote":
        return f"Remote, from {land}" if land else "Remote, from anywhere"
    return ", ".join(part for part in (place, land) if part)


def plain(text: str, most: int) -> str:
    """The beginning of a Markdown text without its marks, cut at a word."""
    words = " ".join(text.replace("*", "").replace("#", "").replace("`", "").split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0].rstrip() + "…"


def card_of(row: dict[str, Any]) -> Card:
    return Card(
        id=row["id"],
        title=row["title"],
        employer=row["employer"],
        domain=domain_of(host_of(row["site"])),
        summary=plain(row["description"], SUMMARY),
        kind=KIND_WORDS[row["kind"]],
        work=WORK_WORDS[row["work"]],
        where=where_text(row["work"], row["place"], row["country"]),
        pay=pay_text(row["pay_min_minor"], row["pay_max_minor"], row["currency"], row["pay_per"]),
        skills=row["skill_names"],
        listed_at=row["listed_at"],
        apply_until=row["apply_until"],
    )
