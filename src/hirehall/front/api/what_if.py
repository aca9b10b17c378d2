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
from hirehall.front.what_if import LARGEST_MINOR, MINUTES, MOST, Question, by_parts, by_weeks
from hirehall.front.what_if_answer import answer_to, counting
from hirehall.money.queries import FeeQuote

router = Router()
Amount = Annotated[int, Field(ge=1, le=LARGEST_MINOR)]


class WhatIfIn(Schema):
    """One plan: ``amount_minor`` and ``parts``, or ``rate_minor``, ``minutes`` and ``weeks``, or a price and orders."""

    model: Literal["milestone", "hourly", "package"] = "milestone"
    amount_minor: Amount = 1_000_00
    parts: int = Field(1, ge=1, le=MOST["parts"])
    rate_minor: Amount = 60_00
    minutes: int = Field(600, ge=1, le=MOST["hours"] * MINUTES, description="A week.")
    weeks: int = Field(4, ge=1, le=MOST["weeks"])
    price_minor: Amount = 240_00
    orders: int = Field(1, ge=1, le=MOST["orders"])
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
    answer = answer_to(_question(plan, hall.currency), hall, counting(hall))
    return WhatIfOut(
        model=plan.model,
        amount=MoneyOut.of(answer.quote.amount),
        payments=answer.payments,
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


def _question(plan: WhatIfIn, currency: str) -> Question:
    if plan.model == "hourly":
        payments = by_weeks(Money(plan.rate_minor, currency), plan.minutes, plan.weeks)
    elif plan.model == "package":
        payments = (Money(plan.price_minor, currency),) * plan.orders
    else:
        payments = by_parts(Money(plan.amount_minor, currency), plan.parts)
    before = Money(plan.before_minor, currency)
    return Question(plan.model, payments, plan.model == "package", plan.origin, before, plan.version)


def _place(place: Compared) -> PlaceOut:
    return PlaceOut(
        slug=place.slug, name=place.name, since=place.since, source=place.source,
        freelancer_gets=_range(place.gets), client_pays=_range(place.pays),
    )  # fmt: skip


def _range(share: Share) -> list[MoneyOut] | None:
    if share.low is None or share.high is None:
        return None
    return [MoneyOut.of(share.low), MoneyOut.of(share.high)]
