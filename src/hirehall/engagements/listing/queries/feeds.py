"""What the board offers to feed readers: the newest positions of the hall, or of one search, as Atom and JSON Feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

from django.urls import reverse

from hirehall.engagements.listing.models import Position
from hirehall.engagements.listing.queries.find import (
    SUMMARY,
    Asked,
    find_positions,
    pay_text,
    plain,
    where_text,
)
from hirehall.engagements.listing.queries.memberships import is_sold, sale_at
from hirehall.halls.models import Hall
from hirehall.halls.queries import address_of
from hirehall.look.markdown import render

ITEMS = 50
ATOM = "http://www.w3.org/2005/Atom"
JSON_FEED = "https://jsonfeed.org/version/1.1"


def newest_of(hall_id: UUID, asked: Asked) -> list[Position]:
    """The newest positions that a search finds, with their whole words; five queries."""
    everybody = replace(asked, sort="newest", after="", limit=ITEMS, in_text=not is_sold(hall_id))
    found = find_positions(hall_id, everybody)
    rows = Position.objects.in_bulk([card.id for card in found.cards])
    return [rows[card.id] for card in found.cards if card.id in rows]


def _title(hall: Hall, asked: Asked) -> str:
    return f"{hall.name}: positions for “{asked.text}”" if asked.text else f"{hall.name}: outside positions"


def _summary(row: Position) -> str:
    pay = pay_text(row.pay_min_minor, row.pay_max_minor, row.currency, row.pay_per)
    where = where_text(row.work, row.place, row.country)
    return " · ".join(part for part in (row.employer, where, pay) if part)


def _changed(row: Position) -> str:
    at = max(one for one in (row.listed_at, row.screened_at, row.submitted_at) if one is not None)
    return at.isoformat()


def _listed(row: Position) -> str:
    at: datetime = row.listed_at or row.submitted_at
    return at.isoformat()


def as_json_feed(hall: Hall, asked: Asked, rows: Sequence[Position], *, query: str) -> dict[str, Any]:
    """The feed by the JSON Feed 1.1 standard."""
    return {
        "version": JSON_FEED,
        "title": _title(hall, asked),
        "home_page_url": address_of(hall, _with(reverse("listing:board"), query)),
        "feed_url": address_of(hall, _with(reverse("listing:json_feed"), query)),
        "items": [
            {
                "id": f"urn:uuid:{row.id}",
                "url": _href(hall, row),
                "title": row.title,
                "summary": _summary(row),
                "content_html": str(render(_text_of(hall, row))),
                "date_published": _listed(row),
                "date_modified": _changed(row),
                "tags": row.skill_names,
            }
            for row in rows
        ],
    }


def as_atom(hall: Hall, asked: Asked, rows: Sequence[Position], *, query: str) -> bytes:
    """The feed by RFC 4287. What somebody wrote is text in it, never markup of the feed."""
    feed = Element("feed", xmlns=ATOM)
    own = address_of(hall, _with(reverse("listing:atom_feed"), query))
    _text(feed, "id", own)
    _text(feed, "title", _title(hall, asked))
    _text(feed, "updated", max((_changed(row) for row in rows), default=hall.opened_at.isoformat()))
    SubElement(feed, "link", rel="self", href=own)
    SubElement(feed, "link", rel="alternate", href=address_of(hall, _with(reverse("listing:board"), query)))
    _text(SubElement(feed, "author"), "name", hall.name)
    for row in rows:
        entry = SubElement(feed, "entry")
        _text(entry, "id", f"urn:uuid:{row.id}")
        _text(entry, "title", row.title)
        _text(entry, "updated", _changed(row))
        _text(entry, "published", _listed(row))
        SubElement(entry, "link", rel="alternate", href=_href(hall, row))
        _text(entry, "summary", _summary(row))
        _text(entry, "content", str(render(_text_of(hall, row)))).set("type", "html")
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _text_of(hall: Hall, row: Position) -> str:
    """As much as everybody may read: a feed reader has no membership."""
    return plain(row.description, SUMMARY) if sale_at(hall) else row.description


def _href(hall: Hall, row: Position) -> str:
    return address_of(hall, reverse("listing:position", args=[row.id]))


def _with(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path


def _text(within: Element, name: str, text: str) -> Element:
    found = SubElement(within, name)
    found.text = "".join(letter for letter in text if letter in "\t\n" or ord(letter) >= ord(" "))
    return found
