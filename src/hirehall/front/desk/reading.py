"""What the desk shows, over the whole hall. Called by pages that have made sure of a staff session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from babel.numbers import format_compact_currency
from django.db.models import Count, F, Model, Q, Sum
from django.db.models.functions import TruncMonth

from hirehall.contracts.models import Contract
from hirehall.engagements.listing.models import Position
from hirehall.engagements.listing.states import State as PositionState
from hirehall.engagements.trial.models import MatchRequest
from hirehall.engagements.trial.states import RequestState
from hirehall.engagements.unit.models import Sample
from hirehall.foundation import clock, facts
from hirehall.foundation.jobs import failed_jobs
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.front.figures import Figures, figures
from hirehall.halls.models import Hall, HallSession, Member
from hirehall.halls.queries.joining import membership, waiting_applications
from hirehall.halls.states.joining import Standing
from hirehall.look import formats
from hirehall.look.charts import Column
from hirehall.market.queries import count_to_look_at, sealed_briefs, waiting_appeals
from hirehall.money.queries import LedgerLine, balances_of, contract_lines, waiting_payouts
from hirehall.people.models import Person, StaffSession
from hirehall.people.queries import waiting_suspension_appeals
from hirehall.portfolio.queries import count_to_look_at as pieces_to_look_at
from hirehall.skills.models import Category, Skill
from hirehall.vetting.models import ScreeningAppeal

PAGE = 40
M = TypeVar("M", bound=Model)


def keyset(rows: list[M], most: int) -> tuple[list[M], UUID | None]:
    """``most`` of the rows, and the cursor of what follows; ask for one row more than ``most``."""
    return rows[:most], rows[most - 1].pk if len(rows) > most else None


@dataclass(frozen=True, slots=True)
class Overview:
    """The hall at a glance.

    Attributes:
        months: what was paid for work in each of the last twelve months, by the month a contract began.
        waiting: payouts that wait or came back. failed: jobs that failed for good. appeals: against the cap.
        services, pieces: that wait to be looked at. applications: to join, with their appeals.
        at_work: what waits of each way of working that the hall offers, or that has something left: what it is
            called, the page, how much.
        audit: the last check of the books; None where none has run yet.
        sessions: the latest of staff: who, why, since when.
    """

    figures: Figures
    people: int
    suspended: int
    months: tuple[Column, ...]
    waiting: int
    failed: int
    appeals: int
    services: int
    pieces: int
    applications: int
    suspension_appeals: int
    at_work: tuple[tuple[str, str, int], ...]
    audit: FactRow | None
    sessions: tuple[tuple[str, str, datetime], ...]


def overview(hall: Hall, *, alone: bool = False) -> Overview:
    """The hall at a glance.

    Args:
        alone: for who serves this hall and nothing beyond it: its members, and the sessions at its own desk.
    """
    counted = _members(hall) if alone else _everybody()
    return Overview(
        figures=figures(hall),
        people=counted["everybody"],
        suspended=counted["suspended"],
        months=_months(hall),
        waiting=len(waiting_payouts(hall.id)),
        failed=0 if alone else len(failed_jobs()),
        appeals=waiting_appeals(hall.id),
        services=count_to_look_at(hall.id),
        pieces=pieces_to_look_at(hall.id),
        applications=waiting_applications(hall.id),
        suspension_appeals=0 if alone else waiting_suspension_appeals(),
        at_work=_at_work(hall),
        audit=last_audit(),
        sessions=_sessions(hall, alone=alone),
    )


def _everybody() -> dict[str, int]:
    return Person.objects.filter(closed_at=None).aggregate(
        everybody=Count("id"), suspended=Count("id", filter=Q(suspended_at__isnull=False))
    )


def _members(hall: Hall) -> dict[str, int]:
    return (
        Member.objects.filter(hall=hall)
        .exclude(state=Standing.LEFT)
        .aggregate(everybody=Count("id"), suspended=Count("id", filter=Q(state=Standing.SUSPENDED)))
    )


def _at_work(hall: Hall) -> tuple[tuple[str, str, int], ...]:
    """What waits at the desks of ways of working. What is switched off and has nothing left is not named."""
    desks = (
        ("package", "Services to look at", "front:desk_services", count_to_look_at(hall.id)),
        ("portfolio", "Pieces of work to look at", "front:desk_gallery", pieces_to_look_at(hall.id)),
        ("unit", "Samples and appeals to read", "front:desk_editing",
         Sample.objects.filter(hall=hall, answered_at=None).count()),
        ("listing", "Positions to screen", "front:desk_positions",
         Position.objects.filter(hall=hall, state=PositionState.SUBMITTED).count()),
        ("trial", "Requests for a freelancer", "front:desk_matching",
         MatchRequest.objects.filter(hall=hall, state=RequestState.AT_DESK).count()),
        ("screening", "Appeals against a screening", "front:desk_screenings",
         ScreeningAppeal.objects.filter(step__screening__hall=hall, decided_at=None).count()),
    )  # fmt: skip
    return tuple((text, page, many) for way, text, page, many in desks if many or hall.offers(way))


def _sessions(hall: Hall, *, alone: bool) -> tuple[tuple[str, str, datetime], ...]:
    if alone:
        mine = HallSession.objects.filter(operator__hall=hall).select_related("operator__person")
        return tuple(
            (row.operator.person.name, row.reason, row.started_at) for row in mine.order_by("-started_at")[:5]
        )
    rows = StaffSession.objects.select_related("person").order_by("-started_at")[:5]
    return tuple((row.person.name, row.reason, row.started_at) for row in rows)


def _months(hall: Hall) -> tuple[Column, ...]:
    since = clock.now() - timedelta(days=365)
    rows = (
        Contract.objects.filter(hall=hall, currency=hall.currency, started_at__gte=since)
        .annotate(month=TruncMonth("started_at"))
        .values("month")
        .annotate(paid_sum=Sum(F("paid_minor") - F("refunded_minor")))
        .order_by("month")
    )
    found = []
    for row in rows:
        amount = Money(max(0, row["paid_sum"]), hall.currency)
        found.append(
            Column(f"{row['month']:%b}", float(amount.decimal), _compact(amount), formats.money_text(amount))
        )
    return tuple(found)


def _compact(amount: Money) -> str:
    """``€8K``: short enough to stand over a narrow column, twelve of them beside one another."""
    return str(
        format_compact_currency(
            amount.decimal,
            amount.currency,
            fraction_digits=0,
            locale=formats.reader().locale,
        )
    )


def last_audit() -> FactRow | None:
    return FactRow.objects.filter(name="books.audited").order_by("-recorded_at").first()


def people(
    text: str, *, show: str, after: UUID | None, most: int = PAGE, of_hall: UUID | None = None
) -> tuple[list[Person], UUID | None]:
    """People by name, address or handle, the newest first, and the next cursor. One query.

    Args:
        of_hall: whose members alone are listed, for its own operators.
    """
    rows = Person.objects.all()
    if of_hall is not None:
        rows = rows.filter(hall_members__hall_id=of_hall)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(email__icontains=text) | Q(handle__icontains=text))
    if show == "suspended":
        rows = rows.filter(suspended_at__isnull=False)
    elif show == "appealing":
        rows = rows.filter(suspension_appealed_at__isnull=False, suspension_answer="")
    elif show == "operators":
        rows = rows.filter(is_operator=True)
    if after is not None:
        rows = rows.filter(id__lt=after)
    return keyset(list(rows.order_by("-id")[: most + 1]), most)


@dataclass(frozen=True, slots=True)
class PersonAtDesk:
    person: Person
    member: Member | None
    balances: tuple[Any, ...]
    contracts: tuple[Contract, ...]
    timeline: tuple[FactRow, ...]


def person(person_id: UUID, hall: Hall, *, of_hall: bool = False) -> PersonAtDesk:
    """One person with money, contracts and what was recorded about them.

    Args:
        of_hall: for the hall's own operators, who see its members and what happened in it.
    Raises:
        Refused: ``person.not_found``.
    """
    who = Person.objects.select_related("freelancer", "client").filter(id=person_id).first()
    member = membership(hall.id, who.id) if who else None
    if who is None or (of_hall and member is None):
        raise not_found("person")
    mine = Contract.objects.filter(Q(client=who) | Q(freelancer=who), hall=hall)
    return PersonAtDesk(
        person=who,
        member=member,
        balances=balances_of(who.id, hall),
        contracts=tuple(
            mine.select_related("client", "freelancer", "agency", "organisation").order_by("-started_at")[:10]
        ),
        timeline=tuple(
            row
            for row in facts.timeline(who.id, limit=100 if of_hall else 25)
            if not of_hall or row.hall_id == hall.id
        )[:25],
    )


def contracts(
    hall: Hall, text: str, *, state: str, after: UUID | None, most: int = PAGE
) -> tuple[list[Contract], UUID | None]:
    """Contracts of the hall by title or party, the newest first, and the next cursor. One query."""
    rows = Contract.objects.filter(hall=hall).select_related("client", "freelancer", "agency", "organisation")
    if text:
        names = Q(client__name__icontains=text) | Q(freelancer__name__icontains=text)
        rows = rows.filter(Q(title__icontains=text) | names | Q(agency__name__icontains=text))
    if state in {"active", "frozen", "ended"}:
        rows = rows.filter(state=state)
    if after is not None:
        rows = rows.filter(id__lt=after)
    return keyset(list(rows.order_by("-id")[: most + 1]), most)


@dataclass(frozen=True, slots=True)
class ContractAtDesk:
    contract: Contract
    lines: tuple[LedgerLine, ...]
    timeline: tuple[FactRow, ...]


def contract(contract_id: UUID, hall: Hall) -> ContractAtDesk:
    """One contract with its ledger, read-only.

    Raises:
        Refused: ``contract.not_found``.
    """
    rows = Contract.objects.select_related("client", "freelancer", "agency", "organisation", "policy")
    found = rows.filter(id=contract_id, hall=hall).first()
    if found is None:
        raise not_found("contract")
    return ContractAtDesk(found, tuple(contract_lines(found.id)), tuple(facts.timeline(found.id, limit=100)))


def skill_here(skill_id: UUID, hall: Hall) -> Skill:
    """A skill of the hall.

    Raises:
        Refused: ``skill.not_found``.
    """
    found = Skill.objects.select_related("category").filter(id=skill_id, hall=hall).first()
    if found is None:
        raise not_found("skill")
    return found


def category_here(category_id: UUID, hall: Hall) -> Category:
    """A field of work of the hall.

    Raises:
        Refused: ``category.not_found``.
    """
    found = Category.objects.filter(id=category_id, hall=hall).first()
    if found is None:
        raise not_found("category")
    return found


def taxonomy(hall: Hall) -> list[tuple[Category, list[Skill]]]:
    """Every category with its skills, the closed ones included. Two queries."""
    skills: dict[UUID, list[Skill]] = {}
    for skill in Skill.objects.filter(hall=hall).order_by("name"):
        skills.setdefault(skill.category_id, []).append(skill)
    categories = Category.objects.filter(hall=hall).order_by("position", "name")
    return [(category, skills.get(category.id, [])) for category in categories]


@dataclass(frozen=True, slots=True)
class LogLine:
    fact: FactRow
    who: str


def fact_log(
    name: str, *, staff_only: bool, after: UUID | None, most: int = PAGE, of_hall: UUID | None = None
) -> tuple[list[LogLine], UUID | None]:
    """What has happened, in one hall or everywhere, the newest first, and the next cursor. At most three queries."""
    rows = FactRow.objects.all() if of_hall is None else FactRow.objects.filter(hall_id=of_hall)
    if name:
        rows = rows.filter(name__startswith=name)
    if staff_only:
        rows = rows.filter(staff_session_id__isnull=False)
    if after is not None:
        rows = rows.filter(id__lt=after)
    found, following = keyset(list(rows.order_by("-id")[: most + 1]), most)
    _keep_sealed(found)
    names = dict(
        Person.objects.filter(
            id__in={row.actor_person_id for row in found if row.actor_person_id}
        ).values_list("id", "name")
    )
    lines = [
        LogLine(row, names.get(row.actor_person_id, "") if row.actor_person_id else row.actor_name)
        for row in found
    ]
    return lines, following


def _keep_sealed(found: list[FactRow]) -> None:
    """Takes out of the lines who has proposed or asked, and what, while a panel has that brief sealed."""
    telling = [
        row
        for row in found
        if row.name.startswith(("proposal.", "clarification.asked")) and row.data.get("brief_id")
    ]
    sealed = sealed_briefs({UUID(row.data["brief_id"]) for row in telling}) if telling else set()
    for row in telling:
        if UUID(row.data["brief_id"]) in sealed:
            row.data, row.about = {"brief_id": row.data["brief_id"]}, []
            row.actor_person_id, row.actor_name = None, "sealed"
