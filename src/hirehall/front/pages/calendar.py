"""The dates of a person: a page, a private address for calendar programs, and each date as a file."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirehall.foundation.actor import Actor
from hirehall.foundation.http import actor_in, download, person_id_in
from hirehall.foundation.refused import not_found
from hirehall.front.agenda import agenda
from hirehall.front.dates import Dated, dates_of
from hirehall.front.ical import Event, calendar
from hirehall.front.pages.public import hall_of
from hirehall.look.formats import reader, write_for
from hirehall.people import queries as people
from hirehall.people.actions.change_calendar_key import remove_calendar_key, renew_calendar_key

ICS = "text/calendar; charset=utf-8"


@never_cache
@require_http_methods(["GET", "POST"])
def dates(request: HttpRequest) -> HttpResponse:
    """What is due, and how to have it in one's own calendar. A new address is shown on the page that makes it."""
    address = ""
    if request.method == "POST":
        address = renewed(request)
    after = request.GET.get("after", "")
    found = agenda(actor_in(request), after=after)
    context = {
        "agenda": found,
        "is_first": not after,
        "zone": reader().zone.replace("_", " "),
        "next_page": "?" + urlencode({"after": found.next}) if found.next else None,
        "address": address,
        "made_at": people.calendar_key_made_at(person_id_in(request)),
    }
    return render(request, "front/calendar.html", context, using="jinja2")


def renewed(request: HttpRequest) -> str:
    """A fresh private address; whatever was the address before stops working."""
    secret = people.new_secret()
    renew_calendar_key(secret, by=actor_in(request))
    return request.build_absolute_uri(reverse("front:calendar_feed", args=[secret]))


@require_POST
def removal(request: HttpRequest) -> HttpResponse:
    remove_calendar_key(by=actor_in(request))
    messages.success(request, "The private address of your calendar no longer works.")
    return HttpResponseRedirect(reverse("front:calendar"))


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar for whoever knows the secret in its address; an unknown one does not exist."""
    who = people.calendar_reader(secret)
    if who is None:
        raise not_found("calendar")
    write_for(locale=who.locale, zone=who.time_zone)
    body = written(request, people.actor_for(who))
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    response = HttpResponseNotModified() if tag in known else HttpResponse(body, content_type=ICS)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def one_date(request: HttpRequest, key: str) -> HttpResponse:
    """One date as a file, for those who do not want the whole calendar."""
    found = [one for one in dates_of(actor_in(request)) if one.key == key]
    if not found:
        raise not_found("date")
    return download(calendar(found[0].title, [_event(request, found[0])]), ICS, f"{key}.ics")


def written(request: HttpRequest, by: Actor) -> bytes:
    return calendar(hall_of(request).name, [_event(request, one) for one in dates_of(by)])


def _event(request: HttpRequest, one: Dated) -> Event:
    return Event(
        uid=f"{one.key}@{hall_of(request).id}.hirehall",
        title=one.title,
        text=one.text,
        at=one.at,
        address=request.build_absolute_uri(one.href),
        sequence=one.sequence,
        stamp=one.since,
    )
