"""Statements, made anew from the books each time, and the papers that were issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hirehall.contracts.models import Contract
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.money import Money, zero
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall, HallZone
from hirehall.halls.queries.zones import midnight, zones_of
from hirehall.market.models import Brief, Proposal, Service
from hirehall.money.models import Earning
from hirehall.money.queries import PersonLine, lines_of_person, names_of, unit_names_of, work_named
from hirehall.money.states import TransferKind
from hirehall.papers.models import Paper
from hirehall.people.models import Person

MOST_LINES = 10_000
PAYOUTS = (TransferKind.PAYOUT, TransferKind.PAYOUT_BACK)


def members_of(hall_id: UUID, *, after: str, limit: int) -> list[UUID]:
    """The next members of a hall by id: everybody, where there is one hall; else whoever has work or offers there.

    Who is suspended is one of them: their contracts and their money are here still.

    Args:
        after: the id of the last one that was answered; empty to begin.
    """
    everybody = Person.objects.filter(Q(is_active=True) | Q(suspended_at__isnull=False), closed_at=None)
    if Hall.objects.exclude(id=hall_id).exists():
        everybody = everybody.filter(
            Exists(Contract.objects.filter(_either("client", "freelancer"), hall_id=hall_id))
            | Exists(Brief.objects.filter(client=OuterRef("pk"), hall_id=hall_id))
            | Exists(Proposal.objects.filter(freelancer=OuterRef("pk"), hall_id=hall_id))
            | Exists(Service.objects.filter(freelancer=OuterRef("pk"), hall_id=hall_id))
        )
    later = everybody.filter(id__gt=UUID(after)) if after else everybody
    return list(later.order_by("id").values_list("id", flat=True)[:limit])


def _either(*names: str) -> Q:
    found = Q()
    for name in names:
        found |= Q(**{name: OuterRef("pk")})
    return found


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line: a release with what the client paid for the work and what the hall kept, or a payout.

    Attributes:
        gross: what left escrow; None where it was no release.
        fee: the hall's part of it; None likewise.
        amount: by how much the balance changed.
        balance: what was owed afterwards.
    """

    at: datetime
    text: str
    about: str
    gross: Money | None
    fee: Money | None
    amount: Money
    balance: Money


@dataclass(frozen=True, slots=True)
class Statement:
    """One freelancer's month in one hall and currency; opening plus all lines is closing."""

    month: date
    currency: str
    opening: Money
    lines: tuple[StatementLine, ...]
    closing: Money
    released: Money
    fees: Money
    earned: Money
    paid_out: Money
    kept_back: Money


def month_bounds(month: date, hall: Hall) -> tuple[datetime, datetime]:
    """The first instant of the month and of the next one, where the hall is."""
    zones = zones_of(hall)
    return midnight(month.replace(day=1), zones), midnight(_following(month), zones)


def _following(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _month_of(moment: datetime, zones: list[HallZone]) -> date:
    """The first day of the month in which a moment is, where the hall was then."""
    month = moment.astimezone(UTC).date().replace(day=1)
    if moment < midnight(month, zones):
        return (month - timedelta(days=1)).replace(day=1)
    following = _following(month)
    return following if moment >= midnight(following, zones) else month


def statement(person_id: UUID, hall: Hall, month: date, currency: str) -> Statement:
    """A month of what the freelancer is owed. Four queries at most, and one per namer of contracts."""
    since, until = month_bounds(month, hall)
    newest_first = lines_of_person(person_id, hall.id, currency, since=since, until=until, limit=MOST_LINES)
    found = newest_first[::-1]
    if found:
        opening = found[0].balance - found[0].amount
    else:
        before = lines_of_person(person_id, hall.id, currency, until=since, limit=1)
        opening = before[0].balance if before else zero(currency)
    earnings = {
        earning.transfer_id: earning
        for earning in Earning.objects.filter(
            freelancer_id=person_id, transfer_id__in=[line.transfer_id for line in found]
        )
    }
    names = names_of(line.contract_id for line in found)
    units = unit_names_of(earning.unit_id for earning in earnings.values())
    causes = [earnings.get(line.transfer_id) for line in found]
    lines = tuple(
        _line(line, cause, _about(names[line.contract_id].title if line.contract_id else "", cause, units))
        for line, cause in zip(found, causes, strict=True)
    )
    return Statement(
        month=month.replace(day=1),
        currency=currency,
        opening=opening,
        lines=lines,
        closing=found[-1].balance if found else opening,
        released=_sum((line.gross for line in lines), currency),
        fees=_sum((line.fee for line in lines), currency),
        earned=_sum((line.amount for line in lines if line.gross), currency),
        paid_out=-_sum((line.amount for line in found if line.kind in PAYOUTS), currency),
        kept_back=-_sum((line.amount for line in found if line.kind is TransferKind.KEEP_BACK), currency),
    )


def _about(contract: str, cause: Earning | None, units: Mapping[UUID, str]) -> str:
    return work_named(contract, cause.unit_id if cause else None, units)


def _line(line: PersonLine, earning: Earning | None, about: str) -> StatementLine:
    return StatementLine(
        at=line.at,
        text=line.text,
        about=about,
        gross=earning.gross if earning else None,
        fee=earning.fee if earning else None,
        amount=line.amount,
        balance=line.balance,
    )


def _sum(amounts: object, currency: str) -> Money:
    return sum((amount for amount in amounts if amount is not None), zero(currency))  # type: ignore[attr-defined]


def statements_of(person_id: UUID, hall: Hall) -> list[tuple[date, str]]:
    """The months for which the person has a statement, newest first, with its currency. One query a currency."""
    zones = zones_of(hall)
    mine = Earning.objects.filter(hall=hall, freelancer_id=person_id).order_by("currency", "released_at")
    firsts = dict(mine.distinct("currency").values_list("currency", "released_at"))
    today = _month_of(clock.now(), zones)
    months = []
    for currency, first in firsts.items():
        month = _month_of(first, zones)
        while month <= today:
            months.append((month, currency))
            month = _following(month)
    return sorted(months, key=lambda pair: (pair[0], pair[1]), reverse=True)


def visible_to(actor: Actor) -> QuerySet[Paper]:
    """The actor's own papers, and those of the organisations that they belong to."""
    if actor.person_id is None or actor.is_staff:
        return Paper.objects.none()
    return Paper.objects.filter(at_hall(actor)).filter(
        Q(receiver_id=actor.person_id, organisation=None) | Q(organisation_id__in=actor.organisation_ids)
    )


def papers_for(actor: Actor, hall_id: UUID, *, after: UUID | None = None, limit: int = 50) -> list[Paper]:
    """The actor's papers in a hall, newest first. One query."""
    mine = visible_to(actor).filter(hall_id=hall_id)
    if after is not None:
        mine = mine.filter(id__lt=after)
    return list(mine.order_by("-id")[:limit])


def paper_for(actor: Actor, paper_id: UUID) -> Paper:
    """One of the actor's papers.

    Raises:
        Refused: ``paper.not_found``.
    """
    found = visible_to(actor).select_related("hall").filter(id=paper_id).first()
    if found is None:
        raise not_found("paper")
    return found
