"""Somebody asks a freelancer for a quote. In the caller's transaction; one who asks several takes this for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.halls.operations import require_member
from hirehall.halls.queries import policy_now
from hirehall.market.facts import QuoteAsked
from hirehall.market.models import QuoteRequest
from hirehall.market.operations import requesting
from hirehall.market.operations.opening import open_for
from hirehall.market.states import RequestState, Way
from hirehall.people.models import Person

UNCONFIRMED_PER_ADDRESS = 3
MAILS_PER_ADDRESS = 10
ASKED_PER_CLIENT = 20
UNCONFIRMED_PER_FREELANCER = 60
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for."""

    need: str
    budget: Money | None = None
    wanted_by: date | None = None
    way: str = Way.LINK.value
    piece_id: UUID | None = None
    together: int = 1
    answer_by: datetime | None = None

    @property
    def came(self) -> str:
        """By which way: a piece of the gallery leads from the gallery; what nobody has named, by the own page."""
        if self.piece_id is not None or self.way == Way.GALLERY:
            return Way.GALLERY.value
        return Way.EMBED.value if self.way == Way.EMBED else Way.LINK.value


def ask(
    hall_id: UUID, wish: Wish, *, freelancer_id: UUID, name: str = "", email: str = "", by: Actor
) -> QuoteRequest:
    """Ask one freelancer; who is signed in has asked at once, anybody else confirms by the mailed link first.

    Raises:
        Refused: as ``market.ask_for_quote`` says.
    """
    freelancer = requesting.freelancer_with_page(freelancer_id)
    require_member(hall_id, by=by)
    hall = Hall.objects.get(id=hall_id)
    need = requesting.checked_text(
        wish.need, field="need", least=requesting.NEED_AT_LEAST, most=requesting.NEED_AT_MOST
    )
    requesting.require_budget(wish.budget, hall.currency)
    requesting.require_day_ahead(wish.wanted_by)
    who = Person.objects.get(id=requesting.require_themselves(by)) if by.person_id else None
    if who is not None and who.id == freelancer.id:
        raise Refused("request.to_oneself", "This is your own page.", because=Because.INVALID)
    like = requesting.shown_piece(wish.piece_id, freelancer.id, hall_id)
    asked = QuoteRequest(
        hall=hall,
        freelancer=freelancer,
        way=wish.came,
        state=RequestState.ASKED.value,
        name=who.name if who else requesting.checked_name(name),
        email=who.email if who else requesting.checked_email(email),
        need=need,
        piece_id=like.id if like else None,
        budget_minor=wish.budget.minor if wish.budget else None,
        currency=hall.currency,
        wanted_by=wish.wanted_by,
        together=wish.together,
        answer_by=wish.answer_by,
        asked_at=clock.now(),
        valid_until=clock.now() + timedelta(days=policy_now(hall_id).number("direct.link_valid_days")),
    )
    _require_few(asked, who)
    asked.save()
    if who is not None:
        open_for(asked, by=by)
    else:
        facts.record(
            QuoteAsked(request_id=asked.id, freelancer_id=freelancer.id),
            by=by,
            hall_id=hall_id,
            about=[asked.id],
        )
    return asked


def _require_few(asked: QuoteRequest, who: Person | None) -> None:
    """Nobody's mailbox is filled through this form, and nobody's list of requests.

    What nobody has confirmed counts only against what nobody has confirmed: strangers who type somebody's address, or
    fill a freelancer's form, keep no signed-in client from asking.
    """
    today = QuoteRequest.objects.filter(asked_at__gt=clock.now() - DAY).exclude(way=Way.INVITATION)
    if who is not None:
        is_too_many = today.filter(client=who).count() >= ASKED_PER_CLIENT
        says = f"You have asked {ASKED_PER_CLIENT} times today. Come back tomorrow."
    else:
        waiting, mailed = (
            today.filter(state=RequestState.ASKED),
            today.filter(email=asked.email, opened_at=None),
        )
        is_too_many = (
            mailed.filter(freelancer=asked.freelancer).count() >= UNCONFIRMED_PER_ADDRESS
            or mailed.count() >= MAILS_PER_ADDRESS
            or waiting.filter(freelancer=asked.freelancer).count() >= UNCONFIRMED_PER_FREELANCER
        )
        says = "There have been many requests today. Confirm one by the link that was mailed, or come back tomorrow."
    if is_too_many:
        raise Refused("request.too_many", says, because=Because.TOO_MANY)
