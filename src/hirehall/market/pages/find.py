"""The public lists: freelancers, open briefs, and one search over both and the services."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.look.formats import plural
from hirehall.market.forms.find import ZONES, Address, read
from hirehall.market.queries.find import find_briefs, find_freelancers
from hirehall.market.queries.find_all import find_all
from hirehall.market.queries.find_shapes import BriefFound, Counts, Found, FreelancerCard
from hirehall.market.states import SERVICES


@dataclass(frozen=True, slots=True)
class Chip:
    """One applied filter, and the address without it."""

    text: str
    href: str


def freelancers(request: HttpRequest) -> HttpResponse:
    hall, address = _asked(request)
    found: Found[FreelancerCard] = find_freelancers(hall.id, address.asked)
    return _list(request, "market/find_freelancers.html", hall, address, found, "Highest rate an hour")


def briefs(request: HttpRequest) -> HttpResponse:
    hall, address = _asked(request)
    found: Found[BriefFound] = find_briefs(hall.id, address.asked)
    return _list(request, "market/find_briefs.html", hall, address, found, "Budget of at least")


def everything(request: HttpRequest) -> HttpResponse:
    """One box over freelancers, services and open briefs."""
    hall, address = _asked(request)
    found = find_all(hall.id, address.asked, with_services=hall.offers(SERVICES))
    rest = [(name, item) for name in ("q", "skill", "category") for item in request.GET.getlist(name) if item]
    context = {
        "found": found,
        "asked": address.asked,
        "chips": [
            Chip(option.label, address.without(name, option.value))
            for name, options in (("category", found.categories), ("skill", found.skills))
            for option in options
            if option.chosen
        ],
        "rest": f"?{urlencode(rest)}" if rest else "",
    }
    return render(request, "market/find_all.html", context, using="jinja2")


everything_page = login_not_required(everything)
freelancers_page = login_not_required(freelancers)
briefs_page = login_not_required(briefs)


def _asked(request: HttpRequest) -> tuple[Hall, Address]:
    hall: Hall = request.hall  # type: ignore[attr-defined]
    home_zone = request.user.time_zone if request.user.is_authenticated else hall.time_zone
    return hall, read(request.GET, currency=hall.currency, home_zone=home_zone)


def _list(
    request: HttpRequest,
    template: str,
    hall: Hall,
    address: Address,
    found: Found[FreelancerCard] | Found[BriefFound],
    amount_label: str,
) -> HttpResponse:
    zones = ZONES if address.zone in ZONES else [address.zone, *ZONES]
    context = {
        "found": found,
        "asked": address.asked,
        "address": address,
        "amount_label": amount_label,
        "chips": chips_of(address, found.counts, hall.currency),
        "next_href": address.following(found.next),
        "zones": zones,
    }
    return render(request, template, context, using="jinja2")


def chips_of(address: Address, counts: Counts, currency: str) -> list[Chip]:
    """The filters that are applied, each with the address without it."""
    asked = address.asked
    chips = [
        Chip(option.label, address.without("skill", option.value))
        for option in counts.skills
        if option.chosen
    ]
    for name, options in (
        ("category", counts.categories),
        ("availability", counts.availability),
        ("language", counts.languages),
    ):
        chips += [Chip(option.label, address.without(name)) for option in options if option.chosen]
    for name, prefix, minor in (("rate", "Up to", asked.most_minor), ("budget", "From", asked.least_minor)):
        if minor is not None:
            chips.append(Chip(f"{prefix} {Money(minor, currency).text(short=True)}", address.without(name)))
    if asked.most_days is not None:
        chips.append(Chip(f"Within {plural(asked.most_days, 'day')}", address.without("days")))
    if asked.overlap_hours:
        chips.append(Chip(f"{asked.overlap_hours} common hours", address.without("overlap")))
    if asked.vetted:
        chips.append(Chip("Vetted by this hall", address.without("vetted")))
    if asked.certified:
        chips.append(Chip("Certified here", address.without("certified")))
    if asked.first_timers:
        chips.append(Chip("Open to first-timers", address.without("first_timers")))
    if asked.new_only:
        chips.append(Chip("New here", address.without("new")))
    return chips
