"""Somebody without an account sends a position in: by a form, a mail that asks them, and the link in it."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from hirehall.engagements.listing import facts, operations, queries, rules
from hirehall.engagements.listing.models import Content, Mailed, Position
from hirehall.engagements.listing.queries.deposits import deposit_at
from hirehall.engagements.listing.states import MODEL, Source, State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now

MOST_BY_ADDRESS = 3


@action("listing.ask_by_mail")
def ask_by_mail(hall_id: UUID, *, by: Actor, email: str, content: Content, visitor: str = "") -> Mailed:
    """Anybody writes a position down; their address is asked by mail. Nothing reaches the desk before it says yes.

    Args:
        visitor: from where it came (``queries.visitor_of``), so that one visitor does not use up the day of a hall.
    """
    rules.require_no_desk(by)
    hall = Hall.objects.select_for_update(no_key=True).get(id=hall_id)
    policy = policy_now(hall_id)
    if not policy.offers(MODEL):
        raise Refused("hall.way_off", "This hall lists no outside positions now.", because=Because.NOT_FOUND)
    _require_no_deposit(hall)
    address = rules.require_email(email)
    clean = rules.require_content(content, today=clock.now().date())
    full = queries.mailed_today(hall_id) >= policy.number("listing.mailed_a_day")
    many = policy.number("listing.mailed_per_visitor")
    same = bool(visitor) and queries.mailed_today(hall_id, visitor=visitor) >= many
    if full or same or queries.mailed_today(hall_id, address) >= MOST_BY_ADDRESS:
        raise Refused(
            "position.too_many_mailed",
            "No more positions are taken today without an account. Join to send it in now, or come back tomorrow.",
            because=Because.TOO_MANY,
        )
    row = Mailed.objects.create(
        hall=hall, email=address, content=asdict(clean), visitor=visitor, made_at=clock.now()
    )
    operations.mail_to_sender(
        row,
        subject=f"Send “{clean.title}” to {hall.name}?",
        sentence=f"Somebody, you we think, wrote down the position “{clean.title}” of {clean.employer} for the board of"
        f" {hall.name}. It goes to the desk when you say so on the page behind the button, within"
        f" {queries.CONFIRM_DAYS} days. If it was not you, do nothing: it is forgotten.",
        button="Look at it and send it",
    )
    return row


@action("listing.confirm_by_mail")
def confirm_by_mail(token: str, *, by: Actor) -> Mailed:
    """Whoever has the link says yes: it waits for the desk. Twice is once."""
    rules.require_no_desk(by)
    row, found = queries.mailed_to_move(token, by=by)
    if found is not None:
        return row
    if not policy_now(row.hall_id).offers(MODEL):
        raise Refused("hall.way_off", "This hall lists no outside positions now.", because=Because.NOT_FOUND)
    _require_no_deposit(row.hall)
    origin = f"By mail from {row.email}"
    position = Position(hall=row.hall, source=Source.MAIL, origin=origin, submitted_at=clock.now())
    _fill(position, queries.content_in(row.content), by)
    row.position, row.confirmed_at = position, clock.now()
    row.save(update_fields=["position", "confirmed_at"])
    return row


@action("listing.change_by_mail")
def change_by_mail(token: str, *, by: Actor, content: Content, version: int | None = None) -> Position:
    """Whoever has the link changes it; it is screened again."""
    rules.require_no_desk(by)
    position = _position(token, by, version)
    rules.require_move(position, "send again")
    position.state, position.submitted_at = State.SUBMITTED, clock.now()
    position.recheck_at = position.expires_at = None
    position.version += 1
    _fill(position, content, by)
    return position


@action("listing.end_by_mail")
def end_by_mail(token: str, *, by: Actor, version: int | None = None) -> Position:
    """Whoever has the link takes it back, or off the board; whoever keeps it is told."""
    rules.require_no_desk(by)
    position = _position(token, by, version)
    is_listed = position.state == State.LISTED
    rules.require_move(position, "close" if is_listed else "withdraw")
    position.state, position.closed_at = State.CLOSED if is_listed else State.WITHDRAWN, clock.now()
    position.recheck_at = position.expires_at = None
    position.version += 1
    position.save()
    queries.open_reports(position.id).update(answered_at=clock.now())
    if is_listed:
        operations.note(facts.PositionClosed, position, by=by, by_desk=False, reason="")
    else:
        operations.note(facts.PositionWithdrawn, position, by=by)
    return position


@action("listing.forget_mailed")
def forget_mailed(*, by: Actor) -> int:
    """What nobody confirmed is forgotten, and the addresses of those whose positions ended long ago."""
    if not by.is_system:
        raise Refused("position.not_the_clock", "A date does that by itself.", because=Because.FORBIDDEN)
    queries.visitors_to_forget(clock.now()).update(visitor="")
    gone = queries.mailed_to_forget(clock.now())
    Position.objects.filter(mailed__in=gone).update(origin="By mail")
    forgotten, _ = gone.delete()
    return forgotten


def _position(token: str, by: Actor, version: int | None) -> Position:
    _, position = queries.mailed_to_move(token, by=by)
    if position is None:
        raise not_found("position")
    rules.require_version(version, position.version)
    return position


def _fill(position: Position, content: Content, by: Actor) -> None:
    clean = operations.fill_in(position, position.hall, content)
    position.save()
    signals = operations.look_for_signals(position, clean, position.hall)
    operations.note(facts.PositionSubmitted, position, by=by, source=position.source, signals=signals)


def _require_no_deposit(hall: Hall) -> None:
    if deposit_at(hall) is not None:
        raise Refused(
            "position.deposit_needs_account",
            "This hall holds a deposit for each position, which takes an account. Joining costs nothing.",
        )
