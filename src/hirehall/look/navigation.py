"""The frame around every page: what stands in the header, the tab bar, the menu and the footer, by hat.

Links name pages of modules above; a page that an installation does not have is left out, never shown dead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.addresses import address, here


@dataclass(frozen=True, slots=True)
class Link:
    """One entry. ``kind`` lets the frame add a count; ``short`` is its name on a phone."""

    text: str
    href: str
    icon: str = "circle"
    short: str = ""
    kind: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    links: tuple[Link, ...]
    tabs: tuple[Link, ...]
    left_out: tuple[Link, ...]
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]
    hat: str
    hat_href: str | None
    notices_href: str | None
    log_out_href: str | None
    log_in_href: str | None
    join_href: str | None
    find_href: str | None


Offers = Callable[[str], bool]
# (text, page name, icon, short text on a phone, kind)
Entry = tuple[str, str, str, str, str]
HOME: Entry = ("Home", "front:dashboard", "house", "Home", "home")
MESSAGES: Entry = ("Messages", "conversations:threads", "message-square", "Messages", "messages")
WORK: Entry = ("My work", "contracts:work", "handshake", "My work", "")
ORDERS: Entry = ("My orders", "contracts:orders", "handshake", "Orders", "")
MONEY: Entry = ("Money", "money:overview", "wallet", "Money", "")
GALLERY: Entry = ("Gallery", "portfolio:wall", "images", "Gallery", "spare")
CLIENT: tuple[Entry, ...] = (
    HOME,
    ("My briefs", "market:mine", "clipboard-list", "Briefs", ""),
    ("Find freelancers", "market:find_freelancers", "search", "Find", "spare"),
    ("Services", "market:services", "package", "Services", "spare"),
    GALLERY,
    ORDERS,
    MONEY,
    MESSAGES,
)
FREELANCER: tuple[Entry, ...] = (
    HOME,
    ("Find work", "market:find_briefs", "search", "Work", ""),
    ("Proposals", "market:proposals", "send", "Proposals", "spare"),
    ("My services", "market:my_services", "package", "Services", "spare"),
    GALLERY,
    WORK,
    MONEY,
    MESSAGES,
)
PUBLIC: tuple[Entry, ...] = (
    ("Find work", "market:find_briefs", "search", "Work", ""),
    ("Find freelancers", "market:find_freelancers", "users", "Find", ""),
    ("Services", "market:services", "package", "Services", ""),
    GALLERY,
    ("Positions", "listing:board", "briefcase", "Positions", ""),
    ("Which side are you on?", "front:guide", "compass", "Guide", ""),
    ("Fees", "front:fees", "receipt", "Fees", ""),
)
POOL: Entry = ("Order pool", "unit:pool", "layers", "", "")
POSTED: Entry = ("Posted orders", "unit:posted", "layers", "", "")
POSITIONS: Entry = ("Positions", "listing:board", "briefcase", "Positions", "")
# What a hall leads with stands in the header where briefs stand elsewhere: for a client, a freelancer, a visitor.
LEADS: dict[str, tuple[Entry, Entry, Entry]] = {
    "unit": (
        ("Posted orders", "unit:posted", "layers", "Posted", ""),
        *(2 * (("Order pool", "unit:pool", "layers", "Pool", ""),)),
    ),
    "listing": (POSITIONS, POSITIONS, POSITIONS),
    "trial": (
        ("Ask the matcher", "trial:requests", "user-check", "Matcher", ""),
        ("Proposed to you", "trial:proposals", "user-check", "Proposed", ""),
        ("Ask the matcher", "trial:new", "user-check", "Matcher", ""),
    ),
}
BOARD: Entry = ("Outside positions", "listing:board", "briefcase", "", "")
MATCHING: Entry = ("A freelancer found for you", "trial:requests", "users", "", "")
PROPOSED: Entry = ("Proposed by the matcher", "trial:proposals", "user-check", "", "")
VETTED: Entry = ("Get vetted", "vetting:screenings", "badge-check", "", "")
PANELS: Entry = ("Panels you sit on", "market:panels", "scale", "", "")
OWN_CLIENTS: Entry = ("Your own clients", "market:own_clients", "users", "", "")
AGENCIES: Entry = ("Agencies", "people:agencies", "users", "", "")
COLLECTIONS: Entry = ("Your collections", "portfolio:collections", "bookmark", "", "")
REQUESTS: Entry = ("Your quote requests", "market:requests", "file-pen", "", "")
MENU: tuple[Entry, ...] = (
    ("Your profile", "people:profile", "user", "", ""),
    ("Skills and proofs", "skills:mine", "badge-check", "", ""),
    ("Reviews", "reputation:reviews", "star", "", ""),
    ("Credentials", "credentials:mine", "badge-check", "", ""),
    ("Your standing", "reputation:standing", "gauge", "", ""),
    ("Organisations", "people:organisations", "building-2", "", ""),
    ("Calendar", "front:calendar", "calendar", "", ""),
    ("Settings", "people:settings", "settings", "", ""),
)
DESK: Entry = ("Operator’s desk", "front:desk", "shield", "", "")
STAFF: Entry = ("Start a staff session", "people:staff_session", "shield", "", "")
FOOTER: tuple[Entry, ...] = (
    ("Fees", "front:fees", "", "", ""),
    ("How money is held", "front:money_held", "", "", ""),
    ("Which side are you on?", "front:guide", "", "", ""),
    ("Freelancing or outsourcing", "front:comparison", "", "", ""),
    ("Joining", "front:joining", "", "", ""),
    ("Verify a credential", "credentials:verify", "", "", ""),
    ("Help", "front:help", "", "", ""),
    ("API", "front:api_docs", "", "", ""),
    ("Source code", "look:source", "", "", ""),
)
BY_WAY = {
    "market:services": "package",
    "market:my_services": "package",
    "portfolio:wall": "portfolio",
    "portfolio:collections": "portfolio",
    "unit:pool": "unit",
    "unit:posted": "unit",
    "listing:board": "listing",
    "trial:requests": "trial",
    "trial:new": "trial",
    "trial:proposals": "trial",
    "vetting:screenings": "screening",
    "market:panels": "panel",
}
TABS = 5
IN_HEADER = {True: 7, False: 6}
"""How many links the header holds beside the hats (signed in), or beside the two buttons of a visitor."""
# Pages that belong to an entry though their address begins otherwise.
CONTRACTS = (
    *(
        "/contracts/",
        "/offers/",
        "/milestones/",
        "/refund-requests/",
        "/contract-terms/",
        "/contract-endings/",
    ),
    *("/disputes/", "/orders/", "/order-requests/", "/unit-orders/", "/weeks/", "/entries/", "/timesheets/"),
    "/trials/",
)
ALSO = {
    "contracts:work": CONTRACTS,
    "contracts:orders": (*CONTRACTS, "/pool/new/", "/pool/posted/", "/pool/writers/"),
    "unit:posted": ("/pool/new/", "/pool/writers/"),
    "market:find_briefs": ("/briefs/",),
    "market:find_freelancers": ("/people/",),
    "money:overview": ("/statements/", "/receipts/"),
    "conversations:threads": ("/inquiries/",),
}


def url_or_none(name: str, *args: Any) -> str | None:
    """The address of a page, or None where this installation has none of that name."""
    try:
        return reverse(name, args=args) if args else address(name)
    except NoReverseMatch:
        return None


def _links(entries: tuple[Entry, ...], path: str = "") -> tuple[Link, ...]:
    """The entries that have a page here; the first under whose addresses ``path`` lies is the current one, alone."""
    found = _found(entries, get_urlconf(), get_script_prefix())
    under = (link for link, below in found if path.startswith(below) and link.href != here("/"))
    current = next(under, None)
    return tuple(replace(link, current=True) if link is current else link for link, _ in found)


@cache
def _found(
    entries: tuple[Entry, ...], _urlconf: str | None, _prefix: str
) -> tuple[tuple[Link, tuple[str, ...]], ...]:
    """Each entry that has a page, with the beginnings of the addresses that belong to it; looked up once."""
    addresses = [(entry, url_or_none(entry[1])) for entry in entries]
    return tuple(
        (Link(text, href, icon or "circle", short or text, kind), (href, *map(here, ALSO.get(name, ()))))
        for (text, name, icon, short, kind), href in addresses
        if href is not None
    )


def work_list(side: str) -> tuple[str, str | None]:
    """The list in which a client or a freelancer finds what they deal in: where a contract’s crumbs begin."""
    text, name, *_ = ORDERS if side == Hat.CLIENT else WORK
    return text, url_or_none(name)


def _led(entries: tuple[Entry, ...], lead: Entry) -> tuple[Entry, ...]:
    """The entries behind what the hall leads with; the one whose place it takes can be done without on a phone."""
    home = entries[:1] if entries[0] == HOME else ()
    first, *others = (one for one in entries[len(home) :] if one[1] != lead[1])
    return (*home, lead, (*first[:4], "spare"), *others)


def _crowded(entries: tuple[Entry, ...], room: int) -> tuple[Entry, ...]:
    """What the header has no room for: it stands in the menu, or for visitors in the footer."""
    over = max(0, sum(one != HOME for one in entries) - room)
    spare = entries
    if HOME in entries:
        spare = tuple(one for one in entries if one[4] == "spare" and one != GALLERY)
    return spare[-over:] if over else ()


def _everything(way: str) -> bool:
    return True


def navigation(
    actor: Actor,
    path: str,
    *,
    hat_kept: str = "",
    operator: bool = False,
    offers: Offers = _everything,
    lead: str = "",
) -> Frame:
    """The frame for who looks, at ``path``. In a staff session nobody wears a hat: ``hat_kept`` is their last.

    Args:
        offers: whether the hall offers a way of working; pages of one that it does not are left out.
        lead: the way that the hall leads with.
    """
    known = actor.person_id is not None
    hat = actor.hat or Hat(hat_kept or Hat.FREELANCER)
    who = (0 if hat is Hat.CLIENT else 1) if known else 2
    entries = (CLIENT, FREELANCER, PUBLIC)[who]
    if lead in LEADS and offers(lead):
        entries = _led(entries, LEADS[lead][who])
    entries = tuple(one for one in entries if offers(BY_WAY.get(one[1], "")))
    crowded = _crowded(entries, IN_HEADER[known])
    links = _links(tuple(one for one in entries if one not in crowded), path)
    # The tab bar has five places; what a hat can do without on a phone stands in the menu there.
    spare = max(0, len(links) - TABS)
    left_out = tuple(link for link in links if link.kind == "spare")[:spare]
    hats: tuple[Entry, ...] = (
        (REQUESTS, MATCHING, COLLECTIONS, POSTED, BOARD, PANELS)
        if hat is Hat.CLIENT
        else (PROPOSED, POOL, BOARD, VETTED, PANELS, OWN_CLIENTS, AGENCIES)
    )
    shown = {one[1] for one in entries}
    hats = tuple(one for one in hats if one[1] not in shown and offers(BY_WAY.get(one[1], "")))
    own = (MENU[0], *crowded, *hats, *MENU[1:])
    at_desk = actor.is_staff or actor.staff_of is not None
    menu = (*own, DESK) if at_desk else (*own, STAFF) if operator else own
    return Frame(
        links=tuple(link for link in links if link.kind != "home"),
        tabs=tuple(link for link in links if link not in left_out),
        left_out=left_out,
        menu=_links(menu) if known else (),
        footer=_links(FOOTER),
        hat=hat.value,
        hat_href=url_or_none("people:hat"),
        notices_href=url_or_none("conversations:notices"),
        log_out_href=url_or_none("account_logout"),
        log_in_href=url_or_none("account_login"),
        join_href=url_or_none("account_signup"),
        find_href=url_or_none("market:find"),
    )
