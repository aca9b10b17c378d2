"""What if, for programs: without a token, because the fees are public."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from hirehall.foundation.money import Money
from hirehall.foundation.schemas import MoneyOut
from hirehall.front.api.guard import hall_in
from hirehall.front.platforms import AS_OF, Compared
from hirehall.front.platforms.comparing import Share
from hirehall.front.what_if import (
    LARGEST_MINOR,
    MINUTES,
    MOST,
    OF_THEIR_OWN,
    Question,
    by_days,
    by_parts,
    by_units,
    by_weeks,
)
from hirehall.front.what_if_answer import answer_to, counting
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.money.queries import FeeQuote

router = Router()
Amount = Annotated[int, Field(ge=1, le=LARGEST_MINOR)]


class WhatIfIn(Schema):
    """One plan: ``amount_minor`` and ``parts``, or ``rate_minor``, ``minutes`` and ``weeks``, or a price and orders.

    By the unit: ``unit``, ``level``, ``most``, ``counted`` and ``orders``, at the hall’s price. As a trial:
    ``rate_minor`` and ``minutes``, for the days of the hall’s policy.
    """

    model: Literal["milestone", "hourly", "package", "unit", "trial"] = "milestone"
    amount_minor: Amount = 1_000_00
    parts: int = Field(1, ge=1, le=MOST["parts"])
    rate_minor: Amount = 60_00
    minutes: int = Field(600, ge=1, le=MOST["hours"] * MINUTES, description="A week.")
    weeks: int = Field(4, ge=1, le=MOST["weeks"])
    price_minor: Amount = 240_00
    orders: int = Field(1, ge=1, le=MOST["orders"])
    unit: Literal["word", "page", "item", "minute"] = "word"
    level: int = Field(1, ge=1, le=3)
    most: int = Field(400, ge=1, le=MOST["units"], description="Units that are ordered, and held, at most.")
    counted: int = Field(
        350, ge=1, le=MOST["units"], description="Units that are counted, and paid, in the end."
    )
    origin: Literal["marketplace", "invited", "direct", "referral"] = "marketplace"
    before_minor: int = Field(0, ge=0, le=LARGEST_MINOR, description="Billed by the two together before.")
    version: int | None = Field(
        None, ge=1, lt=10**4, description="Of the fees; the one in force if left out."
    )


class SidesOut(Schema):
    client_pays: MoneyOut
    freelancer_gets: MoneyOut
    hall_keeps: MoneyOut

    @staticmethod
    def of(quote: FeeQuote) -> SidesOut:
        return SidesOut(
            client_pays=MoneyOut.of(quote.client_pays),
            freelancer_gets=MoneyOut.of(quote.freelancer_gets),
            hall_keeps=MoneyOut.of(quote.hall_keeps),
        )


class LineOut(Schema):
    side: str
    label: str
    fee: MoneyOut


class VersionOut(Schema):
    version: int
    state: str
    since: datetime
    chosen: bool
    sides: SidesOut


class OriginOut(Schema):
    origin: str
    sides: SidesOut


class PlaceOut(Schema):
    """The same payments at another place, in that place’s currency. A pair is a range; null is unknown."""

    slug: str
    name: str
    since: str
    source: str
    freelancer_gets: list[MoneyOut] | None
    client_pays: list[MoneyOut] | None


class WhatIfOut(Schema):
    model: str
    amount: MoneyOut
    payments: int
    held: MoneyOut | None = Field(None, description="What the client pays first, by the unit.")
    pot: MoneyOut | None = Field(
        None, description="What the freelancer of a trial without content gets of the pot."
    )
    sides: SidesOut
    lines: list[LineOut]
    versions: list[VersionOut]
    origins: list[OriginOut]
    elsewhere: list[PlaceOut]
    collected_until: str


@router.get("/fee-what-if", response=WhatIfOut, auth=None, operation_id="fees.what_if", tags=["Fees"])
def what_if(request: HttpRequest, plan: Query[WhatIfIn]) -> Any:
    """What work would cost by each model, origin and version of the fees, beside other places’ dated data."""
    hall = hall_in(request)
    answer = answer_to(_question(plan, hall), hall, counting(hall))
    return WhatIfOut(
        model=plan.model,
        amount=MoneyOut.of(answer.quote.amount),
        payments=answer.payments,
        held=MoneyOut.of(answer.held) if answer.held else None,
        pot=MoneyOut.of(answer.pot) if answer.pot is not None else None,
        sides=SidesOut.of(answer.quote),
        lines=[
            LineOut(side=line.side, label=line.label, fee=MoneyOut.of(line.fee))
            for line in answer.quote.lines
        ],
        versions=[
            VersionOut(
                version=row.number, state=row.state, since=row.since, chosen=row.chosen, sides=SidesOut.of(row.quote)
            )
            for row in answer.versions
        ],
        origins=[OriginOut(origin=name, sides=SidesOut.of(quote)) for name, _, quote in answer.origins],
        elsewhere=[_place(place) for place in answer.costs.places],
        collected_until=AS_OF,
    )  # fmt: skip


def _question(plan: WhatIfIn, hall: Hall) -> Question:
    currency, policy = hall.currency, policy_now(hall.id)
    counted: tuple[Money, ...] = ()
    match plan.model:
        case "hourly":
            payments = by_weeks(Money(plan.rate_minor, currency), plan.minutes, plan.weeks)
        case "trial":
            payments = by_days(Money(plan.rate_minor, currency), plan.minutes, policy)
        case "package":
            payments = (Money(plan.price_minor, currency),) * plan.orders
        case "unit":
            counts = (plan.most, min(plan.counted, plan.most))
            payments, counted = by_units(policy, currency, plan.unit, plan.level, counts, plan.orders)
        case _:
            payments = by_parts(Money(plan.amount_minor, currency), plan.parts)
    before, each = Money(plan.before_minor, currency), plan.model in OF_THEIR_OWN
    return Question(plan.model, payments, each, plan.origin, before, plan.version, counted)


def _place(place: Compared) -> PlaceOut:
    return PlaceOut(
        slug=place.slug, name=place.name, since=place.since, source=place.source,
        freelancer_gets=_range(place.gets), client_pays=_range(place.pays),
    )  # fmt: skip


def _range(share: Share) -> list[MoneyOut] | None:
    if share.low is None or share.high is None:
        return None
    return [MoneyOut.of(share.low), MoneyOut.of(share.high)]
