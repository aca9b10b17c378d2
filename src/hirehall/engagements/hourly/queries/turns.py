"""Whose turn it is: exactly one next actor and one primary button per contract, decided in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract, TermsVersion
from hirehall.contracts.queries import Step
from hirehall.contracts.states import AskState, ContractState, Side
from hirehall.engagements.hourly.models import Arrangement, Entry, Week
from hirehall.engagements.hourly.rules import hours_text, move_on_to_now
from hirehall.engagements.hourly.states import MODEL, OPEN_ENTRY, EntryState, State
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address
from hirehall.foundation.turns import Turn
from hirehall.look.formats import money_text, when_text

MOST_CONTRACTS = 200


@dataclass(frozen=True, slots=True)
class Situation:
    """All that decides whose turn it is under one contract. ``minutes`` are logged minutes by week."""

    contract: Contract
    arrangement: Arrangement
    weeks: list[Week]
    open_entries: list[Entry] = field(default_factory=list)
    minutes: dict[UUID, int] = field(default_factory=dict)
    open_terms: TermsVersion | None = None


def next_step(now: Situation) -> Step | None:
    """The one next step, or None when the contract has ended. The first of these that applies decides."""
    if now.contract.state == ContractState.ENDED:
        return None
    shared = contracts.shared_step(now.contract, terms=now.open_terms, ending=None)
    return shared or _answer_dispute(now) or _agree(now) or _review(now) or _hold(now) or _work(now)


def _answer_dispute(now: Situation) -> Step | None:
    waiting = [row for row in now.open_entries if row.state == EntryState.DISPUTED and row.answer_by]
    if not waiting:
        return None
    row = min(waiting, key=lambda entry: entry.answer_by or entry.starts_at)
    assert row.answer_by is not None  # noqa: S101 - a constraint of the table
    return Step(
        Side.FREELANCER,
        f"answer for “{row.memo}”",
        f"{now.contract.freelancer_name} answers for “{row.memo}”",
        f"{hours_text(row.minutes)} of it are disputed. Without an answer the entry is taken off on"
        f" {when_text(row.answer_by)}.",
        address("hourly:entry", row.id),
        "Answer for the entry",
        due_at=row.answer_by,
        tone="warn",
        icon="message-square",
        subject_id=row.week_id,
    )


def _agree(now: Situation) -> Step | None:
    contested = [row for row in now.open_entries if row.state == EntryState.CONTESTED]
    if not contested:
        return None
    row = contested[0]
    side = Side(row.split_side).other if row.split_side else Side.CLIENT
    who = contracts.name_of(now.contract, side)
    on_table = (
        f"{hours_text(row.split_minutes or 0)} of {hours_text(row.minutes)} are proposed."
        if row.split_side
        else "Nobody has proposed yet how many of its minutes are paid."
    )
    return Step(
        side,
        f"agree on “{row.memo}”",
        f"{who} answers about “{row.memo}”",
        f"{on_table} Its money stays held until both sides agree.",
        address("hourly:entry", row.id),
        "See the entry",
        tone="warn",
        icon="scale",
        subject_id=row.week_id,
    )


def _review(now: Situation) -> Step | None:
    logged = [row for row in now.weeks if row.state == State.REVIEW and now.minutes.get(row.id)]
    if not logged:
        return None
    week = logged[0]
    minutes = now.minutes[week.id]
    return Step(
        Side.CLIENT,
        f"review the {week.title[0].lower()}{week.title[1:]}",
        f"{now.contract.client_name} reviews the {week.title[0].lower()}{week.title[1:]}",
        f"{hours_text(minutes)} for {money_text(week.worth(minutes))} are logged. What is not disputed is paid on"
        f" {when_text(week.review_until)}.",
        address("hourly:week", week.id),
        "Review the time",
        due_at=week.review_until,
        tone="warn",
        subject_id=week.id,
    )


def _hold(now: Situation) -> Step | None:
    if not now.arrangement.takes_new_weeks:
        return None
    on_its_way = next((row for row in now.weeks if row.state == State.FUNDING), None)
    if on_its_way is not None:
        return Step(
            None,
            "wait for the payment",
            f"The payment for “{on_its_way.title}” is on its way",
            f"Time can be logged as soon as {money_text(on_its_way.to_fund)} is held.",
            address("hourly:week", on_its_way.id),
            "",
            icon="clock",
            subject_id=on_its_way.id,
        )
    planned = next((row for row in now.weeks if row.state == State.PLANNED), None)
    if planned is None or (now.arrangement.method and planned.tried_at is None):
        return None
    failed = "The last payment did not go through. " if planned.tried_at else ""
    return Step(
        Side.CLIENT,
        f"pay for the {planned.title[0].lower()}{planned.title[1:]}",
        f"{now.contract.client_name} pays for the {planned.title[0].lower()}{planned.title[1:]}",
        f"{failed}{money_text(planned.to_fund)} is held for up to {hours_text(planned.cap_minutes)}; what is not"
        " worked is never taken.",
        address("hourly:fund", planned.id),
        f"Pay {money_text(planned.to_fund + planned.fee_to_pay, short=True)}",
        icon="wallet",
        tone="warn" if failed else "info",
        is_payment=True,
        subject_id=planned.id,
    )


def _work(now: Situation) -> Step | None:
    week = next((row for row in now.weeks if row.state in (State.OPEN, State.CLOSED)), None)
    href = contracts.room_href(now.contract)
    if week is None:
        paused = now.arrangement.paused_at is not None
        title = "This contract is paused" if paused else "The next week is held by the calendar"
        text = "No week is held. Either side lets it run on." if paused else "Nobody has to do anything now."
        return Step(None, "wait", title, text, href, "", icon="pause" if paused else "clock")
    minutes = now.minutes.get(week.id, 0)
    return Step(
        Side.FREELANCER,
        "log your time",
        f"{now.contract.freelancer_name} works by the hour",
        f"{hours_text(minutes)} of {hours_text(week.cap_minutes)} are logged for the {week.title[0].lower()}"
        f"{week.title[1:]}. It can be corrected until {when_text(week.edit_until)}.",
        f"{href}#log",
        "Log time",
        icon="clock",
        subject_id=week.id,
    )


def situations(running: Iterable[Contract]) -> list[Situation]:
    """What decides about each of these contracts: four queries, however many they are."""
    rows = {contract.id: contract for contract in running}
    arrangements = {row.contract_id: row for row in Arrangement.objects.filter(contract_id__in=rows)}
    weeks: defaultdict[UUID, list[Week]] = defaultdict(list)
    over = [State.RELEASED, State.CANCELLED]
    for week in Week.objects.filter(contract_id__in=rows).exclude(state__in=over).order_by("starts_at"):
        week.contract = rows[week.contract_id]
        move_on_to_now(week)
        weeks[week.contract_id].append(week)
    minutes: defaultdict[UUID, int] = defaultdict(int)
    disputed: defaultdict[UUID, list[Entry]] = defaultdict(list)
    of = {week.id: week for found in weeks.values() for week in found}
    for entry in Entry.objects.filter(week_id__in=of).order_by("starts_at"):
        minutes[entry.week_id] += entry.minutes
        if EntryState(entry.state) in OPEN_ENTRY:
            disputed[of[entry.week_id].contract_id].append(entry)
    terms = {
        row.contract_id: row for row in TermsVersion.objects.filter(contract_id__in=rows, state=AskState.OPEN)
    }
    return [
        Situation(
            contract,
            arrangements[contract_id],
            weeks[contract_id],
            disputed[contract_id],
            minutes,
            terms.get(contract_id),
        )
        for contract_id, contract in rows.items()
    ]


def steps_of(running: Sequence[Contract]) -> dict[UUID, Step]:
    """What comes next under each of these contracts: four queries, however many they are."""
    steps = ((now.contract.id, next_step(now)) for now in situations(running))
    return {contract_id: step for contract_id, step in steps if step is not None}


def turns_for(by: Actor) -> list[Turn]:
    """What waits for this actor under hourly contracts, most urgent first: five queries."""
    if by.person_id is None:
        return []
    running = contracts.contracts_visible_to(by).filter(model=MODEL, state=ContractState.ACTIVE)
    chosen = running.select_related("client", "organisation", "freelancer", "agency", "policy").order_by(
        "-started_at"
    )[:MOST_CONTRACTS]
    found = (contracts.turn_of(next_step(now), now.contract, by) for now in situations(chosen))
    return contracts.most_urgent([turn for turn in found if turn is not None])
