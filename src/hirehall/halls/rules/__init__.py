"""What a hall's clocks, caps and look may be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel.numbers import list_currencies
from django.conf import settings

from hirehall.foundation import clock
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import ClauseTemplate, Policy
from hirehall.halls.states import declared, is_offered, lists, switch_of, ways
from hirehall.halls.states.joining import DOMAIN as BY_DOMAIN
from hirehall.halls.states.joining import DOMAINS
from hirehall.halls.states.leading import FIRST, LEADS
from hirehall.look.typefaces import DEFAULT, TYPEFACES

DOMAIN = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
LONGEST_CLOCK_DAYS = 365
LARGEST_CAP = 1000
LONGEST_AHEAD_DAYS = 5 * 365
CLOCKS = (
    "silence_accepts_after_days",
    "refund_answer_days",
    "payout_hold_days",
    "offer_valid_days",
    "proposal_answer_days",
    "brief_stale_after_days",
    "review_window_days",
    "review_reply_days",
    "funding_reminder_days",
    "fee_notice_days",
)
CAPS = (
    "proposals_per_brief",
    "proposals_per_week",
    "open_briefs_per_client",
    "invitations_per_brief",
    "milestones_per_contract",
)
SHARES = ("chargeback_freelancer_percent",)
AMOUNTS = ("payout_minimum_minor", "largest_amount_minor")
MAY_BE_ZERO = frozenset({"payout_hold_days", "payout_minimum_minor", *SHARES})
LARGEST_MINOR = 10_000_000_000_00
LARGEST: Mapping[str, int] = {
    **dict.fromkeys(CLOCKS, LONGEST_CLOCK_DAYS),
    **dict.fromkeys(CAPS, LARGEST_CAP),
    **dict.fromkeys(SHARES, 100),
    **dict.fromkeys(AMOUNTS, LARGEST_MINOR),
}
TEXTS = {"name": 80, "tagline": 160, "escrow_word": 40}


def _invalid(field: str, sentence: str) -> Refused:
    return Refused("hall.setting_invalid", sentence, because=Because.INVALID, field=field)


def require_policy_changes(changes: Mapping[str, int]) -> None:
    """Refuse unknown names and numbers out of range, naming the field."""
    for field, value in changes.items():
        largest = LARGEST.get(field)
        least = 0 if field in MAY_BE_ZERO else 1
        if field in declared():
            least, largest = declared()[field].least, declared()[field].most
        if largest is None:
            raise _invalid(field, f"A policy has no {field}.")
        if not least <= value <= largest:
            raise _invalid(field, f"Write a number from {least} to {largest}.")


def require_policy_lists(changes: Mapping[str, Sequence[str]]) -> None:
    """Refuse unknown lists, and words that are too many, too long or empty, naming the list."""
    for name, words in changes.items():
        known = lists().get(name)
        if known is None:
            raise _invalid(name, f"A policy has no {name}.")
        if len(words) > known.most or len(set(words)) < len(words):
            raise _invalid(name, f"Write at most {known.most}, each once.")
        if any(not word.strip() or len(word) > known.longest for word in words):
            raise _invalid(name, f"Each has between 1 and {known.longest} characters.")
        if known.pattern and (wrong := [word for word in words if not re.fullmatch(known.pattern, word)]):
            raise _invalid(name, f"“{wrong[0][:60]}” cannot be read; write {known.reads}.")
        if name == DOMAINS and (wrong := [word for word in words if not DOMAIN.fullmatch(word)]):
            raise _invalid(name, f"{wrong[0]} is no domain; write it in small letters, as example.org.")


def require_offered(policy: Policy, way: str) -> None:
    """Refuse to begin what the hall does not offer (any more).

    Raises:
        Refused: ``hall.way_off``.
    """
    if not policy.offers(way):
        raise way_off()


def way_off() -> Refused:
    return Refused(
        "hall.way_off", "This hall does not offer this way of working now.", because=Because.FORBIDDEN
    )


def require_clause(kind: str, title: str, text: str) -> None:
    """Refuse a clause without one of its three parts.

    Raises:
        Refused: ``clause.invalid``.
    """
    if kind not in ClauseTemplate.Kind.values or not title.strip() or not text.strip():
        raise Refused("clause.invalid", "A clause has a kind, a title and a text.", because=Because.INVALID)


def require_a_way(numbers: Mapping[str, int]) -> None:
    """Refuse a policy under which nothing could begin.

    Raises:
        Refused: ``hall.setting_invalid``.
    """
    if ways() and not any(is_offered(way, numbers) for way in ways()):
        raise _invalid(switch_of(ways()[0]), "A hall offers at least one way of working.")


def require_doors(policy: Policy) -> None:
    """Refuse a way in that nobody could take: by e-mail domains, with none named.

    Raises:
        Refused: ``hall.setting_invalid``.
    """
    if policy.number(BY_DOMAIN) and not policy.words(DOMAINS):
        raise _invalid(DOMAINS, "Name at least one e-mail domain, as example.org, or close this way in.")


def require_near(effective_from: datetime, what: str) -> None:
    """Refuse to date something so far ahead that nobody means it.

    Raises:
        Refused: ``policy.too_far_ahead``, ``clause.too_far_ahead``, ``zone.too_far_ahead``.
    """
    if effective_from > clock.now() + timedelta(days=LONGEST_AHEAD_DAYS):
        raise Refused(
            f"{what}.too_far_ahead",
            "Date it at most five years ahead.",
            because=Because.INVALID,
            field="effective_from",
        )


def require_look(values: Mapping[str, object]) -> None:
    """Refuse a name that is missing or too long, a hue that is no angle, too strong a colour, an unknown type, lead."""
    for field, longest in TEXTS.items():
        text = str(values.get(field, "x"))
        if len(text) > longest or (field != "tagline" and not text.strip()):
            raise _invalid(field, f"Write between 1 and {longest} characters.")
    if values.get("typeface", DEFAULT) not in TYPEFACES:
        raise _invalid("typeface", f"Choose one of {', '.join(TYPEFACES)}.")
    if values.get("leads_with", FIRST) not in LEADS:
        raise _invalid("leads_with", f"Choose one of {', '.join(LEADS)}.")
    if not 0 <= int(str(values.get("hue", 0))) < 360:
        raise _invalid("hue", "A hue is a number from 0 to 359.")
    if not 0 <= int(str(values.get("chroma_thousandths", 0))) <= 200:
        raise _invalid("chroma_thousandths", "A chroma is a number from 0 to 200.")


def require_address(*, slug: str, domain: str) -> None:
    """Refuse what can be no path or no domain of a hall, and the name of the installation itself."""
    if domain and not DOMAIN.fullmatch(domain):
        raise _invalid(
            "domain", "Write a domain in small letters, as work.example.org, without https:// and port."
        )
    if domain and domain == urlsplit(settings.CONFIG.public_url).hostname:
        raise _invalid("domain", "This is the address of the installation itself, where its first hall is.")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,48}", slug):
        raise _invalid("slug", "Write small letters, digits and hyphens.")


def require_founding(*, slug: str, currency: str, time_zone: str, domain: str = "") -> None:
    require_address(slug=slug, domain=domain)
    require_currency(currency)
    require_time_zone(time_zone)


def require_currency(currency: str) -> None:
    if currency not in list_currencies():
        raise _invalid("currency", f"{currency} is not a known currency code.")


def require_time_zone(time_zone: str) -> None:
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError) as unknown:
        raise _invalid("time_zone", f"{time_zone} is not a known time zone.") from unknown
