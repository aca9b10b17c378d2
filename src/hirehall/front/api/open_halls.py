"""The halls of this installation, for programs; open to everybody."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema

from hirehall.halls.queries import address_of, halls

router = Router()


class OpenHall(Schema):
    slug: str
    name: str
    tagline: str
    currency: str
    locale: str
    address: str
    api: str
    opened_at: datetime


class OpenHalls(Schema):
    items: list[OpenHall]
    next: None = None


@router.get("/halls", response=OpenHalls, auth=None, operation_id="halls.list_halls", summary="Halls here")
def open_halls(request: HttpRequest) -> dict[str, object]:
    """Every hall with the address of its pages and of its API. A token opens all of them."""
    return {
        "items": [
            {
                **{name: getattr(hall, name) for name in ("slug", "name", "tagline", "currency", "locale")},
                "address": address_of(hall, "/"),
                "api": address_of(hall, "/api/v1/"),
                "opened_at": hall.opened_at,
            }
            for hall in halls()
        ]
    }
