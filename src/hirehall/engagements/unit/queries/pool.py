"""The pool as a freelancer sees it, one's own orders as a client sees them, and the page of one order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Sum
from django.urls import reverse

from hirehall.contracts import queries as contracts
from hirehall.engagements.unit import rules
from hirehall.engagements.unit.models import LevelRow, PoolOrder, Sample, UnitOrder
from hirehall.engagements.unit.queries.pricing import PriceRow, price_table
from hirehall.engagements.unit.queries.questions import Questions, questions_of
from hirehall.engagements.unit.queries.readings import figures_of
from hirehall.engagements.unit.queries.room import STATE_WORDS, pays_of
from hirehall.engagements.unit.queries.rows import (
    asked_of,
    count_claimed,
    held_by,
    is_client_of,
    level_of,
    levels_of,
    pool_order_for,
    sample_of,
)
from hirehall.engagements.unit.queries.teams import teams_of
from hirehall.engagements.unit.rules.levels import Figures
from hirehall.engagements.unit.states import FINAL, LEVELS, MODEL, OPEN, RUNNING, UNITS, Place, State
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.money.queries import FeeQuote

PAGE, LARGEST_PAGE = 25, 100
FEWEST_TOLD = 5
PLACE_WORDS = {
    Place.PAYING: ("Payment on its way", "info", "clock"),
    Place.UNPAID: ("Not paid", "warn", "wallet"),
    Place.ASKED: ("Waits for an answer", "info", "send"),
    Place.POOL: ("In the pool", "info", "layers"),
    Place.CLAIMED: ("Claimed", "info", "hand"),
    Place.WORKING: ("In work", "info", "shield-check"),
    Place.TAKEN: ("Handed in", "ok", "package-check"),
    Place.CANCELLED: ("Cancelled", "neutral", "x"),
}


@dataclass(frozen=True, slots=True)
class PoolCard:
    """One order in a list."""

    id: UUID
    title: str
    state: str
    word: tuple[str, str, str]
    amount_text: str
    level: int
    level_word: str
    team: str
    hours: int
    least: Money
    most: Money
    at: datetime
    due_at: datetime | None
    href: str

    @staticmethod
    def of(order: PoolOrder, work: UnitOrder | None = None) -> PoolCard:
        """The card of an order; with its work, where that stands and what it comes to."""
        currency = order.posting.currency
        if work is not None:
            pays = pays_of(work)
            return PoolCard(
                id=work.id,
                title=work.title,
                state=work.state,
                word=STATE_WORDS[State(work.state)],
                amount_text=work.kind_of_unit.said(work.count),
                level=work.level,
                level_word=LEVELS[work.level],
                team=order.team.name if order.team else "",
                hours=order.hours,
                least=pays,
                most=pays,
                at=order.listed_at or order.posting.posted_at,
                due_at=work.auto_accept_at or work.revise_by or work.check_by,
                href=reverse("unit:contract", args=[work.id]),
            )
        return PoolCard(
            id=order.posting_id,
            title=order.posting.title,
            state=order.state,
            word=PLACE_WORDS[Place(order.state)],
            amount_text=order.bounds,
            level=order.level,
            level_word=LEVELS[order.level],
            team=order.team.name if order.team else "",
            hours=order.hours,
            least=rules.cost(order, order.least, currency),
            most=rules.cost(order, order.most, currency),
            at=order.listed_at or order.posting.posted_at,
            due_at=order.answer_by or order.decide_by or order.due_at or order.drop_at,
            href=reverse("unit:posting", args=[order.posting_id]),
        )


@dataclass(frozen=True, slots=True)
class Above:
    """What stands in the pool for one level that the freelancer does not have: how many orders, and what they pay."""

    level: int
    word: str
    orders: int
    least: Money
    most: Money


@dataclass(frozen=True, slots=True)
class PoolPage:
    """The pool of a hall for one freelancer: what their level opens, and what they hold.

    Attributes:
        above: in outline, what higher levels open.
    """

    level: int
    level_word: str
    asked: list[PoolCard]
    held: list[PoolCard]
    cards: list[PoolCard]
    more: str | None
    what: str
    sample: Sample | None
    may_claim: bool
    above: list[Above]


@dataclass(frozen=True, slots=True)
class OrderPage:
    """One order before it is a contract, for whoever looks."""

    order: PoolOrder
    word: tuple[str, str, str]
    is_client: bool
    is_holder: bool
    is_asked: bool
    team_name: str
    writer_name: str
    may_claim: bool
    why_not: str
    may_pay: bool
    level_word: str
    price: Money
    least: Money
    most: Money
    quote: FeeQuote
    net_least: Money
    net_most: Money
    counted: bool
    words_per_page: int
    decide_minutes: int
    questions: Questions


@dataclass(frozen=True, slots=True)
class LevelPage:
    """A person's level in a hall, how it came about, and what waits for an editor."""

    level: int
    level_word: str
    history: list[LevelRow]
    sample: Sample | None
    figures: Figures | None
    prices: list[PriceRow]


def pool_rows(
    by: Actor, hall: Hall, *, level: int, what: str = "", after: str = "", limit: int = PAGE
) -> tuple[list[PoolOrder], str | None]:
    """The orders that a level or a team opens, newest first, but for one's own; and the next cursor. One query."""
    teams = teams_of(hall.id, by.require_person()).values("id")
    opened = Q(team=None, level__lte=level) | Q(team__in=teams)
    found = PoolOrder.objects.filter(opened, hall=hall, state=Place.POOL, frozen_at=None).exclude(
        posting__client_id=by.person_id
    )
    if what in UNITS:
        found = found.filter(what=what)
    place = contracts.cursor(after)
    if place is not None:
        at, key = place
        found = found.filter(Q(listed_at__lt=at) | Q(listed_at=at, posting_id__lt=key))
    rows = list(found.select_related("posting", "team").order_by("-listed_at", "-posting_id")[: limit + 1])
    return rows[:limit], _cursor(rows, limit)


def above(by: Actor, hall: Hall, *, level: int) -> list[Above]:
    """What a higher level opens, level by level; nothing of a single order but where it is the only one. One query."""
    closed = PoolOrder.objects.filter(
        hall=hall, state=Place.POOL, frozen_at=None, team=None, level__gt=level
    ).exclude(posting__client_id=by.person_id)
    rows = closed.order_by("level").values_list("level")
    return [
        Above(one, LEVELS[one], orders, Money(least, hall.currency), Money(most, hall.currency))
        for one, orders, least, most in rows.annotate(
            Count("pk"), Min("posting__amount_minor"), Max("posting__amount_minor")
        )
    ]


def waiting_in_pool(hall_id: UUID) -> dict[str, tuple[int, int]]:
    """By unit: how many orders stand in the pool for anybody of their level, and how many units at most. One query."""
    free = PoolOrder.objects.filter(hall_id=hall_id, state=Place.POOL, frozen_at=None, team=None)
    rows = free.values_list("what").annotate(Count("pk"), Sum("most")).order_by("what")
    return {what: (orders, most) for what, orders, most in rows}


def _cursor(rows: list[PoolOrder], limit: int) -> str | None:
    if len(rows) <= limit:
        return None
    last = rows[limit - 1]
    return f"{last.listed_at.isoformat()}~{last.posting_id}" if last.listed_at else None


def pool_page(by: Actor, hall: Hall, *, what: str = "", after: str = "") -> PoolPage:
    """Six queries, however many orders there are; five for the highest level."""
    person_id = by.require_person()
    level = level_of(hall.id, person_id)
    held = list(held_by(hall.id, person_id).select_related("posting", "team").order_by("claimed_at"))
    rows, more = pool_rows(by, hall, level=level, what=what, after=after)
    return PoolPage(
        level=level,
        level_word=LEVELS.get(level, ""),
        asked=[PoolCard.of(row) for row in asked_of(hall.id, person_id)[:PAGE]],
        held=[PoolCard.of(row) for row in held],
        cards=[PoolCard.of(row) for row in rows],
        more=more,
        what=what if what in UNITS else "",
        sample=sample_of(hall.id, person_id),
        may_claim=bool(level),
        above=above(by, hall, level=level) if level < max(LEVELS) else [],
    )


def _handed_in(*states: State) -> Q:
    work = UnitOrder.objects.filter(id=OuterRef("posting_id"), state__in=states)
    return Q(Exists(work), state=Place.TAKEN)


# what the client wants to see of what they have posted
SHOWS = {
    "turn": Q(state=Place.UNPAID) | _handed_in(State.DELIVERED),
    "open": Q(state__in=[Place.PAYING, Place.UNPAID, *OPEN]) | _handed_in(*RUNNING),
    "over": Q(state=Place.CANCELLED) | _handed_in(*FINAL),
}


def posted_cards(rows: Sequence[PoolOrder]) -> list[PoolCard]:
    """The cards of what was posted; of what is handed in they say where the work stands. One query."""
    handed_in = [row.posting_id for row in rows if row.state == Place.TAKEN]
    works = UnitOrder.objects.select_related("contract").in_bulk(handed_in)
    return [PoolCard.of(row, works.get(row.posting_id)) for row in rows]


def posted_rows(
    by: Actor, *, after: str = "", limit: int = PAGE, hall_id: UUID | None = None, show: str = ""
) -> tuple[list[PoolOrder], str | None]:
    """What the actor's side has posted, newest first, and the cursor of the next page. One query.

    Args:
        hall_id: of one hall alone.
        show: one of ``SHOWS``; all else is everything.
    """
    mine = contracts.postings_of(by, model=MODEL)
    found = PoolOrder.objects.filter(SHOWS.get(show, Q()), posting__in=mine)
    if hall_id is not None:
        found = found.filter(hall_id=hall_id)
    place = contracts.cursor(after)
    if place is not None:
        at, key = place
        found = found.filter(Q(posting__posted_at__lt=at) | Q(posting__posted_at=at, posting_id__lt=key))
    rows = list(
        found.select_related("posting", "team").order_by("-posting__posted_at", "-posting_id")[: limit + 1]
    )
    if len(rows) <= limit:
        return rows, None
    last = rows[limit - 1]
    return rows[:limit], f"{last.posting.posted_at.isoformat()}~{last.posting_id}"


def order_page(by: Actor, order_id: UUID) -> OrderPage:
    """The page of an order: nine queries at most.

    Raises:
        Refused: ``order.not_found``.
    """
    order = pool_order_for(by, order_id)
    posting = order.posting
    quote, most = FeeQuote.from_json(posting.quote), posting.amount
    least = rules.cost(order, order.least, posting.currency)
    part = posting.money(posting.freelancer_fee_minor * least.minor // most.minor)
    is_client = is_client_of(posting, by)
    is_holder = rules.holds(order, by)
    policy = posting.policy
    free = order.state == Place.POOL and order.frozen_at is None and not is_client and not by.is_staff
    why_not = _why_not(order, by) if free else ""
    return OrderPage(
        order=order,
        word=PLACE_WORDS[Place(order.state)],
        is_client=is_client,
        is_holder=is_holder,
        is_asked=rules.is_asked(order, by),
        team_name=order.team.name if order.team else "",
        writer_name=order.writer.name if order.writer else "",
        may_claim=free and not why_not,
        why_not=why_not,
        may_pay=by.may_pay_for(posting.client_id, posting.organisation_id),
        level_word=LEVELS[order.level],
        price=posting.money(order.price_minor),
        least=least,
        most=most,
        quote=quote,
        net_least=least - part,
        net_most=most - posting.money(posting.freelancer_fee_minor),
        counted=order.kind_of_unit.is_counted,
        words_per_page=policy.number("unit.words_per_page"),
        decide_minutes=policy.number("unit.decide_minutes"),
        questions=questions_of(order, by),
    )


def _why_not(order: PoolOrder, by: Actor) -> str:
    """Why the actor cannot claim an order that is free; the action asks the same again."""
    person_id = by.require_person()
    if count_claimed(order.hall_id, person_id) >= order.posting.policy.number("unit.claims_at_once"):
        return "Hand in or give back what you hold first; then claim this one."
    if order.claims.filter(person_id=person_id).count() >= rules.MOST_LOOKS:
        return "You have held this order twice. Leave it to somebody else."
    return ""


def level_page(by: Actor, hall: Hall) -> LevelPage:
    """Four queries. Of readings only figures are told, and none while it could be seen who gave which."""
    person_id = by.require_person()
    history = levels_of(hall.id, person_id)
    figures = figures_of(hall.id, [person_id]).get(person_id)
    told = figures if figures and figures.readings >= FEWEST_TOLD else None
    level = history[0].level if history else 0
    prices = price_table(hall, policy_now(hall.id))
    return LevelPage(level, LEVELS.get(level, ""), history, sample_of(hall.id, person_id), told, prices)
