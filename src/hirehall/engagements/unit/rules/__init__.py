"""What must hold before a unit order moves, and what so many units cost; used to refuse and to show buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Posting
from hirehall.engagements.unit.models import Counted, PoolOrder, Question, UnitOrder
from hirehall.engagements.unit.rules.counting import (
    Uncountable,
    in_lines,
    pages_of,
    text_of_file,
    text_of_markdown,
    words_in,
    words_in_file,
    words_in_markdown,
)
from hirehall.engagements.unit.rules.measuring import counter_for, units_of
from hirehall.engagements.unit.states import LEVELS, UNITS, Place, State, UnitKind, places, sources
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Policy

__all__ = [
    "Uncountable",
    "can",
    "can_in_pool",
    "counted",
    "counter_for",
    "holds",
    "in_lines",
    "nothing_to_count",
    "pages_of",
    "price_now",
    "price_of",
    "require_bounds",
    "require_clock_over",
    "require_holder",
    "require_move",
    "require_place",
    "require_time_left",
    "text_of_file",
    "text_of_markdown",
    "units_of",
    "words_in",
    "words_in_file",
    "words_in_markdown",
]
LONGEST_TEXT = 200_000
MOST_UNITS = 100_000
MOST_HOURS = 24 * 30
MOST_FILES = 20
MOST_BYTES = 100 * 2**20
LONGEST_NOTE = 2_000
OPEN_AT_MOST = 500
UNPAID_AT_MOST = 10
MOST_LOOKS = 2
QUESTIONS_AT_MOST = 5
SAMPLE_WORDS = 100
SAMPLE_EVERY_DAYS = 30

PLACES = {
    Place.PAYING: "has a payment under way",
    Place.UNPAID: "waits for a payment that failed",
    Place.ASKED: "waits for the answer of who was asked",
    Place.POOL: "stands in the pool",
    Place.CLAIMED: "is held by somebody who decides about it",
    Place.WORKING: "is being worked on",
    Place.TAKEN: "was handed in",
    Place.CANCELLED: "was cancelled",
}
STATES = {
    State.DELIVERED: "was delivered and waits for the client’s answer",
    State.REVISION: "is being revised",
    State.CHECK: "waits for an editor’s decision",
    State.ACCEPTED: "was already accepted",
    State.REJECTED: "was rejected by an editor",
    State.CHARGED_BACK: "was taken back by the client’s bank",
}


def price_of(what: str, count: int, price_minor: int) -> int:
    """What so many units cost in the smallest coin: exact, and rounded half up once, at the end."""
    per = UNITS[what].per
    return (2 * count * price_minor + per) // (2 * per)


def price_now(policy: Policy, what: str, level: int) -> int:
    """The price of as many units as the unit says, at a level, by the policy."""
    return policy.number(f"unit.{what}_price_{level}")


def cost(thing: Counted, count: int, currency: str) -> Money:
    return Money(price_of(thing.what, count, thing.price_minor), currency)


def require_order(what: str, least: int, most: int, level: int, hours: int) -> UnitKind:
    """The unit, when the bounds, the level and the hours are ones that an order can have."""
    if what not in UNITS:
        raise invalid("unit.unknown_unit", "Choose what is counted.", "what")
    if level not in LEVELS:
        raise invalid("unit.unknown_level", "Choose a level.", "level")
    if not 1 <= least <= MOST_UNITS:
        raise invalid("unit.bounds", f"The least is a number from 1 to {MOST_UNITS:,}.", "least")
    if not least <= most <= MOST_UNITS:
        raise invalid("unit.bounds", f"The most is at least the least, and at most {MOST_UNITS:,}.", "most")
    if not 1 <= hours <= MOST_HOURS:
        raise invalid("unit.hours", f"Give 1 to {MOST_HOURS} hours for the work.", "hours")
    return UNITS[what]


def require_words(title: str, instructions: str) -> tuple[str, str]:
    """An order's title and its instructions, as they are kept."""
    return (
        contract_rules.require_text(title, field="title", least=5, most=contract_rules.LONGEST_TITLE),
        contract_rules.require_text(
            instructions, field="instructions", least=20, most=contract_rules.LONGEST_SCOPE - 500
        ),
    )


def require_cost(least: Money, most: Money, policy: Policy) -> None:
    """The least costs something, or its hand-over could be accepted by nobody; the most is within the policy."""
    if not least.minor:
        raise invalid("unit.costs_nothing", "So little costs nothing here. Ask for more at least.", "least")
    if most.minor > policy.largest_amount_minor:
        raise invalid("unit.above_policy", "This order is larger than this hall allows.", "most")


def can_in_pool(move: str, order: PoolOrder) -> bool:
    return Place(order.state) in places(move)


def can(move: str, order: UnitOrder) -> bool:
    return State(order.state) in sources(move)


def require_place(move: str, order: PoolOrder) -> None:
    """Refuse a move that the table does not have from this place; the sentence says where the order is."""
    if not can_in_pool(move, order):
        raise Refused(
            f"unit.{order.state}",
            f"“{order.posting.title}” {PLACES[Place(order.state)]}, so this cannot happen now.",
        )


def require_move(move: str, order: UnitOrder) -> None:
    """The same under a contract."""
    if not can(move, order):
        raise Refused(
            f"unit.{order.state}", f"“{order.title}” {STATES[State(order.state)]}, so this cannot happen now."
        )


def require_running(order: PoolOrder) -> None:
    """Nothing moves while a bank wants the payment of an order back."""
    if order.frozen_at is not None:
        raise Refused(
            "unit.frozen",
            "The client’s bank wants the payment of this order back. Nothing moves until that is decided.",
        )


def holds(order: PoolOrder, by: Actor) -> bool:
    return order.holder_id is not None and order.holder_id == by.person_id and not by.is_staff


def require_holder(order: PoolOrder, by: Actor) -> None:
    if not holds(order, by):
        raise Refused("unit.wrong_party", "Only who holds this order can do this.", because=Because.FORBIDDEN)


def is_asked(order: PoolOrder, by: Actor) -> bool:
    """Whether a direct order waits for this actor's answer."""
    return order.state == Place.ASKED and order.writer_id == by.person_id and not by.is_staff


def require_asked(order: PoolOrder, by: Actor) -> None:
    if order.writer_id is None or order.writer_id != by.person_id or by.is_staff:
        raise Refused("unit.wrong_party", "Only who was asked can do this.", because=Because.FORBIDDEN)


def require_current(posting: Posting, version: int | None) -> None:
    if version is not None and version != posting.version:
        raise Refused(
            "unit.stale", f"Something happened to “{posting.title}” in the meantime. Look again, then decide."
        )


def require_question_left(asked: Sequence[Question]) -> None:
    """One question of somebody waits at a time, and an order bears so many of each."""
    if any(one.answered_at is None for one in asked):
        raise Refused(
            "unit.question_waits", "Your question waits for its answer. Then you can ask the next one."
        )
    if len(asked) >= QUESTIONS_AT_MOST:
        raise Refused(
            "unit.asked_enough",
            f"You have asked {QUESTIONS_AT_MOST} questions about this order, which is the most.",
        )


def require_unanswered(question: Question) -> None:
    if question.answered_at is not None:
        raise Refused("unit.question_answered", "This question was answered already. Look again.")


def require_time_left(until: datetime | None) -> None:
    """Refuse what comes after its clock; the sweep only writes down what is already so."""
    if until is not None and until <= clock.now():
        raise Refused("unit.clock_passed", f"The time for this ended on {until:%-d %B %Y, %H:%M} UTC.")


def require_clock_over(until: datetime | None) -> None:
    if until is None or until > clock.now():
        raise Refused("unit.clock_running", "There is still time.")


def require_level(level: int, order: PoolOrder) -> None:
    if level < order.level:
        raise Refused(
            "unit.level_too_low",
            f"This order is for level {order.level} ({LEVELS[order.level]}) and above.",
            because=Because.FORBIDDEN,
        )


def decided_level(levels: Sequence[int], needed: int) -> int | None:
    """The level that these ratings come to, in their order; None while another one is needed."""
    if len(levels) < needed:
        return None
    if needed == 1 or len(set(levels[:2])) == 1:
        return levels[0]
    return sorted(levels[:3])[1] if len(levels) > 2 else None


def require_size(sizes: Iterable[int]) -> None:
    """All files of a hand-over together have a largest size."""
    if sum(sizes) > MOST_BYTES:
        most = MOST_BYTES // 2**20
        raise invalid(
            "unit.files_too_large", f"All files of a hand-over together have at most {most} MB.", "files"
        )


def counted(
    order: Counted, words: int, declared: int | None, words_per_page: int, *, measured: int | None = None
) -> int:
    """How many units a hand-over has: by the hall's count; or as the maker declares, which the client confirms.

    Args:
        measured: what its files hold that are no texts: pages, items, seconds.
    """
    if not order.kind_of_unit.is_counted:
        if declared is not None:
            return declared
        if measured is None:
            raise invalid("unit.count_missing", f"Say how many {order.kind_of_unit.many} there are.", "count")
        return units_of(order.what, measured)
    return words if order.what == "word" else pages_of(words, words_per_page) + (measured or 0)


def require_content(text: str, note: str, file_ids: Sequence[UUID]) -> None:
    """Something is handed in, of a length that can be kept."""
    if not text.strip() and not file_ids:
        raise invalid("unit.nothing", "Write or upload what you hand in.", "text")
    if len(text) > LONGEST_TEXT:
        raise invalid(
            "unit.too_long", f"Hand in texts of more than {LONGEST_TEXT:,} characters as files.", "text"
        )
    if len(note) > LONGEST_NOTE:
        raise invalid("unit.too_long", f"The note may have {LONGEST_NOTE:,} characters.", "note")
    if any("\x00" in words or any("\ud800" <= sign <= "\udfff" for sign in words) for words in (text, note)):
        raise invalid("unit.not_text", "The text holds characters that are not text.", "text")
    if len(file_ids) > MOST_FILES:
        raise invalid("unit.too_many_files", f"At most {MOST_FILES} files fit here.", "files")


def nothing_to_count(order: Counted, names: Sequence[str]) -> Refused:
    """What is said of files of which none is a text or anything else that is counted for this order."""
    sent = f"“{names[0]}”" if len(names) == 1 else "these files"
    more = " and pages in .pdf" if order.what == "page" else ""
    return invalid(
        "unit.uncountable",
        f"Nothing can be counted in {sent}: words are counted in .txt, .md, .html and .docx{more}.",
        "files",
    )


def require_bounds(order: Counted, count: int, *, field: str = "text") -> None:
    """Not less than is asked for and not more; otherwise refused, at the field where it is to be mended."""
    kind = order.kind_of_unit
    if count < order.least:
        raise invalid(
            "unit.too_few",
            f"There are {kind.said(count)}; the order asks for at least {kind.said(order.least)}.",
            field,
        )
    if count > order.most:
        raise invalid(
            "unit.too_many",
            f"There are {kind.said(count)}; the order takes at most {kind.said(order.most)}.",
            field,
        )


def require_clock(by: Actor) -> None:
    if not by.is_system:
        raise Refused("unit.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)


def require_rail(by: Actor) -> None:
    if not by.is_system:
        raise Refused("unit.rail_only", "Only the payment rail reports this.", because=Because.FORBIDDEN)


def invalid(code: str, sentence: str, field: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field=field)
