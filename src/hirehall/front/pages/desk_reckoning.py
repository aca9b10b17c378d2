"""The desk's page about what a hall counts in: its currency, and where its midnight is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
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
from hirehall.halls.queries import policies
from hirehall.halls.queries.zones import zones_of
from hirehall.halls.states import amounts


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
    return _page(request, form, _currency_form(here))


def _currency_form(here: Hall, data: QueryDict | None = None) -> CurrencyForm:
    return CurrencyForm(
        data, policy=policies(here.id)[0], counted=here.currency, initial={"currency": here.currency}
    )


def _page(request: HttpRequest, form: ZoneForm, currency_form: CurrencyForm) -> HttpResponse:
    here = hall_of(request)
    stays = why_currency_stays(here)
    page = {
        "form": form,
        "versions": _versions(here),
        "stays": stays.sentence if stays else "",
        "currency_form": currency_form,
        "amounts": [currency_form[name] for name in amounts()],
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
    """Another currency with the sums of the clocks in it; what is wrong stands at its field."""
    here = hall_of(request)
    form = _currency_form(here, request.POST)
    if form.is_valid():
        wanted = form.cleaned_data["currency"]
        try:
            hall = change_currency(here.id, by=actor_in(request), currency=wanted, amounts=form.said())
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else "currency", refused.sentence)
        else:
            messages.success(
                request,
                f"The hall counts in {hall.currency} from now on, the sums of its clocks too. Fees that are no "
                "share of the price kept their numbers: look at them.",
            )
            return HttpResponseRedirect(reverse("front:desk_reckoning"))
    return _page(request, ZoneForm(initial={"time_zone": here.time_zone}), form)
