"""One's own hours across all contracts: the page, and the same entries as a file."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hirehall.engagements.hourly import queries
from hirehall.engagements.hourly.forms import HoursForm
from hirehall.engagements.hourly.queries import Period
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.look.formats import inert

COLUMNS = (
    *("week", "contract", "client", "starts_at", "ends_at", "minutes", "counted_minutes", "hours"),
    *("rate", "amount", "currency", "state", "source", "memo"),
)


@require_GET
def hours(request: HttpRequest) -> HttpResponse:
    """Nothing but what one wrote down oneself; a client sees time in the contract's room."""
    form, period = _asked(request)
    page = queries.hours_page(actor_in(request), period, before=_day(request.GET.get("before", "")))
    kept = {name: value for name, value in request.GET.items() if name in form.fields and value}
    more = urlencode({**kept, "before": str(page.next_before)})
    context = {
        "page": page,
        "form": form,
        "period": period,
        "key": new_id(),
        "csv_href": f"{reverse('hourly:hours_csv')}?{urlencode(kept)}",
        "next_href": f"{reverse('hourly:hours')}?{more}" if page.next_before else None,
    }
    return render(request, "hourly/hours.html", context, using="jinja2")


@require_GET
def hours_csv(request: HttpRequest) -> HttpResponse:
    """The entries that the page is about as CSV: instants as in ISO 8601, amounts in whole units with a point."""
    _, period = _asked(request)
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for entry in queries.hours_to_export(actor_in(request), period):
        week, contract = entry.week, entry.week.contract
        counted = entry.counted_minutes
        amount: Money = week.worth(counted)
        line: tuple[Any, ...] = (
            *(f"{week.starts_at:%Y-%m-%d}", inert(contract.title), inert(contract.client_name)),
            *(entry.starts_at.isoformat(), entry.ends_at.isoformat(), entry.minutes, counted),
            *(f"{counted / 60:.2f}", week.rate.decimal, amount.decimal, amount.currency),
            *(entry.state, entry.source, inert(entry.memo)),
        )
        writer.writerow(line)
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="hours.csv"'
    return answer


def _asked(request: HttpRequest) -> tuple[HoursForm, Period]:
    form = HoursForm(request.GET or None)
    return form, form.period() if form.is_valid() else Period()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
