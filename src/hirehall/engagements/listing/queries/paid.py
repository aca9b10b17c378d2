"""Who paid for the board, for its operators: memberships and deposits, with state, money and dates."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.urls import reverse

from hirehall.engagements.listing.models import Deposit, Membership
from hirehall.engagements.listing.queries.deposits import DEPOSIT_WORDS, STANDING
from hirehall.engagements.listing.queries.memberships import MEMBER_WORDS
from hirehall.engagements.listing.states import DepositState, MemberState
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.look.formats import inert

PAGE, MOST = 30, 5_000
MEMBERSHIPS, DEPOSITS = "memberships", "deposits"
COLUMNS = ("name", "email", "for", "state", "amount", "currency", "since", "until", "renews", "payment")


@dataclass(frozen=True, slots=True)
class PaidRow:
    """One membership, or one deposit.

    Attributes:
        about: the position of a deposit; empty for a membership.
        since, until: the days of a membership; from when a deposit is held, and when it is kept or let go.
    """

    id: UUID
    person_id: UUID
    name: str
    email: str
    about: str
    href: str
    word: tuple[str, str, str]
    state: str
    amount: Money
    since: datetime | None
    until: datetime | None
    renews: bool
    payment_id: UUID | None


@dataclass(frozen=True, slots=True)
class Paid:
    """One page of them, and what stands now: how many run, and how much is held."""

    rows: list[PaidRow]
    following: UUID | None
    standing: int
    held: Money


def paid_for_board(
    hall: Hall, kind: str, *, text: str = "", state: str = "", after: UUID | None = None, limit: int = PAGE
) -> Paid:
    """The latest first, by a part of the name, the address or the position's title. Two queries."""
    asked = Q(hall=hall)
    if text:
        asked &= Q(person__name__icontains=text) | Q(person__email__icontains=text) | _titled(kind, text)
    if state:
        asked &= Q(state=state)
    if after is not None:
        asked &= Q(id__lt=after)
    found = _memberships(asked, limit + 1) if kind == MEMBERSHIPS else _deposits(asked, limit + 1)
    count, held = _standing(hall, kind)
    following = found[limit - 1].id if len(found) > limit else None
    return Paid(found[:limit], following, count, Money(held, hall.currency))


def paid_as_csv(hall: Hall, kind: str, *, text: str = "", state: str = "") -> str:
    """The same as a table, the latest five thousand: amounts as decimals, instants as in ISO 8601. Two queries."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in paid_for_board(hall, kind, text=text, state=state, limit=MOST).rows:
        days = [one.isoformat() if one else "" for one in (row.since, row.until)]
        writer.writerow([
            inert(row.name), inert(row.email), inert(row.about or "membership"), row.state, row.amount.decimal,
            row.amount.currency, *days, "yes" if row.renews else "", row.payment_id or "",
        ])  # fmt: skip
    return out.getvalue()


def _titled(kind: str, text: str) -> Q:
    return Q(position__title__icontains=text) if kind == DEPOSITS else Q()


def _memberships(asked: Q, most: int) -> list[PaidRow]:
    rows = Membership.objects.filter(asked).select_related("person").order_by("-id")[:most]
    return [
        PaidRow(
            id=row.id, person_id=row.person_id, name=row.person.name, email=row.person.email, about="", href="",
            word=MEMBER_WORDS[MemberState(row.state)], state=row.state, amount=row.price, since=row.begins_at,
            until=row.ends_at, renews=row.renews, payment_id=row.payment_id,
        )
        for row in rows
    ]  # fmt: skip


def _deposits(asked: Q, most: int) -> list[PaidRow]:
    rows = Deposit.objects.filter(asked).select_related("person", "position").order_by("-id")[:most]
    return [
        PaidRow(
            id=row.id, person_id=row.person_id, name=row.person.name, email=row.person.email,
            about=row.position.title, href=reverse("listing:position", args=[row.position_id]),
            word=DEPOSIT_WORDS[DepositState(row.state)], state=row.state, amount=row.amount, since=row.held_at,
            until=row.keep_at or row.closed_at, renews=False, payment_id=row.payment_id,
        )
        for row in rows
    ]  # fmt: skip


def _standing(hall: Hall, kind: str) -> tuple[int, int]:
    """How many stand now, and how much of what was paid for them the hall holds for their members."""
    if kind == MEMBERSHIPS:
        running = Q(state__in=[MemberState.RUNNING, MemberState.HALTED])
        told = Membership.objects.filter(running, hall=hall, currency=hall.currency).aggregate(
            count=Count("id"), held=Sum("price_minor", filter=Q(earned_at=None))
        )
    else:
        told = Deposit.objects.filter(state__in=STANDING, hall=hall, currency=hall.currency).aggregate(
            count=Count("id"), held=Sum("amount_minor")
        )
    return told["count"], told["held"] or 0


def states_of(kind: str) -> Sequence[tuple[str, str]]:
    """What one can look for."""
    if kind == MEMBERSHIPS:
        return [(state.value, word[0]) for state, word in MEMBER_WORDS.items()]
    return [(state.value, word[0]) for state, word in DEPOSIT_WORDS.items()]
