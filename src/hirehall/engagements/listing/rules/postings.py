"""schema.org’s JobPosting, wherever it stands in JSON-LD, as the parts of a position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from hirehall.engagements.listing.rules.plain import plain_text
from hirehall.engagements.listing.states import Kind

DEEPEST = 12
TYPES = {
    "CONTRACTOR": Kind.CONTRACT,
    "PART_TIME": Kind.PART_TIME,
    "FULL_TIME": Kind.FULL_TIME,
    "TEMPORARY": Kind.PROJECT,
}
UNITS = {"HOUR": "hour", "DAY": "day", "MONTH": "month", "YEAR": "year"}


def postings_in(found: object, depth: int = 0) -> list[dict[str, Any]]:
    """Every JobPosting in a document: alone, in a graph, or in an ItemList."""
    if depth > DEEPEST:
        return []
    if isinstance(found, list):
        return [one for part in found for one in postings_in(part, depth + 1)]
    if not isinstance(found, dict):
        return []
    if "JobPosting" in _list(found.get("@type")):
        return [found]
    within = ("@graph", "itemListElement", "item", "mainEntity", "hasPart")
    return [one for name in within for one in postings_in(found.get(name), depth + 1)]


def links_of(found: object, address: str, depth: int = 0) -> list[str]:
    """The addresses of an ItemList that names pages and does not tell of them."""
    if depth > DEEPEST:
        return []
    if isinstance(found, list):
        return [one for part in found for one in links_of(part, address, depth + 1)]
    if not isinstance(found, dict):
        return []
    if "ListItem" in _list(found.get("@type")):
        item = found.get("item")
        inner = item.get("url") or item.get("@id") if isinstance(item, dict) else item
        href = href_in(found.get("url") or inner, address)
        return [href] if href else []
    within = ("@graph", "itemListElement", "mainEntity")
    return [one for name in within for one in links_of(found.get(name), address, depth + 1)]


def told_by(posting: Mapping[str, Any], address: str) -> dict[str, str]:
    """A posting as the parts of a position; what it does not say is empty."""
    employer = _first(posting.get("hiringOrganization"))
    named = employer if isinstance(employer, str) else str((employer or {}).get("name") or "")
    site = "" if isinstance(employer, str) else (employer or {}).get("sameAs") or (employer or {}).get("url")
    types = [TYPES[one] for one in map(str, _list(posting.get("employmentType"))) if one in TYPES]
    skills = posting.get("skills")
    return {
        "title": str(posting.get("title") or posting.get("name") or ""),
        "employer": named,
        "site": href_in(_first(site), address),
        "description": plain_text(str(posting.get("description") or "")),
        "kind": types[0] if types else "",
        "skills": "; ".join(map(str, skills)) if isinstance(skills, list) else str(skills or ""),
        "apply_url": href_in(posting.get("url"), address) or address,
        "apply_until": str(posting.get("validThrough") or "")[:10],
        **_place(posting),
        **_pay(posting.get("baseSalary")),
    }


def href_in(found: object, address: str) -> str:
    """An address in a document, whole; empty where it is none that a browser opens."""
    if not isinstance(found, str) or not found.strip():
        return ""
    try:
        whole = urljoin(address, found.strip())
        return whole if urlsplit(whole).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _place(posting: Mapping[str, Any]) -> dict[str, str]:
    remote = "TELECOMMUTE" in map(str, _list(posting.get("jobLocationType")))
    where = _first(posting.get("jobLocation"))
    address = where.get("address") if isinstance(where, dict) else None
    parts = address if isinstance(address, dict) else {}
    city, country = str(parts.get("addressLocality") or ""), _country(parts.get("addressCountry"))
    if remote and not city:
        return {"work": "remote", "country": _country(_first(posting.get("applicantLocationRequirements")))}
    return {"work": "partly" if remote else "on_site" if city else "", "place": city, "country": country}


def _country(found: object) -> str:
    name = found.get("name") if isinstance(found, dict) else found
    return "" if str(name or "").casefold() in {"worldwide", "anywhere"} else str(name or "")


def _pay(salary: object) -> dict[str, str]:
    if not isinstance(salary, dict):
        return {}
    value = salary.get("value")
    parts = value if isinstance(value, dict) else {"value": value}
    least, most = parts.get("minValue") or parts.get("value"), parts.get("maxValue")
    per = UNITS.get(str(parts.get("unitText") or salary.get("unitText") or "").upper())
    if per is None or (least is None and most is None):
        return {}
    currency = str(salary.get("currency") or "")
    said = {"pay_min": least, "pay_max": most}
    return {
        "pay_per": per,
        **{name: f"{one} {currency}".strip() for name, one in said.items() if one is not None},
    }


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _first(found: Any) -> Any:
    return next(iter(found), None) if isinstance(found, list) else found


def dicts(rows: object) -> Iterator[dict[str, Any]]:
    """The objects among the rows of a document."""
    yield from (one for one in rows if isinstance(one, dict)) if isinstance(rows, list) else ()
