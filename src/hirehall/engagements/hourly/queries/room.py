"""The contract room of the hourly model: its weeks, the time in them, and where their money is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from markupsafe import Markup

from hirehall.contracts import queries as contracts
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.queries import Bar, Button, Frame
from hirehall.contracts.states import ContractState, Side
from hirehall.engagements.hourly import rules
from hirehall.engagements.hourly.models import Arrangement, Entry, Timer, Week
from hirehall.engagements.hourly.queries.pictures import picture_of, picture_of_weeks
from hirehall.engagements.hourly.queries.rows import arrangement_of, timer_of, week_for, weeks_of
from hirehall.engagements.hourly.queries.telling import WORDS
from hirehall.engagements.hourly.queries.turns import Situation, next_step
from hirehall.engagements.hourly.states import FINAL, MODEL, OPEN_ENTRY, EntryState, Source, State
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address
from hirehall.foundation.money import Money, zero
from hirehall.foundation.reads import kept
from hirehall.look.formats import day_text, money_text, when_text

WEEK_WORDS = {
    State.PLANNED: ("Not held yet", "neutral", "circle-dashed"),
    State.FUNDING: ("Payment on its way", "info", "clock"),
    State.OPEN: ("Open", "info", "clock"),
    State.CLOSED: ("Closed, corrections", "info", "pencil"),
    State.REVIEW: ("Under review", "warn", "eye"),
    State.DISPUTED: ("Disputed entries", "warn", "scale"),
    State.RELEASED: ("Paid", "ok", "check"),
    State.CANCELLED: ("Cancelled", "neutral", "x"),
}
ENTRY_WORDS = {
    EntryState.LOGGED: ("", "neutral"),
    EntryState.DISPUTED: ("Disputed", "warn"),
    EntryState.CONTESTED: ("Contested", "warn"),
    EntryState.TAKEN_OFF: ("Taken off", "neutral"),
    EntryState.SETTLED: ("Settled", "ok"),
}


SOURCE_WORDS = {Source.HAND: "", Source.TIMER: "by timer", Source.IMPORT: "imported"}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as a list shows it."""

    id: UUID
    memo: str
    starts_at: datetime
    ends_at: datetime
    hours: str
    amount: Money
    word: str
    tone: str
    source: str
    version: int
    may_edit: bool
    may_dispute: bool
    href: str


@dataclass(frozen=True, slots=True)
class WeekCard:
    """One week as the room shows it."""

    id: UUID
    title: str
    state: str
    version: int
    word: str
    tone: str
    icon: str
    line: str
    hours: str
    cap: str
    rate: Money
    worth: Money
    held: Money
    entries: list[EntryRow]
    rounding: str
    picture: Markup
    buttons: list[Button]
    is_turn: bool
    may_approve: bool


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that the contract page shows."""

    frame: Frame
    rate: Money
    cap_hours: int
    cards: list[WeekCard]
    may_log: bool
    is_paused: bool
    notice: str
    may_pause: bool
    timer: Timer | None
    picture: Markup
    version: int


def room_for(by: Actor, contract_id: UUID) -> Room:
    """The room of an hourly contract of the actor's. The number of queries does not grow with weeks or entries.

    Raises:
        Refused: ``contract.not_found``.
    """
    deal = contracts.deal_for(by, contract_id, model=MODEL)
    contract = deal.contract
    arrangement, weeks = arrangement_of(contract), weeks_of(contract)
    entries = entries_of(weeks)
    step = next_step(_situation(contract, arrangement, weeks, entries, deal.open_terms))
    frame = contracts.frame_of(
        deal,
        by,
        step=step,
        units=[row for row in weeks if row.state != State.CANCELLED],
        bar=_bar(contract, weeks, deal.side),
        words=WORDS,
        worked={row.id: _worked(row, entries.get(row.id, [])) for row in weeks},
    )
    working = contract_rules.may_act_for(contract, by, Side.FREELANCER)
    running = contract.state == ContractState.ACTIVE and arrangement.notice_at is None
    may_log = working and running and any(rules.may_log(row) for row in weeks)
    plan = frame.terms.plan[0]
    subject = step.subject_id if step else None
    return Room(
        frame=frame,
        rate=Money(plan["rate_minor"], contract.currency),
        cap_hours=plan["cap_hours"],
        cards=[
            card_of(row, entries.get(row.id, []), by, is_turn=row.id == subject) for row in reversed(weeks)
        ],
        may_log=may_log,
        is_paused=arrangement.paused_at is not None,
        notice=_notice(contract, arrangement),
        may_pause=running and not by.is_staff and contract_rules.may_act_for(contract, by, deal.side),
        timer=timer_of(by) if working else None,
        picture=picture_of_weeks(weeks, entries),
        version=contract.version,
    )


def _worked(week: Week, entries: list[Entry]) -> Money:
    """What a week has come to: what was paid once it is settled, before that what is logged and not taken off."""
    if State(week.state) in FINAL:
        return week.money(week.released_minor)
    asked = rules.open_minutes(entries)
    return min(week.worth(sum(row.paid_minutes for row in entries) + asked), week.money(week.amount_minor))


def entries_of(weeks: list[Week]) -> dict[UUID, list[Entry]]:
    """The entries of weeks, in their order: one query."""
    found: defaultdict[UUID, list[Entry]] = defaultdict(list)
    by_id = {row.id: row for row in weeks}
    for entry in _entries(tuple(by_id)) if by_id else ():
        entry.week = by_id[entry.week_id]
        found[entry.week_id].append(entry)
    return found


@kept
def _entries(week_ids: tuple[UUID, ...]) -> QuerySet[Entry]:
    return Entry.objects.filter(week_id__any_of=week_ids).order_by("starts_at", "id")


@dataclass(frozen=True, slots=True)
class WeekPage:
    """One week on its own page."""

    contract: Contract
    side: Side
    week: Week
    card: WeekCard
    disputed: Money
    undisputed: Money


def week_page(by: Actor, week_id: UUID) -> WeekPage:
    """One week with its entries: two queries and the actor's.

    Raises:
        Refused: ``week.not_found``.
    """
    week = week_for(by, week_id)
    entries = entries_of([week]).get(week.id, [])
    disputed = rules.open_minutes(entries)
    side = contract_rules.side_of(week.contract, by) or Side.CLIENT
    return WeekPage(
        contract=week.contract,
        side=side,
        week=week,
        card=card_of(week, entries, by, is_turn=False),
        disputed=week.worth(disputed),
        undisputed=week.worth(sum(row.paid_minutes for row in entries)),
    )


def card_of(week: Week, entries: list[Entry], by: Actor, *, is_turn: bool) -> WeekCard:
    word, tone, icon = WEEK_WORDS[State(week.state)]
    minutes = sum(row.counted_minutes for row in entries)
    contract = week.contract
    active = contract.state == ContractState.ACTIVE and not by.is_staff
    hiring = active and contract_rules.may_hire(contract, by)
    return WeekCard(
        id=week.id,
        title=week.title,
        state=week.state,
        version=week.version,
        word=word,
        tone=tone,
        icon=icon,
        line=_line(week, minutes),
        hours=rules.hours_text(minutes),
        cap=rules.hours_text(week.cap_minutes),
        rate=week.money(week.rate_minor),
        worth=_worked(week, entries),
        held=week.held,
        entries=[entry_row(row, by, active=active) for row in entries],
        rounding=_rounding(week, entries),
        picture=picture_of(week, entries),
        buttons=_buttons(week, by, active=active, logged=bool(entries)),
        is_turn=is_turn,
        may_approve=hiring and rules.can("charge", week) and bool(entries),
    )


def _rounding(week: Week, entries: list[Entry]) -> str:
    """Why the amounts of the entries do not add up to the week's, where they do not."""
    counted = [row.counted_minutes for row in entries]
    whole = week.worth(sum(counted))
    if whole == sum((week.worth(minutes) for minutes in counted), week.money(0)):
        return ""
    return (
        f"The week is paid as a whole, {money_text(whole)} for all of this time. By itself each entry is rounded"
        " down to the cent."
    )


def entry_row(entry: Entry, by: Actor, *, active: bool) -> EntryRow:
    week, state = entry.week, EntryState(entry.state)
    word, tone = ENTRY_WORDS[state]
    contract = week.contract
    if state is EntryState.SETTLED:
        word = f"{rules.hours_text(entry.split_minutes or 0)} paid by agreement"
    working = active and contract_rules.may_act_for(contract, by, Side.FREELANCER)
    hiring = active and contract_rules.may_hire(contract, by)
    reviewing = week.state == State.REVIEW and clock.now() < week.review_until
    return EntryRow(
        id=entry.id,
        memo=entry.memo,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        hours=rules.hours_text(entry.minutes),
        amount=week.worth(entry.minutes),
        word=word,
        tone=tone,
        source=SOURCE_WORDS[Source(entry.source)],
        version=entry.version,
        may_edit=working and state is EntryState.LOGGED and rules.may_log(week),
        may_dispute=hiring and state is EntryState.LOGGED and reviewing,
        href=address("hourly:entry", entry.id),
    )


def _situation(
    contract: Contract,
    arrangement: Arrangement,
    weeks: list[Week],
    entries: dict[UUID, list[Entry]],
    open_terms: object,
) -> Situation:
    living = [row for row in weeks if State(row.state) not in FINAL]
    rows = [entry for week in living for entry in entries.get(week.id, [])]
    minutes = {week.id: sum(entry.counted_minutes for entry in entries.get(week.id, [])) for week in living}
    asked = [entry for entry in rows if EntryState(entry.state) in OPEN_ENTRY]
    return Situation(contract, arrangement, living, asked, minutes, open_terms)  # type: ignore[arg-type]


def _line(week: Week, minutes: int) -> str:
    """One sentence: what is so, and what happens next."""
    released = week.money(week.released_minor)
    match State(week.state):
        case State.PLANNED:
            rolled = f" {money_text(week.held)} of it rolled in already." if week.held else ""
            return f"{money_text(week.amount)} is to be held for it.{rolled}"
        case State.FUNDING:
            return "Time can be logged as soon as the payment arrives."
        case State.OPEN:
            return f"{money_text(week.held)} is held. It closes on {when_text(week.ends_at)}."
        case State.CLOSED:
            return f"It is over. Its time can be corrected until {when_text(week.edit_until)}."
        case State.REVIEW:
            return f"What is not disputed is paid on {when_text(week.review_until)}."
        case State.DISPUTED:
            return (
                f"{money_text(released)} is paid; {money_text(week.held)} stays held until both sides agree."
            )
        case State.RELEASED:
            when = f" on {day_text(week.closed_at)}" if week.closed_at else ""
            return f"{money_text(released)} was paid{when}. {_rest(week)}"
        case _:
            return "It did not take place."


def _rest(week: Week) -> str:
    parts = []
    if week.rolled_on_minor:
        parts.append(f"{money_text(week.money(week.rolled_on_minor))} rolled on to a later week")
    if week.refunded_minor:
        parts.append(f"{money_text(week.money(week.refunded_minor))} went back to the client")
    return f"{', '.join(parts)}." if parts else ""


def _buttons(week: Week, by: Actor, *, active: bool, logged: bool) -> list[Button]:
    if not active:
        return []
    contract = week.contract
    found: list[Button] = []
    if contract_rules.may_pay(contract, by) and week.state == State.PLANNED:
        text = (
            f"Pay {money_text(week.to_fund + week.fee_to_pay, short=True)}" if week.to_fund else "Open it now"
        )
        found.append(Button(text, address("hourly:fund", week.id), "primary", "wallet"))
    if logged:
        reviewing = week.state == State.REVIEW and contract_rules.may_hire(contract, by)
        text, kind = ("Review the time", "primary") if reviewing else ("See the time", "secondary")
        found.append(Button(text, address("hourly:week", week.id), kind, "eye" if reviewing else "list"))
    return found


def _notice(contract: Contract, arrangement: Arrangement) -> str:
    if arrangement.notice_at is None or contract.state == ContractState.ENDED:
        return ""
    who = contracts.name_of(contract, Side(arrangement.notice_side))
    return (
        f"{who} gave notice on {day_text(arrangement.notice_at)}. No new time is taken; the contract ends when its"
        " last week is settled."
    )


def _bar(contract: Contract, weeks: list[Week], side: Side) -> Bar:
    nothing = zero(contract.currency)

    def total(*states: State) -> Money:
        return sum((row.held for row in weeks if State(row.state) in states), nothing)

    released = sum((row.money(row.released_minor) for row in weeks), nothing)
    refunded = sum((row.money(row.refunded_minor) for row in weeks), nothing)
    segments = [
        ("Released", released, "ok"),
        ("Your review" if side is Side.CLIENT else "In review", total(State.REVIEW), "gold"),
        ("Disputed", total(State.DISPUTED), "warn"),
        ("Held", total(State.PLANNED, State.OPEN, State.CLOSED), "info"),
    ]
    return [*segments, ("Back to the client", refunded, "bad")] if refunded else segments
