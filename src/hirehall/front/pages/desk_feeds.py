"""The desk’s feeds of outside positions: what is read, how, how often, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.read_source import change_feed, enter_feed, remove_feed, switch_feed
from hirehall.engagements.listing.models import FeedSource
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused
from hirehall.front.forms import DeskForm
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of

OFTEN = ((1, "Every hour"), (6, "Every six hours"), (24, "Once a day"), (168, "Once a week"))


class FeedForm(DeskForm):
    """An address and how it is read; one field for each part of a position that can be laid down."""

    name = forms.CharField(label="Name", min_length=2, max_length=120)
    address = forms.CharField(
        label="Address", max_length=500, widget=forms.URLInput(attrs={"inputmode": "url"}),
        help_text="RSS, Atom, JSON Feed, or a page that carries JobPosting for machines, one or a list.",
    )  # fmt: skip
    every_hours = forms.TypedChoiceField(label="Read it", coerce=int, choices=OFTEN, initial=6)
    closes = forms.BooleanField(
        label="What is not in it any more is closed", required=False,
        help_text="For places that name every open position. Where only the newest stand in it, leave this empty: the"
        " desk looks again instead.",
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for role, label in queries.ROLES.items():
            self.fields[f"part_{role}"] = forms.CharField(label=label, required=False, max_length=300)

    def parts(self) -> list[forms.BoundField]:
        """The fields of the mapping, for the page."""
        return [self[f"part_{role}"] for role in queries.ROLES]

    def told(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        given = self.cleaned_data
        plain = {name: given[name] for name in ("name", "address", "every_hours", "closes")}
        return {**plain, "mapping": {role: given[f"part_{role}"] for role in queries.ROLES}}


def _initial(row: FeedSource) -> dict[str, Any]:
    parts = {f"part_{role}": rule for role, rule in row.mapping.items()}
    return {
        "name": row.name, "address": row.address, "every_hours": row.every_hours, "closes": row.closes, **parts,
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@at_the_desk
def feeds(request: HttpRequest) -> HttpResponse:
    """Every feed with what came of its last reading, and a new one."""
    here = hall_of(request)
    form = FeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = enter_feed(here.id, by=actor_in(request), **form.told(), **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "It is read now; what stands in it waits to be screened.")
            return HttpResponseRedirect(reverse("front:desk_feed", args=[row.id]))
    return shown(request, "feeds", {"form": form, "cards": queries.feed_cards(here.id)})


@require_http_methods(["GET", "POST"])
@at_the_desk
def feed(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """One feed: how it is read, and its last readings with what could not be read."""
    by = actor_in(request)
    row = queries.source_for(by, source_id)
    form = FeedForm(request.POST or None, initial=_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            change_feed(source_id, by=by, version=version_in(request), **form.told(), **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "It is read like this from now on.")
            return HttpResponseRedirect(reverse("front:desk_feed", args=[source_id]))
    return shown(request, "feed", {"form": form, "row": row, "runs": queries.runs_of(row)})


@require_POST
@at_the_desk
def switch(request: HttpRequest, source_id: UUID) -> HttpResponse:
    on = request.POST.get("on") == "yes"
    switch_feed(source_id, by=actor_in(request), on=on, version=version_in(request), **once(request))
    said = "It is read now." if on else "It is not read any more. What it has brought stays."
    messages.success(request, said)
    return HttpResponseRedirect(reverse("front:desk_feed", args=[source_id]))


@require_POST
@at_the_desk
def remove(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Take a feed out; what it has brought stays, or ends with it."""
    closes = request.POST.get("positions") == "close"
    remove_feed(source_id, by=actor_in(request), closes=closes, version=version_in(request), **once(request))
    said = "What it had brought is off the board." if closes else "What it has brought stays."
    messages.success(request, f"The feed is gone. {said}")
    return HttpResponseRedirect(reverse("front:desk_feeds"))
