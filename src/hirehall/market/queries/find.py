"""Finding freelancers, briefs and services: which rows answer, in what order, and how many more there would be.

Lists read one denormalised row a card, page by keyset and never count past ``MOST_COUNTED``; the counts beside
the filters come from the newest of the same rows, in one query. So a page costs much the same at a hundred people
and at a million. Order: text relevance where there are words, then recency.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from hirehall.files.queries import picture_href
from hirehall.foundation.money import Money
from hirehall.look.formats import country_text
from hirehall.market.models import FreelancerListing
from hirehall.market.queries.find_checked import certified_sql, vetted_sql
from hirehall.market.queries.find_counts import counts_for
from hirehall.market.queries.find_shapes import Asked, BriefFound, Card, Found, FreelancerCard, ServiceFound
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

MOST_COUNTED = 1000
MOST_RANKED = 1000
WORKDAY_MINUTES = 8 * 60
DAY_MINUTES = 24 * 60
FEW_PROPOSALS = 5

APART_SQL = f"LEAST(abs(l.utc_offset_minutes - %s), {DAY_MINUTES} - abs(l.utc_offset_minutes - %s))"
OVERLAP_SQL = f"{WORKDAY_MINUTES} - {APART_SQL}"

_SERVICES = (
    "market_service l JOIN people_person p ON p.id = l.freelancer_id"
    " LEFT JOIN people_organisation a ON a.id = l.agency_id"
)
_SERVICE_COLUMNS = (
    "l.*, COALESCE(a.name, p.name) AS freelancer_name, COALESCE(a.handle, '') AS agency_handle,"
    " CASE WHEN a.id IS NULL THEN p.avatar_file_id END AS avatar_file_id"
)
_SOMEBODY_ACTS = (
    "EXISTS (SELECT FROM people_membership m JOIN people_person acts ON acts.id = m.person_id"
    " WHERE m.organisation_id = l.agency_id AND m.role IN ('owner', 'manager') AND acts.is_active)"
)
_NOT_SUSPENDED_HERE = (
    "NOT EXISTS (SELECT FROM halls_member h WHERE h.hall_id = l.hall_id AND h.person_id = l.freelancer_id"
    " AND h.state = 'suspended')"
)


def find_freelancers(hall_id: UUID, asked: Asked) -> Found[FreelancerCard]:
    """One page of listed freelancers of the hall."""
    return _with_second_try(hall_id, asked, _freelancers)


def listed_among(hall_id: UUID, person_ids: Sequence[UUID]) -> set[UUID]:
    """Who of these can be found in the hall: members there, who let themselves be found. One query."""
    rows = FreelancerListing.objects.filter(hall_id=hall_id, listed=True, person_id__in=person_ids)
    return set(rows.values_list("person_id", flat=True))


def find_briefs(hall_id: UUID, asked: Asked) -> Found[BriefFound]:
    """One page of open public briefs of the hall."""
    return _with_second_try(hall_id, asked, _briefs)


def find_services(hall_id: UUID, asked: Asked) -> Found[ServiceFound]:
    """One page of services of the hall that can be ordered."""
    return _with_second_try(hall_id, asked, _services)


def newest_services(
    hall_id: UUID, *, limit: int, freelancer_id: UUID | None = None
) -> tuple[ServiceFound, ...]:
    """The services that can be ordered, of the hall or of one freelancer: one query, without counts."""
    asked = Asked(limit=limit)
    where = _service_conditions(hall_id, asked, [])
    if freelancer_id is not None:
        where.add("l.freelancer_id = %s AND l.agency_id IS NULL", freelancer_id)
    order = _Order.of(asked, [], recent="l.published_at", amount="l.from_minor", cheapest_first=True)
    rows = _page(_SERVICES, _SERVICE_COLUMNS, where, order, asked)
    return tuple(_service_card(row) for row in rows[:limit])


def _with_second_try(
    hall_id: UUID, asked: Asked, look: Callable[[UUID, Asked, list[str]], Found[Card]]
) -> Found[Card]:
    """Look; where nothing has these words, look once more for the known words that are spelled most like them."""
    words = words_of(asked.text)
    found = look(hall_id, asked, words)
    if found.cards or not words or asked.after:
        return found
    nearest = nearest_words(hall_id, words)
    if nearest == words:
        return found
    return replace(look(hall_id, asked, nearest), words=" ".join(nearest))


def _freelancers(hall_id: UUID, asked: Asked, words: list[str]) -> Found[FreelancerCard]:
    where = _freelancer_conditions(hall_id, asked, words)
    order = _Order.of(asked, words, recent="l.changed_at", amount="l.rate_minor", cheapest_first=True)
    found = _page("market_freelancer_listing l", "l.*", where, order, asked)
    total, more = _total("market_freelancer_listing l", where)
    cards = [_freelancer_card(row, asked) for row in found[: asked.limit]]
    open_where = _freelancer_conditions(hall_id, _open(asked), words)
    counts = counts_for("freelancers", hall_id, asked, open_where, many=more)
    return Found(cards, total, more, order.cursor(found, asked.limit), counts)


def _briefs(hall_id: UUID, asked: Asked, words: list[str]) -> Found[BriefFound]:
    where = _brief_conditions(hall_id, asked, words)
    order = _Order.of(asked, words, recent="l.published_at", amount="l.top_budget", cheapest_first=False)
    source = (
        "(SELECT *, COALESCE(budget_max_minor, budget_min_minor) AS top_budget FROM market_brief) l"
        " JOIN people_person p ON p.id = l.client_id"
        " LEFT JOIN people_organisation o ON o.id = l.organisation_id"
        " LEFT JOIN people_client_profile c ON c.person_id = l.client_id"
    )
    columns = "l.*, COALESCE(o.name, NULLIF(c.company, ''), p.name) AS client_name"
    found = _page(source, columns, where, order, asked)
    total, more = _total("market_brief l", where)
    cards = [_brief_card(row) for row in found[: asked.limit]]
    open_where = _brief_conditions(hall_id, _open(asked), words)
    counts = counts_for("briefs", hall_id, asked, open_where, many=more)
    return Found(cards, total, more, order.cursor(found, asked.limit), counts)


def _services(hall_id: UUID, asked: Asked, words: list[str]) -> Found[ServiceFound]:
    where = _service_conditions(hall_id, asked, words)
    order = _Order.of(asked, words, recent="l.published_at", amount="l.from_minor", cheapest_first=True)
    found = _page(_SERVICES, _SERVICE_COLUMNS, where, order, asked)
    total, more = _total(_SERVICES, where)
    cards = [_service_card(row) for row in found[: asked.limit]]
    open_where = _service_conditions(hall_id, _open(asked), words)
    counts = counts_for("services", hall_id, asked, open_where, many=more)
    return Found(cards, total, more, order.cursor(found, asked.limit), counts)


def _service_conditions(hall_id: UUID, asked: Asked, words: list[str]) -> Where:
    where = _shared_conditions(hall_id, asked, words)
    where.add("l.state = 'published'")
    where.add(
        f"CASE WHEN l.agency_id IS NULL THEN p.suspended_at IS NULL AND p.is_active ELSE {_SOMEBODY_ACTS} END"
    )
    where.add(_NOT_SUSPENDED_HERE)
    if asked.category:
        where.add("l.category_id = %s", asked.category)
    if asked.most_minor is not None:
        where.add("l.from_minor <= %s", asked.most_minor)
    if asked.most_days is not None:
        where.add("l.fastest_days <= %s", asked.most_days)
    if asked.new_only:
        where.add("l.orders_done = 0")
    return where


def _open(asked: Asked) -> Asked:
    """The same without the filters whose other values are counted beside the chosen one."""
    return replace(
        asked, category=None, availability="", language="", new_only=False, vetted=False, certified=False,
        first_timers=False,
    )  # fmt: skip


def _shared_conditions(hall_id: UUID, asked: Asked, words: list[str]) -> Where:
    where = Where()
    where.add("l.hall_id = %s", hall_id)
    if words:
        query = text_query(words)
        where.add(f"l.search @@ {query.sql}", *query.values)
    if asked.skills:
        where.add("l.skill_ids @> %s::uuid[]", list(asked.skills))
    return where


def _freelancer_conditions(hall_id: UUID, asked: Asked, words: list[str]) -> Where:
    where = _shared_conditions(hall_id, asked, words)
    where.add("l.listed")
    if asked.category:
        where.add("l.category_ids @> %s::uuid[]", [asked.category])
    if asked.most_minor is not None:
        where.add("l.rate_minor <= %s", asked.most_minor)
    if asked.most_minor is not None or asked.sort == "rate":
        # a rate stands in the currency in which its person said it; one in another is neither more nor less
        where.add("l.rate_currency = (SELECT h.currency FROM halls_hall h WHERE h.id = %s)", hall_id)
    if asked.availability:
        where.add("l.availability = %s", asked.availability)
    if asked.language:
        where.add("l.languages @> %s::varchar[]", [asked.language])
    if asked.overlap_hours:
        offset = asked.offset_minutes
        where.add(f"{OVERLAP_SQL} >= %s", offset, offset, asked.overlap_hours * 60)
    if asked.new_only:
        where.add("l.contracts_finished = 0")
    if asked.vetted:
        sql, values = vetted_sql()
        where.add(sql, *values)
    if asked.certified:
        sql, values = certified_sql(asked.skills)
        where.add(sql, *values)
    return where


def _brief_conditions(hall_id: UUID, asked: Asked, words: list[str]) -> Where:
    where = _shared_conditions(hall_id, asked, words)
    where.add("l.state = 'published' AND l.visibility = 'public'")
    if asked.category:
        where.add("l.category_id = %s", asked.category)
    if asked.least_minor is not None:
        where.add("COALESCE(l.budget_max_minor, l.budget_min_minor) >= %s", asked.least_minor)
    if asked.new_only:
        where.add("l.proposal_count < %s", FEW_PROPOSALS)
    if asked.first_timers:
        where.add("l.first_timers")
    return where


KEY_KINDS: dict[str, Callable[[str], Any]] = {
    "rank": int,
    "rate_minor": int,
    "from_minor": int,
    "top_budget": int,
    "changed_at": datetime.fromisoformat,
    "published_at": datetime.fromisoformat,
    "id": UUID,
}


class _Order:
    """How the list is sorted, and where the next page begins."""

    def __init__(self, *, keys: list[str], descending: list[bool], rank: TextQuery | None = None) -> None:
        self.keys, self.descending, self.rank = keys, descending, rank

    @classmethod
    def of(cls, asked: Asked, words: list[str], *, recent: str, amount: str, cheapest_first: bool) -> _Order:
        if asked.sort in {"rate", "budget"}:
            return cls(keys=[amount, "l.id"], descending=[not cheapest_first] * 2)
        if asked.sort == "relevance" and words:
            return cls(keys=["rank", recent, "l.id"], descending=[True] * 3, rank=text_query(words))
        return cls(keys=[recent, "l.id"], descending=[True, True])

    @property
    def names(self) -> list[str]:
        return [key.removeprefix("l.") for key in self.keys]

    def sql(self, prefix: str) -> str:
        way = "DESC" if self.descending[0] else "ASC"
        return ", ".join(f"{prefix}{name} {way}" for name in self.names)

    def cursor(self, found: list[dict[str, Any]], limit: int) -> str:
        if len(found) <= limit:
            return ""
        last = found[limit - 1]
        return encode(*(last[name] for name in self.names))

    def after(self, asked: Asked, prefix: str) -> tuple[str, list[Any]]:
        if not asked.after:
            return "true", []
        values = decode(asked.after, kinds=[KEY_KINDS[name] for name in self.names])
        sign = "<" if self.descending[0] else ">"
        marks = ", ".join("%s" for _ in values)
        return f"({', '.join(prefix + name for name in self.names)}) {sign} ({marks})", values


def _page(source: str, columns: str, where: Where, order: _Order, asked: Asked) -> list[dict[str, Any]]:
    """One row more than a page holds. Ranked lists rank the newest ``MOST_RANKED`` matches (two stages)."""
    limit = asked.limit + 1
    if order.rank is None:
        beyond, more_values = order.after(asked, "l.")
        known = f" AND {order.keys[0]} IS NOT NULL" if asked.sort in {"rate", "budget"} else ""
        sql = (
            f"SELECT {columns} FROM {source} WHERE {where.sql}{known} AND {beyond}"
            f" ORDER BY {order.sql('l.')} LIMIT %s"
        )
        return rows(sql, [*where.values, *more_values, limit])
    beyond, more_values = order.after(asked, "r.")
    newest = f"SELECT {columns} FROM {source} WHERE {where.sql} ORDER BY {order.keys[1]} DESC LIMIT %s"
    sql = (
        f"SELECT * FROM (SELECT n.*, (ts_rank(n.search, {order.rank.sql}) * 1000000)::int AS rank"
        f" FROM ({newest}) n) r WHERE {beyond} ORDER BY {order.sql('r.')} LIMIT %s"
    )
    return rows(sql, [*order.rank.values, *where.values, MOST_RANKED, *more_values, limit])


def _total(source: str, where: Where) -> tuple[int, bool]:
    sql = f"SELECT count(*) AS total FROM (SELECT 1 FROM {source} WHERE {where.sql} LIMIT %s) counted"
    total: int = rows(sql, [*where.values, MOST_COUNTED + 1])[0]["total"]
    return min(total, MOST_COUNTED), total > MOST_COUNTED


def _freelancer_card(row: dict[str, Any], asked: Asked) -> FreelancerCard:
    band = (
        None if row["band_low"] is None or row["band_high"] is None else (row["band_low"], row["band_high"])
    )
    return FreelancerCard(
        person_id=row["person_id"],
        name=row["name"],
        handle=row["handle"],
        headline=row["headline"],
        summary=row["summary"],
        place=", ".join(part for part in (row["city"], country_text(row["country"])) if part),
        picture=picture_href(row["avatar_file_id"], small=True),
        rate=None if row["rate_minor"] is None else Money(row["rate_minor"], row["rate_currency"]),
        availability=row["availability"],
        available_from=row["available_from"],
        languages=row["languages"],
        skills=row["skill_names"],
        contracts_finished=row["contracts_finished"],
        reviewed=row["reviewed"],
        band=band,
        overlap_hours=overlap_hours(row["utc_offset_minutes"], asked.offset_minutes)
        if asked.overlap_hours
        else None,
    )


def overlap_hours(one_minutes: int, other_minutes: int) -> int:
    """Whole common hours of two nine-to-five days whose places are so far from UTC, 0..8."""
    apart = abs(one_minutes - other_minutes)
    return max(0, WORKDAY_MINUTES - min(apart, DAY_MINUTES - apart)) // 60


def _brief_card(row: dict[str, Any]) -> BriefFound:
    def amount(minor: int | None) -> Money | None:
        return None if minor is None else Money(minor, row["currency"])

    summary = " ".join(row["problem"].split())
    return BriefFound(
        brief_id=row["id"],
        title=row["title"],
        summary=summary if len(summary) <= 220 else summary[:219].rstrip() + "…",
        client=row["client_name"],
        budget_min=amount(row["budget_min_minor"]),
        budget_max=amount(row["budget_max_minor"]),
        deadline=row["deadline"],
        published_at=row["published_at"],
        proposal_count=row["proposal_count"],
        skills=row["skill_names"],
        first_timers=row["first_timers"],
    )


def _service_card(row: dict[str, Any]) -> ServiceFound:
    limit = row["queue_limit"]
    plain = " ".join(row["description"].replace("*", "").replace("#", "").split())
    return ServiceFound(
        service_id=row["id"],
        title=row["title"],
        summary=plain if len(plain) <= 160 else plain[:159].rsplit(" ", 1)[0].rstrip() + "…",
        freelancer=row["freelancer_name"],
        agency_handle=row["agency_handle"],
        freelancer_picture=picture_href(row["avatar_file_id"], small=True),
        cover=picture_href(row["cover_file_id"], small=True),
        price=Money(row["from_minor"], row["currency"]),
        days=row["fastest_days"],
        skills=row["skill_names"],
        orders_done=row["orders_done"],
        is_full=limit is not None and row["open_orders"] >= limit,
    )
