"""A person’s dates for programs, and the private address of their calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Actor, Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.front.agenda import dates_page
from hirehall.front.api.guard import Limit
from hirehall.people import queries as people
from hirehall.people.actions.change_calendar_key import remove_calendar_key, renew_calendar_key

router = Router()
After = Annotated[str, Field(max_length=200)]
# What the calendar shows: a token that may not read all of it, may not hand out its address either.
READS = (
    Scope.CONTRACTS_READ, Scope.PROPOSALS_READ, Scope.BRIEFS_READ, Scope.MONEY_READ, Scope.REVIEWS_READ,
)  # fmt: skip


class DateOut(Schema):
    """One date: an instant in ``at``, or a whole day in ``day``; the other of the two is null."""

    key: str
    kind: str
    title: str
    text: str
    at: datetime | None
    day: date | None
    href: str


class DatesOut(Schema):
    items: list[DateOut]
    next: str | None


class AddressOut(Schema):
    """``path`` is below the hall’s address, and shown this once."""

    path: str
    made_at: datetime


@router.get("/dates", response=DatesOut, operation_id="calendar.list_dates")
def list_dates(request: HttpRequest, after: After = "", limit: Limit = 40) -> DatesOut:
    """What is due, the next first: deliveries, silence, reviews, weeks, payouts, offers."""
    found, more = dates_page(_reader(request), after=after, limit=limit)
    return DatesOut(
        items=[
            DateOut(
                key=one.key, kind=one.kind, title=one.title, text=one.text, at=None if one.is_day else one.instant,
                day=one.instant.date() if one.is_day else None, href=one.href,
            )
            for one in found
        ],
        next=more,
    )  # fmt: skip


def _reader(request: HttpRequest) -> Actor:
    by = actor_in(request)
    by.require_person()
    for scope in READS:
        require_scope(by, scope)
    return by


@router.post("/calendar-address", response=AddressOut, operation_id="people.renew_calendar_key")
def renew(request: HttpRequest) -> AddressOut:
    """A new private address of one’s calendar; the one before stops working.

    A lost answer cannot be had again, as only the secret’s hash is kept: ask for another.
    """
    secret = people.new_secret()
    key = renew_calendar_key(secret, by=_reader(request))
    return AddressOut(path=f"/calendar/{secret}.ics", made_at=key.made_at)


@router.delete("/calendar-address", response={204: None}, operation_id="people.remove_calendar_key")
def remove(request: HttpRequest) -> Status[None]:
    """The private address stops working."""
    remove_calendar_key(by=actor_in(request))
    return Status(204, None)
