"""Saved searches: what they ask for, which of them are due, and what is new for one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core import signing
from django.urls import reverse

from hirehall.engagements.listing.models import Position, SavedSearch, Told
from hirehall.engagements.listing.queries.find import Asked, find_positions, pay_text, where_text
from hirehall.engagements.listing.states import KIND_WORDS, WORK_WORDS, Every
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found

SALT = "hirehall.listing.stop"
MOST_TOLD = 100
MOST_DUE = 1_000
FILTERS = ("text", "category", "work", "kind", "country")
# What is committed late has an earlier time: so far back is looked again; nothing is told twice all the same.
LOOK_BACK = timedelta(hours=1)


def asked_as_json(asked: Asked) -> dict[str, Any]:
    """The words and filters alone: not the order, not the page."""
    told: dict[str, Any] = {name: getattr(asked, name) for name in FILTERS if getattr(asked, name)}
    if asked.skills:
        told["skills"] = sorted(map(str, asked.skills))
    if asked.least_minor is not None:
        told["least_minor"] = asked.least_minor
    return told


def asked_of(told: dict[str, Any]) -> Asked:
    return Asked(**{**told, "skills": tuple(map(UUID, told.get("skills", [])))})


def query_of(asked: Asked, currency: str) -> str:
    """What is asked for, as it stands in the address of the board."""
    told = [("q", asked.text), *((name, getattr(asked, name)) for name in FILTERS[1:])]
    told += [("skill", str(one)) for one in asked.skills]
    if asked.least_minor is not None:
        told.append(("pay", str(Money(asked.least_minor, currency).decimal)))
    return urlencode([(key, one) for key, one in told if one])


def name_of(asked: Asked) -> str:
    """What a search is called where nobody has named it."""
    words = {one.value: word for one, word in (*WORK_WORDS.items(), *KIND_WORDS.items())}
    parts = [asked.text, words.get(asked.work, ""), words.get(asked.kind, ""), asked.country]
    return ", ".join(part for part in parts if part)[:120] or "Outside positions"


def href_of(search: SavedSearch) -> str:
    """The board with this search, the newest first."""
    query = query_of(asked_of(search.asked), search.hall.currency)
    return (
        f"{reverse('listing:board')}?{query}&sort=newest"
        if query
        else f"{reverse('listing:board')}?sort=newest"
    )


def line_of(row: Position) -> str:
    """One position in a mail."""
    pay = pay_text(row.pay_min_minor, row.pay_max_minor, row.currency, row.pay_per)
    parts = (row.title, row.employer, where_text(row.work, row.place, row.country), pay)
    return " · ".join(part for part in parts if part)


def searches_of(by: Actor) -> list[SavedSearch]:
    """What the actor has saved, the newest first. One query."""
    mine = SavedSearch.objects.filter(at_hall(by), person_id=by.require_person())
    return list(mine.select_related("hall").order_by("-id"))


def new_for(search: SavedSearch) -> list[Position]:
    """What was listed since it last told, and was not told of: the newest hundred at most."""
    since = max(search.told_up_to - LOOK_BACK, search.saved_at)
    asked = replace(asked_of(search.asked), since=since, sort="newest", limit=MOST_TOLD, in_text=True)
    found = [card.id for card in find_positions(search.hall_id, asked, forgiving=False).cards]
    told = set(
        Told.objects.filter(search=search, position_id__in=found).values_list("position_id", flat=True)
    )
    rows = Position.objects.in_bulk([one for one in found if one not in told])
    return [rows[one] for one in found if one in rows]


def due_searches(now: datetime) -> list[UUID]:
    due = SavedSearch.objects.filter(next_at__lte=now)
    return list(due.order_by("next_at").values_list("id", flat=True)[:MOST_DUE])


def wake_searches(hall_id: UUID) -> int:
    """Something is listed: the searches that tell at once are due, also one that is telling right now."""
    return SavedSearch.objects.filter(hall_id=hall_id, every=Every.INSTANT).update(next_at=clock.now())


def search_stopped_by(token: str) -> SavedSearch:
    """The search that the link in a mail is about.

    Raises:
        Refused: ``search.not_found`` for a link that is none of ours, or whose search is gone.
    """
    try:
        held = signing.loads(token, salt=SALT)
        search_id, person_id = UUID(held["s"]), UUID(held["p"])
    except (signing.BadSignature, KeyError, ValueError, TypeError) as error:
        raise not_found("search") from error
    row = SavedSearch.objects.filter(id=search_id, person_id=person_id).first()
    if row is None:
        raise not_found("search")
    return row
