from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
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


@action("market.ask_for_quote", scope=Scope.CONTRACTS_WRITE)
def ask_for_quote(
    hall_id: UUID,
    *,
    by: Actor,
    freelancer_id: UUID,
    need: str,
    name: str = "",
    email: str = "",
    budget: Money | None = None,
    wanted_by: date | None = None,
    way: str = Way.LINK.value,
    piece_id: UUID | None = None,
) -> QuoteRequest:
    """Somebody asks a freelancer for a quote through that freelancer's own page or form.

    Who is signed in has asked at once. Anybody else confirms by the mailed link first, and until then nobody sees it;
    the answer is the same whether the address has an account or not.

    Args:
        piece_id: work of the freelancer, shown in this hall, that it should be like.
    Raises:
        Refused: ``freelancer.not_found``, ``request.to_oneself``, ``request.too_many``, or what is wrong at its field.
    """
    freelancer = _may_be_asked(hall_id, freelancer_id, by)
    hall = Hall.objects.get(id=hall_id)
    need = requesting.checked_text(
        need, field="need", least=requesting.NEED_AT_LEAST, most=requesting.NEED_AT_MOST
    )
    requesting.require_budget(budget, hall.currency)
    requesting.require_day_ahead(wanted_by)
    who = Person.objects.get(id=requesting.require_themselves(by)) if by.person_id else None
    if who is not None and who.id == freelancer.id:
        raise Refused("request.to_oneself", "This is your own page.", because=Because.INVALID)
    asked = QuoteRequest(
        hall=hall,
        freelancer=freelancer,
        way=Way.EMBED.value if way == Way.EMBED else Way.LINK.value,
        state=RequestState.ASKED.value,
        name=who.name if who else requesting.checked_name(name),
        email=who.email if who else requesting.checked_email(email),
        need=need,
        piece_id=requesting.shown_piece(piece_id, freelancer.id, hall_id),
        budget_minor=budget.minor if budget else None,
        currency=hall.currency,
        wanted_by=wanted_by,
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


def _may_be_asked(hall_id: UUID, freelancer_id: UUID, by: Actor) -> Person:
    freelancer = requesting.freelancer_with_page(freelancer_id)
    require_member(hall_id, by=by)
    return freelancer


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
