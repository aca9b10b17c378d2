"""What a hall counts in, at the desk: its currency, and its time zones with their dates."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.schemas import once
from hirehall.front.api.guard import NAMED, Instant, Words, desk_in, hall_in, staff_in
from hirehall.front.api.halls import HallOut
from hirehall.halls.actions.change_currency import change_currency
from hirehall.halls.actions.date_time_zone import date_time_zone
from hirehall.halls.models import Hall, HallZone
from hirehall.halls.queries.zones import zones_of

router = Router()


class CurrencyIn(Schema):
    currency: Words
    amounts: Annotated[
        dict[str, Annotated[int, Field(ge=0, le=10**15)]],
        Field(description="Every sum of the policy in the smallest unit of the new currency, by its name."),
    ]


class ZoneOut(Schema):
    """One version of where the hall’s midnight is; without a reason the one that it was opened with."""

    time_zone: str
    effective_from: datetime
    reason: str


class ZonesOut(Schema):
    items: list[ZoneOut]
    next: None = None


class ZoneIn(Schema):
    time_zone: Words
    effective_from: Instant
    reason: Words


@router.put(
    "halls/{uuid:hall_id}/currency",
    response=HallOut,
    operation_id="halls.change_currency",
    summary="Change a hall’s currency",
    openapi_extra=NAMED,
)
def currency(request: HttpRequest, hall_id: UUID, body: CurrencyIn) -> Hall:
    """Only while no money was moved or held in the hall, and nothing open has a price."""
    return change_currency(hall_id, by=staff_in(request), currency=body.currency, amounts=body.amounts)


@router.get(
    "time-zones", response=ZonesOut, operation_id="desk.time_zones", summary="Time zones", openapi_extra=NAMED
)
def time_zones(request: HttpRequest) -> dict[str, object]:
    """Every version of this hall, the newest first, those that are announced included."""
    desk_in(request)
    return {"items": zones_of(hall_in(request))}


@router.post(
    "time-zones",
    response={201: ZoneOut},
    operation_id="halls.date_time_zone",
    summary="Date another time zone",
    openapi_extra=NAMED,
)
def time_zone_dated(request: HttpRequest, body: ZoneIn) -> Status[HallZone]:
    """From a future instant on; clocks that run count from their own moment and stay."""
    row = date_time_zone(hall_in(request).id, by=desk_in(request), **body.dict(), **once(request))
    return Status(201, row)
