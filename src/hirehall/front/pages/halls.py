"""The halls of this installation, for everybody: where each is, and which one this is."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from hirehall.front.figures import people_by_hall
from hirehall.front.pages.public import hall_of
from hirehall.halls.models import Hall
from hirehall.halls.queries import address_of, halls
from hirehall.look.hall_picture import HallLook, hall_picture
from hirehall.skills.queries import trades_by_hall


@dataclass(frozen=True, slots=True)
class HallCard:
    """One hall in the list."""

    hall: Hall
    href: str
    is_here: bool
    picture: Markup
    freelancers: int


def way_to(hall: Hall, *, from_hall: Hall, path: str = "/") -> str:
    """From a page of one hall to a page of another; a path where both stand below the same name."""
    if hall.domain or from_hall.domain:
        return address_of(hall, path)
    return hall.prefix + path


def cards(here: Hall) -> list[HallCard]:
    """Every hall, the first opened first. Three queries."""
    trades, people = trades_by_hall(), people_by_hall()
    return [
        HallCard(
            one,
            way_to(one, from_hall=here),
            one.id == here.id,
            hall_picture(_look_of(one, trades.get(one.id, []))),
            people.get(one.id, 0),
        )
        for one in halls()
    ]


def _look_of(hall: Hall, trades: list[str]) -> HallLook:
    return HallLook(hall.name, hall.tagline, hall.hue, hall.chroma_thousandths, tuple(trades))


@login_not_required
@require_safe
def halls_here(request: HttpRequest) -> HttpResponse:
    """One account opens all of them; what somebody does in one hall stays there."""
    return render(request, "front/halls.html", {"cards": cards(hall_of(request))}, using="jinja2")
