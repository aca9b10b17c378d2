"""What typical work costs here and elsewhere: page models for the guide, the comparison and the home page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from markupsafe import Markup

from hirehall.foundation.money import Money, precision
from hirehall.front.platforms import AS_OF, Compared, compared
from hirehall.halls.models import Hall
from hirehall.look.charts import Bar, bars
from hirehall.look.flow import Flow, money_flow
from hirehall.money.models import FeeSchedule
from hirehall.money.queries import FeeQuote, quote_under, schedule_in_force

THOUSAND = 1_000


@dataclass(frozen=True, slots=True)
class Costs:
    """One piece of work, here and elsewhere.

    Attributes:
        quote: here.
        flow: the money's way here, drawn.
        keeps, pays, reaches: three pictures: what the freelancer keeps, what the client pays, and how much of
            the client's money reaches the freelancer.
        rows: the table beside them: place, keeps, pays, source.
    """

    quote: FeeQuote
    since: datetime
    flow: Markup
    keeps: Markup
    pays: Markup
    reaches: Markup
    places: tuple[Compared, ...]
    as_of: str = AS_OF


def whole(amount: int, currency: str) -> Money:
    """``amount`` major units."""
    return Money(amount * 10 ** precision(currency), currency)


def flow_of(quote: FeeQuote, hall: Hall) -> Flow:
    return Flow(
        quote.amount,
        quote.client_fee,
        quote.freelancer_fee,
        held=f"Held in {hall.escrow_word}",
        keeper="The hall keeps",
    )


def costs(hall: Hall, amount: int, *, origin: str = "marketplace") -> Costs:
    """Work of ``amount`` major units in the hall's currency. Two queries."""
    schedule: FeeSchedule = schedule_in_force(hall.id)
    quote = quote_under(schedule.id, amount=whole(amount, hall.currency), origin=origin)
    return drawn(hall, quote, tuple(compared(amount)), since=schedule.effective_from)


def drawn(hall: Hall, quote: FeeQuote, places: tuple[Compared, ...], *, since: datetime) -> Costs:
    """The pictures of what something costs here and at these places."""
    amount = quote.amount.decimal.normalize() + 0
    return Costs(
        quote=quote,
        since=since,
        flow=money_flow(flow_of(quote, hall)),
        keeps=_keeps(hall, quote, places, amount),
        pays=_pays(hall, quote, places, amount),
        reaches=_reaches(hall, quote, places),
        places=places,
    )


def _note(place: Compared) -> str:
    return place.source + (f", {place.since}" if place.since else "")


def _keeps(hall: Hall, quote: FeeQuote, places: tuple[Compared, ...], amount: Decimal) -> Markup:
    here = Bar(
        hall.name, _units(quote.freelancer_gets), quote.freelancer_gets.text(short=True), note="this hall"
    )
    rows = [
        Bar(p.name, _units(p.gets.low), p.gets.text(), "info", _note(p))
        for p in sorted(places, key=lambda p: -_units(p.gets.low) if p.gets.known else 1.0)
        if p.gets.low is not None
    ]
    rows += [Bar(p.name, None, "", note=_note(p)) for p in places if not p.gets.known]
    caption = f"What a freelancer keeps of {amount:,f}"
    return bars([here, *rows], caption=caption, unit="The freelancer keeps", highest=float(amount))


def _pays(hall: Hall, quote: FeeQuote, places: tuple[Compared, ...], amount: Decimal) -> Markup:
    here = Bar(hall.name, _units(quote.client_pays), quote.client_pays.text(short=True), note="this hall")
    known = [p for p in places if p.pays.known]
    rows = [
        Bar(p.name, _units(p.pays.high), p.pays.text(), "info", _note(p))
        for p in sorted(known, key=lambda p: _units(p.pays.high))
    ]
    rows += [Bar(p.name, None, "", note=_note(p)) for p in places if not p.pays.known]
    return bars([here, *rows], caption=f"What a client pays for work of {amount:,f}", unit="The client pays")


def _reaches(hall: Hall, quote: FeeQuote, places: tuple[Compared, ...]) -> Markup:
    mine = quote.freelancer_gets.minor * THOUSAND // quote.client_pays.minor if quote.client_pays else 0
    here = Bar(hall.name, mine, _percent(mine, mine), note="this hall")
    known = [(p, p.share) for p in places if p.share is not None]
    rows = [
        Bar(p.name, low, _percent(low, high), "info", _note(p))
        for p, (low, high) in sorted(known, key=lambda item: -item[1][0])
    ]
    rows += [Bar(p.name, None, "", note=_note(p)) for p in places if p.share is None]
    caption = "How much of what the client pays reaches the freelancer"
    return bars([here, *rows], caption=caption, unit="Reaches the freelancer", highest=THOUSAND)


def _percent(low: int, high: int) -> str:
    if low == high:
        return f"{low / 10:.0f}%"
    return f"{low / 10:.0f} to {high / 10:.0f}%"


def _units(amount: Money | None) -> float:
    return 0.0 if amount is None else float(amount.decimal)
