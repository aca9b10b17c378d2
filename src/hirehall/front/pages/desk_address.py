"""The desk's page where a hall moves to another path or domain, and where its old addresses are looked after."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import Because, Refused
from hirehall.front.forms.address import MoveForm
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.halls.actions.change_hall_address import change_hall_address, settle_former_address
from hirehall.halls.models import FormerAddress, Hall
from hirehall.halls.queries import address_of, former_addresses

SAID = {
    "redirect": "leads to the hall again",
    "gone": "says from now on that it was given up",
    "free": "can be taken by any hall",
}


@require_http_methods(["GET", "POST"])
@at_the_desk
def address(request: HttpRequest) -> HttpResponse:
    """Where the hall is found now, the form that moves it, and what it has left."""
    here = hall_of(request)
    now = {"slug": here.slug, "domain": here.domain, "seen_slug": here.slug, "seen_domain": here.domain}
    form = MoveForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            moved = change_hall_address(
                here.id,
                by=actor_in(request),
                slug=data["slug"],
                domain=data["domain"],
                leads_on=data["old"] == "redirect",
                seen=(data["seen_slug"], data["seen_domain"]),
            )
        except Refused as refused:
            if refused.because not in {Because.INVALID, Because.CONFLICT}:
                raise
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            messages.success(request, f"The hall is at {address_of(moved, '/')} from now on.")
            return HttpResponseRedirect(_there(request, here, moved))
    page = {
        "form": form,
        "at": address_of(here, "/"),
        "left": [(row, _written(here, row)) for row in former_addresses(here.id)],
    }
    return shown(request, "address", page)


def _there(request: HttpRequest, before: Hall, moved: Hall) -> str:
    """The page again, below the name that is in use: a new domain may not lead here yet."""
    host = request.get_host().partition(":")[0]
    path = "/desk/hall/address/"
    return address_of(moved, path) if host == before.domain else moved.prefix + path


def _written(hall: Hall, row: FormerAddress) -> str:
    """A full address, as people would type it."""
    if row.kind == FormerAddress.Kind.DOMAIN:
        return address_of(Hall(slug=hall.slug, domain=row.name), "/")
    return address_of(Hall(slug=row.name), "/")


@require_POST
@at_the_desk
def former(request: HttpRequest, former_address_id: UUID) -> HttpResponse:
    answers = request.POST.get("answers", "")
    row = settle_former_address(former_address_id, by=actor_in(request), answers=answers)
    messages.success(request, f"{row.name} {SAID[answers]}.")
    return HttpResponseRedirect(reverse("front:desk_address"))
