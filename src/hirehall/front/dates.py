"""The dates of a person, from every module that has some. The list is the wiring, as in ``front/turns.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract, Offer
from hirehall.contracts.states import OPEN_OFFER, AskState, ContractState
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.engagements.hourly.states import State as WeekState
from hirehall.engagements.listing import queries as listing
from hirehall.engagements.milestone.models import Milestone, RefundRequest
from hirehall.engagements.milestone.states import State as MilestoneState
from hirehall.engagements.package.models import Ask, Order
from hirehall.engagements.package.states import State as OrderState
from hirehall.engagements.trial import queries as trial
from hirehall.engagements.trial.models import Trial
from hirehall.engagements.unit.models import PoolOrder, UnitOrder
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.look.formats import money_text
from hirehall.market import queries as market
from hirehall.market.queries import InFlight, Part
from hirehall.money import queries as money
from hirehall.reputation import queries as reputation
from hirehall.vetting import queries as vetting

MOST_CONTRACTS = 500
MOST_IN_FLIGHT = 200
BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)
ICONS = {
    "delivery": "package", "silence": "hourglass", "answer": "message-square", "week": "clock", "review": "star",
    "payout": "wallet", "offer": "file-text", "brief": "clipboard-list",
    "interview": "users",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dated:
    """One date, true for both sides.

    Attributes:
        key: what it is about; the same wherever the date moves.
        kind: a key of ``ICONS``.
        at: an instant, or a whole day.
        sequence: goes up whenever what it is about has moved.
        since: since when it stands, as far as that is known.
    """

    key: str
    kind: str
    title: str
    text: str
    at: datetime | date
    href: str
    sequence: int
    since: datetime

    @property
    def icon(self) -> str:
        return ICONS[self.kind]

    @property
    def is_day(self) -> bool:
        return not isinstance(self.at, datetime)

    @property
    def instant(self) -> datetime:
        """What it is sorted by; a day begins in UTC."""
        return self.at if isinstance(self.at, datetime) else datetime.combine(self.at, time(), tzinfo=UTC)


Running = Mapping[UUID, Contract]


def dates_of(by: Actor) -> list[Dated]:
    """All dates of the actor, the next first: a fixed number of queries, however many they are."""
    if by.person_id is None or by.is_staff:
        return []
    found = contracts.contracts_visible_to(by).filter(state=ContractState.ACTIVE)
    parties = found.select_related("client", "organisation", "freelancer", "agency").order_by("-started_at")
    running = {contract.id: contract for contract in parties[:MOST_CONTRACTS]}
    dates = [one for source in OF_CONTRACTS for one in source(running)]
    dates += [one for own in OF_PEOPLE for one in own(by)]
    return sorted(dates, key=lambda one: (one.instant, one.key))


def milestone_dates(running: Running) -> list[Dated]:
    """Deliveries due, deliveries that silence accepts, and refund requests. Two queries."""
    working = [MilestoneState.PLANNED, MilestoneState.FUNDED, MilestoneState.CHANGES_ASKED]
    dates = []
    for row in Milestone.objects.filter(contract_id__in=running):
        contract = row.contract = running[row.contract_id]
        href, names = contracts.room_href(contract), _between(contract)
        if row.due_on and row.state in working:
            dates.append(Dated(
                f"milestone-{row.id}-due", "delivery", f"Delivery due: {row.title}", f"“{contract.title}”, {names}.",
                row.due_on, href, row.version, contract.started_at,
            ))  # fmt: skip
        if row.auto_accept_at and row.state == MilestoneState.DELIVERED:
            dates.append(Dated(
                f"milestone-{row.id}-silence", "silence", f"Silence accepts: {row.title}",
                f"{money_text(row.held)} is released by itself if there is no answer. “{contract.title}”, {names}.",
                row.auto_accept_at, href, row.version, contract.started_at,
            ))  # fmt: skip
    asked = RefundRequest.objects.filter(state=AskState.OPEN, milestone__contract_id__in=running)
    for request in asked.select_related("milestone"):
        contract = running[request.milestone.contract_id]
        dates.append(Dated(
            f"refund-{request.id}-answer", "answer", f"Refund request: {request.milestone.title}",
            f"Without an answer it is paid back by itself. “{contract.title}”, {_between(contract)}.",
            request.answer_by, contracts.room_href(contract), request.milestone.version, contract.started_at,
        ))  # fmt: skip
    return dates


def hourly_dates(running: Running) -> list[Dated]:
    """Weeks that close, reviews that end, and disputed entries. Two queries."""
    dates = []
    open_weeks = [WeekState.OPEN, WeekState.CLOSED, WeekState.REVIEW]
    for week in Week.objects.filter(contract_id__in=running, state__in=open_weeks):
        contract = running[week.contract_id]
        href, names = contracts.room_href(contract), _between(contract)
        if week.state != WeekState.REVIEW:
            dates.append(Dated(
                f"week-{week.id}-close", "week", f"{week.title} closes",
                f"Time can be corrected until then. “{contract.title}”, {names}.",
                week.edit_until, href, week.version, contract.started_at,
            ))  # fmt: skip
        dates.append(Dated(
            f"week-{week.id}-review", "silence", f"{week.title} is paid",
            f"What is not disputed until then is paid. “{contract.title}”, {names}.",
            week.review_until, href, week.version, contract.started_at,
        ))  # fmt: skip
    disputed = Entry.objects.filter(week__contract_id__in=running, answer_by__isnull=False)
    for entry in disputed.select_related("week"):
        contract = running[entry.week.contract_id]
        assert entry.answer_by is not None  # noqa: S101 - the filter says so
        dates.append(Dated(
            f"entry-{entry.id}-answer", "answer", f"Disputed entry: {entry.memo}",
            f"Without an answer it is taken off. “{contract.title}”, {_between(contract)}.",
            entry.answer_by, reverse("hourly:entry", args=[entry.id]), entry.version, contract.started_at,
        ))  # fmt: skip
    return dates


def package_dates(running: Running) -> list[Dated]:
    """Orders due, delivered, unpaid, and wishes to cancel. Two queries."""
    working = [OrderState.IN_PROGRESS, OrderState.REVISION, OrderState.LATE, OrderState.VERY_LATE]
    dates = []
    orders = {row.id: row for row in Order.objects.filter(contract_id__in=running)}
    for row in orders.values():
        contract = row.contract = running[row.contract_id]
        href, names = contracts.room_href(contract), _between(contract)
        what = [
            (row.due_at if row.state in working else None, "due", "delivery", f"Delivery due: {contract.title}",
             f"The order, {names}."),
            (row.auto_accept_at, "silence", "silence", f"Silence accepts: {contract.title}",
             f"{money_text(row.held)} is released by itself if there is no answer. The order, {names}."),
            (row.drop_at if row.state == OrderState.UNPAID else None, "drop", "answer", f"Unpaid: {contract.title}",
             f"The order is dropped if it is not paid by then. The order, {names}."),
        ]  # fmt: skip
        dates += [
            Dated(f"order-{row.id}-{name}", kind, title, text, at, href, row.version, contract.started_at)
            for at, name, kind, title, text in what
            if at is not None
        ]
    for ask in Ask.objects.filter(order_id__in=orders, state=AskState.OPEN, answer_by__isnull=False):
        contract = running[orders[ask.order_id].contract_id]
        assert ask.answer_by is not None  # noqa: S101 - the filter says so
        dates.append(Dated(
            f"ask-{ask.id}-answer", "answer", f"Wish to cancel: {contract.title}",
            f"Without an answer the order is cancelled, and the money goes back. The order, {_between(contract)}.",
            ask.answer_by, reverse("package:ask", args=[ask.id]), orders[ask.order_id].version, contract.started_at,
        ))  # fmt: skip
    return dates


def unit_dates(running: Running) -> list[Dated]:
    """Unit orders that are to be answered, revised, or decided by an editor. One query."""
    dates = []
    for row in UnitOrder.objects.filter(contract_id__in=running):
        contract = row.contract = running[row.contract_id]
        href, names = contracts.room_href(contract), _between(contract)
        what = [
            (row.auto_accept_at, "silence", "silence", f"Silence accepts: {contract.title}",
             f"What was counted is paid by itself if there is no answer. The order, {names}."),
            (row.revise_by, "revision", "delivery", f"Revision due: {contract.title}", f"The order, {names}."),
            (row.check_by, "check", "answer", f"An editor decides: {contract.title}",
             f"Without a decision it counts as accepted. The order, {names}."),
        ]  # fmt: skip
        dates += [
            Dated(f"unit-{row.id}-{name}", kind, title, text, at, href, row.version, contract.started_at)
            for at, name, kind, title, text in what
            if at is not None
        ]
    return dates


def trial_dates(running: Running) -> list[Dated]:
    """When trials are to be paid, run out, and are to be said something about. One query."""
    dates = []
    for row in Trial.objects.filter(contract_id__in=running, closed_at=None):
        contract = running[row.contract_id]
        href, names = contracts.room_href(contract), _between(contract)
        what = [
            (row.pay_by, "pay", "answer", f"Trial to be paid: {contract.title}", f"Else it does not begin. {names}."),
            (None if row.decide_by else row.ends_at, "end", "delivery", f"Trial ends: {contract.title}", f"{names}."),
            (row.decide_by, "word", "silence", f"Silence means content: {contract.title}",
             f"The trial is paid by itself if nothing is said against it. {names}."),
        ]  # fmt: skip
        dates += [
            Dated(f"trial-{row.id}-{name}", kind, title, text, at, href, row.version, contract.started_at)
            for at, name, kind, title, text in what
            if at is not None
        ]
    return dates


def match_dates(by: Actor) -> list[Dated]:
    """By when one says yes or no to what the matcher proposes one for. One query."""
    return [
        Dated(
            f"match-{row.id}", "answer", f"Yes or no: {row.request.title}",
            f"The matcher thinks of you for {row.request.client_name}. Silence means no.",
            row.answer_by, reverse("trial:proposal", args=[row.id]), row.version, row.proposed_at,
        )
        for row in trial.dated_matches(by)
        if row.answer_by is not None
    ]  # fmt: skip


def pool_dates(by: Actor) -> list[Dated]:
    """When the orders are due that one holds, and to be answered that were placed with one. One query."""
    held = Q(holder_id=by.person_id, due_at__isnull=False)
    asked = Q(writer_id=by.person_id, answer_by__isnull=False)
    rows = PoolOrder.objects.filter(at_hall(by), held | asked).select_related("posting")[:MOST_IN_FLIGHT]
    return [_pool_date(row, at) for row in rows if (at := row.due_at or row.answer_by) is not None]


def _pool_date(row: PoolOrder, at: datetime) -> Dated:
    name, kind, title, text = (
        ("due", "delivery", f"To be handed in: {row.posting.title}", "What is not handed in by then goes back.")
        if row.due_at is not None
        else (
            "answer", "answer", f"To be answered: {row.posting.title}",
            "It was ordered from you directly. Without an answer it is passed on, or goes back.",
        )
    )  # fmt: skip
    href = reverse("unit:posting", args=[row.posting_id])
    posting = row.posting
    return Dated(
        f"pool-{row.posting_id}-{name}", kind, title, text, at, href, posting.version, posting.posted_at
    )


def offer_dates(by: Actor) -> list[Dated]:
    """When offers on the table expire. One query."""
    found = contracts.offers_visible_to(by).filter(contracts.mine(by), state__in=OPEN_OFFER)
    rows = found.filter(expires_at__isnull=False).select_related(
        "client", "organisation", "freelancer", "agency"
    )
    return [_offer(row) for row in rows.order_by("expires_at")[:MOST_IN_FLIGHT]]


def _offer(row: Offer) -> Dated:
    what = "Quote" if row.is_quote else "Offer"
    assert row.expires_at is not None  # noqa: S101 - the filter says so
    return Dated(
        f"offer-{row.id}-expiry", "offer", f"{what} expires: {row.title}",
        f"{money_text(row.total)}, {row.client_name} and {row.freelancer_name}. It binds nobody until it is accepted.",
        row.expires_at, contracts.offer_href(row), row.version, row.made_at,
    )  # fmt: skip


def market_dates(by: Actor) -> list[Dated]:
    """Answers that are owed, and briefs and invitations that end. Four queries."""
    part = Part(over=False, beyond=None, limit=MOST_IN_FLIGHT)
    nothing = Offer.objects.none().values("id")
    found = [
        *market.proposals_in_flight(by, part, besides=nothing),
        *market.invitations_in_flight(by, part),
        *market.requests_in_flight(by, part, as_client=False, besides=nothing),
        *market.briefs_in_flight(by, part),
    ]
    return [_flying(one, one.due_at) for one in found if one.due_at is not None]


def _flying(one: InFlight, due_at: datetime) -> Dated:
    kind = "brief" if one.kind == "brief" else "answer"
    sequence = int((one.at - BEGINNING).total_seconds()) // 60
    title = f"{one.step}: {one.title}"
    return Dated(f"{one.kind}-{one.id}", kind, title, one.text, due_at, one.href, sequence, one.at)


def review_dates(by: Actor) -> list[Dated]:
    """Until when reviews can be written. Three queries."""
    return [
        Dated(
            f"review-{line.id}", "review", f"Last day to review {line.other}",
            f"“{line.title}” has ended. Nobody sees either review before both are in or the time is over.",
            line.closes_at, line.href, 0, line.opened_at,
        )
        for line in reputation.my_reviews(by).waiting
    ]  # fmt: skip


def payout_dates(by: Actor) -> list[Dated]:
    """When released money can be paid out. One query."""
    return [
        Dated(
            f"earning-{item.earning_id}", "payout", f"{money_text(item.amount)} can be paid out",
            "Released earlier; the hold of the hall’s policy ends.",
            item.available_at, reverse("money:overview"), 0, item.released_at,
        )
        for item in money.coming_of(by.require_person(), hall_id=by.hall_id)
    ]  # fmt: skip


def position_dates(by: Actor) -> list[Dated]:
    """What one noted as next about positions that one keeps. One query."""
    return [
        Dated(
            f"position-{row.id}", "answer", f"{row.next_what or 'Next'}: {row.position.title}",
            f"{row.position.employer}. Your own note; nobody else sees it.",
            row.next_at, reverse("listing:note", args=[row.id]), row.version, row.saved_at,
        )
        for row in listing.tracked_dates(by)
        if row.next_at is not None
    ]  # fmt: skip


def _between(contract: Contract) -> str:
    return f"{contract.client_name} and {contract.freelancer_name}"


OF_CONTRACTS: tuple[Callable[[Running], list[Dated]], ...] = (
    milestone_dates,
    hourly_dates,
    package_dates,
    unit_dates,
    trial_dates,
)


def interview_dates(by: Actor) -> list[Dated]:
    """Interviews of a screening, for who applies and who examines. One query."""
    return [
        Dated(
            f"interview-{slot.id}-starts", "interview", f"Interview: {slot.step.screening.pipeline.name}",
            f"{slot.examiner.name} and {slot.step.screening.person.name}, {slot.where}.", slot.starts_at,
            reverse("vetting:screening", args=[slot.step.screening_id])
            if slot.step.screening.person_id == by.person_id
            else reverse("vetting:examining"),
            0, slot.step.begun_at,
        )
        for slot in vetting.interviews_of(by)
        if slot.step is not None
    ]  # fmt: skip


OF_PEOPLE: tuple[Callable[[Actor], list[Dated]], ...] = (
    offer_dates,
    match_dates,
    market_dates,
    pool_dates,
    review_dates,
    payout_dates,
    interview_dates,
    position_dates,
)
