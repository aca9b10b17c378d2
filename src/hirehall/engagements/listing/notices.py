"""Who is told what about outside positions: who sent it in, and everybody who keeps it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.engagements.listing import operations, queries
from hirehall.engagements.listing.queries import memberships
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.look.formats import day_text

POSTER = {
    "position.listed": "“{title}” was screened and is on the board.",
    "position.refused": "“{title}” is not listed: {reason}",
    "position.closed": "“{title}” was taken off the board: {reason}",
    "position.expired": "“{title}” is off the board: its days are over. Send it again if it is still open.",
}
KEEPERS = {
    "position.closed": "“{title}”, which you keep, is closed.",
    "position.expired": "“{title}”, which you keep, was not confirmed in time and is off the board.",
}


@job("listing.tell_poster", queue="notices")
def tell_poster(fact_id: str) -> None:
    """Tell who sent it in what became of it, unless they did it themselves."""
    fact = facts.read(fact_id)
    poster = fact.data["poster_id"]
    mailed = queries.mailed_of(UUID(fact.data["position_id"])) if poster is None else None
    if mailed is not None and (fact.name != "position.closed" or fact.data["by_desk"]):
        operations.mail_to_sender(
            mailed, subject=f"{fact.data['title']}: news from {mailed.hall.name}",
            sentence=POSTER[fact.name].format(**fact.data), button="Look at it",
        )  # fmt: skip
        return
    if poster is None or poster == str(fact.actor_person_id or ""):
        return
    _tell(fact_id, [UUID(poster)], POSTER[fact.name].format(**fact.data))


@job("listing.tell_keepers", queue="notices")
def tell_keepers(fact_id: str) -> None:
    """Tell everybody who keeps it that it is off the board; when the desk took it off, why."""
    fact = facts.read(fact_id)
    sentence = KEEPERS[fact.name].format(**fact.data)
    if fact.data.get("by_desk"):
        sentence = "The desk took “{title}”, which you keep, off the board: {reason}".format(**fact.data)
    _tell(fact_id, queries.savers_of(UUID(fact.data["position_id"])), sentence, kind="position.over")


def _tell(fact_id: str, people: list[UUID], sentence: str, *, kind: str = "position.told") -> None:
    fact = facts.read(fact_id)
    position_id = UUID(fact.data["position_id"])
    post_notice(
        person_ids=people,
        hall_id=fact.hall_id,
        kind=kind,
        sentence=sentence,
        href=reverse("listing:position", args=[position_id]),
        fact_id=fact.id,
        about_id=position_id,
    )


def _price(told: dict[str, Any]) -> str:
    return Money(told["minor"], told["currency"]).text()


def _day(told: str) -> str:
    return day_text(datetime.fromisoformat(told))


def _of_member(fact: FactRow) -> str:
    """What a member reads of their membership: what happened, and what follows or does not."""
    data = fact.data
    if fact.name in LONGER:
        return LONGER[fact.name](data)
    match fact.name:
        case "membership.paid":
            again = "was renewed, as you chose" if data["renewed"] else "is paid"
            return f"Your membership of the board {again}: {_price(data['price'])}, until {_day(data['ends_at'])}."
        case "membership.unpaid":
            what = "The renewal of your membership" if data["renewed"] else "Your membership of the board"
            return f"{what} could not be paid, and nothing was taken. {data['reason']}".strip()
        case "membership.payment_returned":
            return f"{_price(data['price'])} came for a membership that waited for it no longer, and goes back in full."
        case "membership.returned":
            return (
                f"You took your membership of the board back. {_price(data['price'])} is on its way to you."
            )
        case "membership.renewal_stopped":
            return f"Your membership of the board was not renewed. {data['reason']} Nothing was taken."
        case "membership.resumed":
            return f"Your bank has left the money: your membership runs again, until {_day(data['ends_at'])}."
        case "membership.halted":
            return (
                "Your bank wants the price of your membership back. It stands still until the bank has decided, and"
                " gets these days back if the money stays."
            )
        case _:
            return "Your membership of the board is over. Titles and summaries stay free to read."


def _stopped(data: dict[str, Any]) -> str:
    why = (
        "The board is free to read now" if data["is_free"] else "The hall lists no outside positions any more"
    )
    if not data["back"]["minor"]:
        return f"{why}, so your membership is over on its last day."
    return f"{why}, so your membership is over. What you had not used of it, {_price(data['back'])}, goes back to you."


@job("listing.tell_of_stop", queue="notices")
def tell_of_stop(fact_id: str) -> None:
    """The hall has dated that it sells no memberships: each member hears from when, and what follows."""
    fact = facts.read(fact_id)
    hall_id = fact.hall_id
    if hall_id is None or not memberships.is_kept_up(hall_id):
        return
    stops, people = memberships.stops_at(hall_id), memberships.running_members(hall_id)
    if stops is None or not people or stops[0] != datetime.fromisoformat(fact.data["effective_from"]):
        return
    what = "everybody reads the board whole" if stops[1] else "the hall lists no outside positions"
    post_notice(
        person_ids=people,
        hall_id=fact.hall_id,
        kind="membership.to_stop",
        sentence=f"From {day_text(stops[0])} on {what}. Your membership ends then, and what you have not used of it by"
        " then goes back to you by itself.",
        href=reverse("listing:membership"),
        critical=True,
        fact_id=fact.id,
    )


def _lost(data: dict[str, Any]) -> str:
    said = "Your bank took the price of your membership back for good, so the membership is over."
    if not data["back"]["minor"]:
        return said
    return (
        "Your bank took a part of the price of your membership back for good, so the membership is over. What of the"
        f" rest you had not used, {_price(data['back'])}, goes back to you."
    )


def _ending(data: dict[str, Any]) -> str:
    day = _day(data["ends_at"])
    if data["renews"]:
        price = _price(data["now_price"])
        return (
            f"Your membership of the board renews itself before it ends on {day}, as you chose: {price} for"
            f" {data['now_days']} days. One click stops that."
        )
    why = f" {data['stopped']}" if data["stopped"] else ""
    return f"Your membership of the board ends on {day}. Nothing renews itself; one click renews it.{why}"


LONGER: dict[str, Callable[[dict[str, Any]], str]] = {
    "membership.stopped": _stopped,
    "membership.lost": _lost,
    "membership.ending": _ending,
}


@job("listing.tell_member", queue="notices")
def tell_member(fact_id: str) -> None:
    """Tell a member what became of their membership of the board."""
    fact = facts.read(fact_id)
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind=fact.name,
        sentence=_of_member(fact),
        href=reverse("listing:membership"),
        critical=fact.name == "membership.ending",
        fact_id=fact.id,
        about_id=UUID(fact.data["membership_id"]),
    )


DEPOSITS = {
    "deposit.held": "{amount} is held as the deposit for “{title}”; the desk looks at it now.",
    "deposit.unpaid": "The deposit for “{title}” could not be paid, and nothing was taken. {reason}",
    "deposit.returned": "“{title}” is over: its deposit of {amount} is on its way back to you.",
    "deposit.warned": "The deposit of {amount} for “{title}” is to be kept: {reason} You can object until {day}.",
    "deposit.spared": "The deposit for “{title}” is not kept. {reason}",
    "deposit.kept": "The deposit of {amount} for “{title}” was kept: {reason}",
    "deposit.lost": "Your bank took the deposit for “{title}” back for good.",
}


@job("listing.tell_depositor", queue="notices")
def tell_depositor(fact_id: str) -> None:
    """Tell who put a deposit down what became of it."""
    fact = facts.read(fact_id)
    data = fact.data
    day = _day(data["keep_at"]) if "keep_at" in data else ""
    told = {"amount": _price(data["amount"]), "title": data["title"], "reason": data["reason"], "day": day}
    post_notice(
        person_ids=[UUID(data["person_id"])],
        hall_id=fact.hall_id,
        kind=fact.name,
        sentence=DEPOSITS[fact.name].format(**told).strip(),
        href=reverse("listing:deposit", args=[data["position_id"]]),
        critical=fact.name == "deposit.warned",
        fact_id=fact.id,
        about_id=UUID(data["deposit_id"]),
    )
