"""What must hold of a feed that an editor enters."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from hirehall.contracts.rules import require_text
from hirehall.engagements.listing import rules
from hirehall.engagements.listing.rules.feeds import KINDS
from hirehall.engagements.listing.rules.reading import ROLES
from hirehall.foundation.fetching import Limits, Unfetched, require_address

MOST_HOURS = 24 * 14
LONGEST_RULE = 300


def limits() -> Limits:
    """What is read of a feed, with the hosts that the operator’s configuration allows."""
    return Limits(kinds=KINDS, hosts=frozenset(settings.CONFIG.feed_hosts))


def require_feed_address(address: str) -> str:
    """An address that may be asked; where its name leads is looked at each time that it is read."""
    clean = address.strip()
    try:
        require_address(clean, limits())
    except Unfetched as refused:
        raise rules.invalid("feed.address_unusable", str(refused), "address") from refused
    if len(clean) > 500:
        raise rules.invalid("feed.address_unusable", "The address has more than 500 signs.", "address")
    return clean


def require_mapping(mapping: Mapping[str, str]) -> dict[str, str]:
    """For parts of a position an element of the entries, or words of one’s own."""
    if not mapping.keys() <= ROLES.keys():
        raise rules.invalid("feed.unknown_part", "A position has no such part.", "mapping")
    return {
        role: clean
        for role, rule in mapping.items()
        if (clean := require_text(rule, field=role, least=0, most=LONGEST_RULE))
    }


def require_hours(hours: int) -> int:
    if not 1 <= hours <= MOST_HOURS:
        raise rules.invalid(
            "feed.hours",
            f"A feed is read every hour at most, and every {MOST_HOURS} at least.",
            "every_hours",
        )
    return hours
