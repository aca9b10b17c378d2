"""What a fraud often has, found in the words of a position: where it stands and why it is remarked on.

A signal decides nothing. An editor reads it where it stands, and either refuses the position for a reason of their
own or dismisses the signal with one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hirehall.engagements.listing.models import Content
from hirehall.engagements.listing.rules.domains import domain_of, host_of, is_below, look_alike, mail_host
from hirehall.engagements.listing.states import PERS
from hirehall.foundation.money import Money

LONGEST_QUOTE = 200
HUNDRED = 100
WORDS = {
    "fee": "Asks for money",
    "messenger": "Messenger only",
    "pay": "Pay far above the hall’s",
    "free_mail": "Address that anybody gets",
    "look_alike": "Domain like another one",
    "crypto": "Coins, cheques or transfers",
    "urgency": "Urgency",
    "elsewhere": "Link leads elsewhere",
}


@dataclass(frozen=True, slots=True)
class Found:
    """One signal: what it is, in which field, from where to where, and why it is one."""

    code: str
    field: str
    start: int
    end: int
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a position is compared with.

    Attributes:
        upper: what nine of ten freelancers of the hall ask for an hour, at most; None where too few say.
        far_percent: from how many percent of that on pay is remarked on.
        free_mail: domains where everybody gets an address.
        hosts: sites that take applications for others.
        domains: the domains of employers with listed positions, by name in lower case.
    """

    upper: Money | None = None
    far_percent: int = 200
    free_mail: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    domains: dict[str, str] = field(default_factory=dict)


FEE = re.compile(
    r"\b(?:pay(?:ment)?|send|transfer|deposit|buy|purchase|cover|cost)\b[^.!?\n]{0,60}\b(?:fee|deposit|starter kit|"
    r"training (?:material|kit|fee)s?|certificate|equipment|software licen[cs]e|background check|registration|"
    r"visa|gift cards?)\b"
    r"|\b(?:registration|application|training|processing|administration|onboarding|background check|security)\s+"
    r"(?:fee|deposit)\b"
    r"|\b(?:refundable|reimbursed)\b[^.!?\n]{0,40}\b(?:deposit|fee)\b"
    r"|\b(?:deposit|fee)\b[^.!?\n]{0,40}\b(?:refundable|reimbursed|refunded)\b",
    re.IGNORECASE,
)
NO_FEE = re.compile(r"\b(?:no|never|without|not)\b[^.!?\n]{0,40}$", re.IGNORECASE)
MESSENGER = re.compile(
    r"\b(?:telegram|whats\s?app|signal messenger|wechat|viber|icq|google hangouts?|kik)\b|\bt\.me/\w+|\bwa\.me/\w+",
    re.IGNORECASE,
)
CRYPTO = re.compile(
    r"\b(?:bitcoin|btc|usdt|tether|ethereum|crypto(?:currency|currencies)?|wallet address|cashier[’']?s che(?:que|ck)|"
    r"che(?:que|ck)s? (?:will be|is) (?:sent|mailed)|deposit the che(?:que|ck)|western union|moneygram|gift cards?|"
    r"reship(?:ping)?|receive (?:payments|transfers) (?:on|into) your (?:own )?account|money transfers?)\b",
    re.IGNORECASE,
)
URGENCY = re.compile(
    r"\b(?:urgent(?:ly)?|immediate(?:ly)? (?:start|hiring|hire)|start (?:today|immediately)|act (?:now|fast)|"
    r"hurry|only today|last chance|limited (?:spots|places)|no interview|no experience (?:needed|required|necessary)|"
    r"guaranteed income|same[- ]day (?:hire|offer))\b",
    re.IGNORECASE,
)


def signals_in(content: Content, known: Known, *, currency: str) -> list[Found]:
    """Everything that is remarked on, field by field in the order of the text."""
    found = [one for look in (_words, _addresses) for one in look(content, known)]
    pay = _pay(content, known, currency)
    return found + ([pay] if pay else [])


def _words(content: Content, known: Known) -> Iterator[Found]:
    for name, text in (("title", content.title), ("description", content.description)):
        yield from _matches(
            name,
            text,
            "fee",
            FEE,
            "The applicant is asked for money, or told of a fee: who hires pays, never who applies.",
            unless=NO_FEE,
        )
        yield from _matches(
            name,
            text,
            "crypto",
            CRYPTO,
            "Coins, cheques, gift cards and transfers for others are how stolen money moves.",
        )
        yield from _matches(name, text, "urgency", URGENCY, "Haste keeps people from asking questions.")
        if not (content.apply_url or content.apply_email):
            continue
        yield from _matches(
            name,
            text,
            "messenger",
            MESSENGER,
            "Applicants are led to a messenger, where nobody can look anything up later.",
        )


def _matches(
    name: str,
    text: str,
    code: str,
    pattern: re.Pattern[str],
    why: str,
    *,
    unless: re.Pattern[str] | None = None,
) -> Iterator[Found]:
    for match in pattern.finditer(text):
        if unless is not None and unless.search(text[: match.start()]):
            continue
        yield Found(code, name, match.start(), match.end(), match.group()[:LONGEST_QUOTE], why)


def _addresses(content: Content, known: Known) -> Iterator[Found]:
    site = domain_of(host_of(content.site))
    mail, link = mail_host(content.apply_email), host_of(content.apply_url)
    checks: tuple[Callable[[], Found | None], ...] = (
        lambda: _free_mail(content, mail, known),
        lambda: _mail_elsewhere(content, mail, site, known),
        lambda: _link_elsewhere(content, link, site, known),
        lambda: _alike(content, site, known),
    )
    for check in checks:
        found = check()
        if found is not None:
            yield found


def _whole(code: str, name: str, text: str, why: str) -> Found:
    return Found(code, name, 0, len(text), text[:LONGEST_QUOTE], why)


def _free_mail(content: Content, mail: str, known: Known) -> Found | None:
    if not mail or not is_below(mail, known.free_mail):
        return None
    why = f"Anybody gets an address at {mail}; a company writes from its own."
    return _whole("free_mail", "apply_email", content.apply_email, why)


def _mail_elsewhere(content: Content, mail: str, site: str, known: Known) -> Found | None:
    if not mail or is_below(mail, known.free_mail) or domain_of(mail) == site:
        return None
    if look_alike(domain_of(mail), site):
        why = f"{domain_of(mail)} is easily taken for {site}, the employer’s own, and is another."
        return _whole("look_alike", "apply_email", content.apply_email, why)
    why = f"Applications go to {mail}, and the employer’s site is {site}."
    return _whole("elsewhere", "apply_email", content.apply_email, why)


def _link_elsewhere(content: Content, link: str, site: str, known: Known) -> Found | None:
    if not link or domain_of(link) == site or is_below(link, known.hosts):
        return None
    if look_alike(domain_of(link), site):
        why = f"{domain_of(link)} is easily taken for {site}, the employer’s own, and is another."
        return _whole("look_alike", "apply_url", content.apply_url, why)
    why = f"The link leads to {link}, and the employer’s site is {site}."
    return _whole("elsewhere", "apply_url", content.apply_url, why)


def _alike(content: Content, site: str, known: Known) -> Found | None:
    """Another employer of the board has a domain that is easily taken for this one."""
    name = content.employer.strip().casefold()
    if known.domains.get(name) == site:
        return None
    for employer, domain in sorted(known.domains.items()):
        if look_alike(site, domain):
            why = (
                f"{domain} is the domain of {employer}, whose positions were listed here; {site} is another."
            )
            return _whole("look_alike", "site", content.site, why[:300])
    if name in known.domains:
        why = f"Positions of this employer were listed with {known.domains[name]}; this one says {site}."
        return _whole("look_alike", "site", content.site, why[:300])
    return None


def hourly(minor: int | None, per: str) -> int | None:
    """What pay comes to for an hour; None where it is for a project or not said."""
    hours = PERS[per].hours
    return None if minor is None or hours is None else minor // hours


def _pay(content: Content, known: Known, currency: str) -> Found | None:
    most = content.pay_max_minor if content.pay_max_minor is not None else content.pay_min_minor
    an_hour = hourly(most, content.pay_per)
    if an_hour is None or known.upper is None or an_hour * HUNDRED < known.upper.minor * known.far_percent:
        return None
    said = Money(an_hour, currency).text(short=True)
    why = f"That is {said} an hour. Nine of ten freelancers here ask for at most {known.upper.text(short=True)}."
    quote = f"{Money(most or 0, currency).text(short=True)} {PERS[content.pay_per].one}"
    return Found("pay", "pay", 0, len(quote), quote, why)
