"""The desk's page about what a hall counts in: its currency, and where its midnight is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.foundation import clock
from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import Refused
from hirehall.front.forms import start_of
from hirehall.front.forms.reckoning import CurrencyForm, ZoneForm
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.halls.actions.change_currency import change_currency
from hirehall.halls.actions.date_time_zone import date_time_zone
from hirehall.halls.models import Hall, HallZone
from hirehall.halls.operations.reckoning import why_currency_stays
from hirehall.halls.queries.zones import zones_of


@require_http_methods(["GET", "POST"])
@at_the_desk
def reckoning(request: HttpRequest) -> HttpResponse:
    """Every time zone with its date, and the next one; whether the currency can change, and why not."""
    here = hall_of(request)
    form = ZoneForm(request.POST or None, initial={"time_zone": here.time_zone})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            date_time_zone(
                here.id,
                by=actor_in(request),
                time_zone=data["time_zone"],
                effective_from=start_of(data["effective_on"]),
                reason=data["reason"],
            )
        except Refused as refused:
            form.add_error(
                refused.field if refused.field in form.fields else "effective_on", refused.sentence
            )
        else:
            messages.success(request, "The time zone is dated. Clocks that run stay as they are.")
            return HttpResponseRedirect(reverse("front:desk_reckoning"))
    stays = why_currency_stays(here)
    page = {
        "form": form,
        "versions": _versions(here),
        "stays": stays.sentence if stays else "",
        "currency_form": CurrencyForm(initial={"currency": here.currency}),
    }
    return shown(request, "reckoning", page)


def _versions(hall: Hall) -> list[tuple[HallZone, str]]:
    now = clock.now()
    versions: list[tuple[HallZone, str]] = []
    state = "in force"
    for row in zones_of(hall):
        if row.effective_from > now:
            versions.append((row, "announced"))
        else:
            versions.append((row, state))
            state = "past"
    return versions


@require_POST
@at_the_desk
def currency(request: HttpRequest) -> HttpResponse:
    hall = change_currency(
        hall_of(request).id, by=actor_in(request), currency=request.POST.get("currency", "")
    )
    messages.success(
        request,
        f"It is {hall.currency} from now on. Amounts in fees and clocks kept their numbers: look at them.",
    )
    return HttpResponseRedirect(reverse("front:desk_reckoning"))
