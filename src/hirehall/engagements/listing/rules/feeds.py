"""Feeds and pages of other places, read as positions: RSS, Atom, JSON Feed, and schema.org’s JobPosting."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from hirehall.engagements.listing.rules.markup import Element, Unreadable, read_xml
from hirehall.engagements.listing.rules.plain import plain_text, scripts_in
from hirehall.engagements.listing.rules.postings import dicts, href_in, links_of, postings_in, told_by

KINDS = frozenset(
    {
        "application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "application/feed+json",
        "application/json", "application/ld+json", "text/html", "application/xhtml+xml", "text/plain",
    }
)  # fmt: skip
MOST_ITEMS = 200
LONGEST_KEY = 500


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: by what it is known there, where it stands, and what it says, part by part."""

    key: str
    href: str
    told: Mapping[str, str]
    parts: Mapping[str, str]


@dataclass(slots=True)
class Feed:
    """What stands at an address.

    Attributes:
        links: pages with one position each, where the list has nothing but those.
        whole: whether every entry is among the items; false where there are more than are read.
    """

    items: list[Item] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    whole: bool = True


def read(body: bytes, *, address: str) -> Feed:
    """What stands there, whatever kind it is of.

    Raises:
        Unreadable: with a sentence for the editor.
    """
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:300].lower()
    if start.startswith((b"{", b"[")):
        found = _json(body, address)
    elif b"<html" in start or start.startswith(b"<!doctype html"):
        found = _page(body, address)
    elif start.startswith(b"<"):
        found = _xml(body, address)
    else:
        raise Unreadable("This is no feed: neither XML nor JSON nor a page.")
    found.whole = len(found.items) <= MOST_ITEMS
    found.items = [_storable(one) for one in found.items[:MOST_ITEMS]]
    return found


def mapped(item: Item, mapping: Mapping[str, str]) -> dict[str, str]:
    """What an entry says, with what the editors have laid down for this source.

    Args:
        mapping: for each part of a position ``@name``, an element of the entry, or words that hold for each entry
            that says nothing of its own.
    """
    told = {name: value for name, value in item.told.items() if value}
    for role, rule in mapping.items():
        if rule.startswith("@"):
            said = item.parts.get(rule[1:].strip().lower(), "")
            told[role] = said or told.get(role, "")
        elif not told.get(role):
            told[role] = rule
    if not told.get("apply_url") and not told.get("apply_email"):
        told["apply_url"] = item.href
    return told


def _storable(item: Item) -> Item:
    """An entry without the two things that JSON can say and no database keeps: NUL, and half of a letter."""
    return Item(_text(item.key), _text(item.href), _texts(item.told), _texts(item.parts))


def _texts(said: Mapping[str, str]) -> dict[str, str]:
    return {_text(name): _text(value) for name, value in said.items()}


def _text(said: str) -> str:
    return said.replace("\x00", "").encode("utf-8", "ignore").decode()


def _json(body: bytes, address: str) -> Feed:
    try:
        read_as = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("This is no JSON that can be read.") from error
    if isinstance(read_as, dict) and "jsonfeed.org/version/" in str(read_as.get("version", "")):
        entries = read_as.get("items")
        return Feed([_json_item(one, address) for one in dicts(entries)])
    return _postings(read_as, address)


def _json_item(entry: Mapping[str, object], address: str) -> Item:
    authors = [*dicts(entry.get("authors")), *dicts([entry.get("author")])]
    href = href_in(entry.get("url") or entry.get("external_url"), address)
    parts = {name.lower(): str(value) for name, value in entry.items() if isinstance(value, str | int)}
    html = entry.get("content_html")
    tags = entry.get("tags")
    told = {
        "title": plain_text(str(entry.get("title") or "")),
        "description": plain_text(str(html)) if html else str(entry.get("content_text") or ""),
        "employer": str(authors[0].get("name") or "") if authors else "",
        "site": href_in(authors[0].get("url"), address) if authors else "",
        "apply_url": href,
        "skills": "; ".join(str(one) for one in tags) if isinstance(tags, list) else "",
    }
    return Item(str(entry.get("id") or href)[:LONGEST_KEY], href, told, parts)


def _page(body: bytes, address: str) -> Feed:
    """The JobPosting that a page carries for machines."""
    found = Feed()
    for script in scripts_in(body.decode("utf-8", "replace")):
        try:
            part = _postings(json.loads(script), address)
        except (ValueError, RecursionError):
            continue
        found.items += part.items
        found.links += part.links
    if not found.items and not found.links:
        raise Unreadable("The page carries no JobPosting for machines.")
    return found


def _postings(read_as: object, address: str) -> Feed:
    items = []
    for posting in postings_in(read_as):
        told = told_by(posting, address)
        href = told.get("apply_url", "")
        identifier = posting.get("identifier")
        known = identifier.get("value") if isinstance(identifier, dict) else identifier
        parts = {name.lower(): str(value) for name, value in posting.items() if isinstance(value, str | int)}
        items.append(Item(str(known or posting.get("@id") or href)[:LONGEST_KEY], href, told, parts))
    host = urlsplit(address).hostname
    links = [] if items else [one for one in links_of(read_as, address) if urlsplit(one).hostname == host]
    return Feed(items, list(dict.fromkeys(links)))


def _xml(body: bytes, address: str) -> Feed:
    root = read_xml(body)
    if root.tag == "feed":
        return Feed([_atom_item(entry, address) for entry in root.all("entry")])
    if root.tag in {"rss", "rdf"}:
        within = root.first("channel")
        entries = (within.all("item") if within else []) or root.all("item")
        return Feed([_rss_item(entry, address) for entry in entries])
    raise Unreadable("This XML is neither RSS nor Atom.")


def _rss_item(entry: Element, address: str) -> Item:
    href = href_in(entry.text("link"), address)
    tags = [one.whole.strip() for one in entry.all("category")]
    told = {
        "title": plain_text(entry.text("title")),
        "description": plain_text(entry.text("encoded", "description", "summary")),
        "employer": entry.text("creator", "company"),
        "apply_url": href,
        "skills": "; ".join(tag for tag in tags if tag),
        "place": entry.text("location"),
    }
    return Item((entry.text("guid") or href)[:LONGEST_KEY], href, told, _parts(entry))


def _atom_item(entry: Element, address: str) -> Item:
    links = [one.attributes for one in entry.all("link")]
    chosen = next((one for one in links if one.get("rel", "alternate") == "alternate"), {})
    href = href_in(chosen.get("href"), address)
    author = entry.first("author")
    tags = [one.attributes.get("term", "") for one in entry.all("category")]
    told = {
        "title": plain_text(entry.text("title")),
        "description": plain_text(entry.text("content", "summary")),
        "employer": author.text("name") if author else "",
        "site": href_in(author.text("uri"), address) if author else "",
        "apply_url": href,
        "skills": "; ".join(tag for tag in tags if tag),
    }
    return Item((entry.text("id") or href)[:LONGEST_KEY], href, told, _parts(entry))


def _parts(entry: Element) -> dict[str, str]:
    """The elements of an entry by name; the first of each."""
    found: dict[str, str] = {}
    for one in entry.inner:
        found.setdefault(one.tag, plain_text(one.whole))
    return found
