"""What somebody looks for, and what a list gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Literal, TypeVar
from uuid import UUID

from hirehall.foundation.money import Money

PAGE = 20
Sort = Literal["relevance", "newest", "rate", "budget"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "rate", "budget")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for. Everything is optional; the same class serves both lists.

    Attributes:
        text: words; all must occur, the last one may be unfinished.
        skills: all of these.
        category: in this field of work.
        most_minor: a rate of at most this (freelancers), in minor units an hour; a price of at most this (services).
        least_minor: a budget of at least this (briefs), in minor units.
        most_days: done in at most so many days (services).
        availability: ``now`` for people who are free now.
        language: an ISO 639-1 code.
        overlap_hours: at least so many common hours of a nine-to-five day ...
        offset_minutes: ... with a place that is so far from UTC.
        vetted: screened by the hall, and still.
        certified: with a valid certificate of the hall, in one of the skills where some are asked for.
        new_only: people without a finished contract; briefs with fewer than five proposals.
        first_timers: briefs that are open to those who never finished a contract in their field.
        sort: relevance falls back to newest where there are no words.
        after: where the previous page ended.
        limit: cards on a page, at most 100.
    """

    text: str = ""
    skills: tuple[UUID, ...] = ()
    category: UUID | None = None
    most_minor: int | None = None
    least_minor: int | None = None
    most_days: int | None = None
    availability: str = ""
    language: str = ""
    overlap_hours: int = 0
    offset_minutes: int = 0
    new_only: bool = False
    vetted: bool = False
    certified: bool = False
    first_timers: bool = False
    sort: Sort = "relevance"
    after: str = ""
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class FreelancerCard:
    """One freelancer in a list. ``band`` is the share (low, high, in percent) that would hire again, once known."""

    person_id: UUID
    name: str
    handle: str
    headline: str
    summary: str
    place: str
    picture: str | None
    rate: Money | None
    availability: str
    available_from: date | None
    languages: list[str]
    skills: list[str]
    contracts_finished: int
    reviewed: int
    band: tuple[int, int] | None
    overlap_hours: int | None


@dataclass(frozen=True, slots=True)
class BriefFound:
    """One open brief in a list."""

    brief_id: UUID
    title: str
    summary: str
    client: str
    budget_min: Money | None
    budget_max: Money | None
    deadline: date | None
    published_at: datetime
    proposal_count: int
    skills: list[str]
    first_timers: bool = False


@dataclass(frozen=True, slots=True)
class ServiceFound:
    """One service in the catalogue; ``agency_handle`` where it is an agency's, whose name then is ``freelancer``."""

    service_id: UUID
    title: str
    summary: str
    freelancer: str
    agency_handle: str
    freelancer_picture: str | None
    cover: str | None
    price: Money
    days: int
    skills: list[str]
    orders_done: int
    is_full: bool


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter, with how many results it leaves."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many results each filter leaves. ``sampled``: counted among the newest results only."""

    skills: list[Option]
    categories: list[Option]
    availability: list[Option]
    languages: list[Option]
    new: int
    sampled: bool
    vetted: int = 0
    certified: int = 0
    first_timers: int = 0


Card = TypeVar("Card", FreelancerCard, BriefFound, ServiceFound)


@dataclass(frozen=True, slots=True)
class Found(Generic[Card]):
    """One page of results.

    Attributes:
        total: how many there are, or the largest number that is counted.
        more: whether there are more than ``total``.
        next: the cursor of the next page; empty on the last.
        words: the words that were searched, where they differ from the typed ones.
    """

    cards: list[Card]
    total: int
    more: bool
    next: str
    counts: Counts
    words: str = ""
