"""Whose a web address or a mail address is, as far as its name says."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

LONGEST_ADDRESS = 500
# Second levels under which names are given out: example.co.uk is one name, not a part of co.uk.
GIVEN_OUT = frozenset({"ac", "co", "com", "edu", "gob", "gov", "gv", "ne", "net", "or", "org"})
LOOKS_LIKE = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "i": "l", "j": "l", "u": "v"})
SHORTEST_ALIKE = 5
COUNTRY_LETTERS = 2
CAMPAIGN = frozenset({"fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "ref", "source", "src"})


def host_of(url: str) -> str:
    """The host of a web address that a browser opens; empty for anything else."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "." not in host or len(url) > LONGEST_ADDRESS:
        return ""
    if parts.username is not None or any(letter.isspace() for letter in url.strip()):
        return ""
    return host


def one_address(url: str) -> str:
    """A web address as every other way of writing it: without scheme, www, and marks of campaigns.

    Empty for what is none.
    """
    host = host_of(url)
    if not host:
        return ""
    parts = urlsplit(url.strip())
    asked = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.lower() not in CAMPAIGN and not name.lower().startswith("utm_")
    ]
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{host.removeprefix('www.')}{parts.path.rstrip('/')}{query}"[:LONGEST_ADDRESS]


def mail_host(address: str) -> str:
    """The domain of a mail address; empty where there is none."""
    return address.rpartition("@")[2].strip().lower() if "@" in address else ""


def domain_of(host: str) -> str:
    """The part of a host that somebody has registered, as far as it can be told without a list of all registries."""
    labels = host.split(".")
    if len(labels) > COUNTRY_LETTERS and len(labels[-1]) == COUNTRY_LETTERS and labels[-2] in GIVEN_OUT:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


def is_below(host: str, domains: frozenset[str]) -> bool:
    """Whether the host is one of these domains or stands below one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def look_alike(one: str, other: str) -> bool:
    """Whether two different domains are easily taken for each other: a letter more, less or other, or 0 for o."""
    if one == other:
        return False
    mine, theirs = _name(one), _name(other)
    if min(len(mine), len(theirs)) < SHORTEST_ALIKE:
        return False
    if mine == theirs:
        return True  # harbour.example and harbour-example.test have other names; harbour.co and harbour.com have not
    return _folded(mine) == _folded(theirs) or one_letter_apart(mine, theirs)


def _name(domain: str) -> str:
    return domain.split(".")[0]


def _folded(name: str) -> str:
    return name.replace("-", "").replace("rn", "m").replace("vv", "w").translate(LOOKS_LIKE)


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter put in, left out, exchanged, or changed places, makes one of the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((place for place, letter in enumerate(one) if letter != other[place]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[:at] + one[at : at + 2][::-1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other
