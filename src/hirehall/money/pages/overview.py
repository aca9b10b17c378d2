"""The money page of each hat, and the lines behind it."""

from __future__ import annotations

import re

from babel.numbers import get_currency_symbol
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hirehall.foundation.actor import Hat
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.money import queries, rules
from hirehall.money.forms import PayoutForm
from hirehall.money.subjects import names_of, unit_names_of

RECENT = 8
LINES_A_PAGE = 50
CURRENCY = re.compile("[A-Z]{3}")


def hall_in(request: HttpRequest) -> Hall:
    """The hall of this request."""
    hall: Hall = request.hall  # type: ignore[attr-defined]
    return hall


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What the person has (freelancer) or has spent (client) in this hall, by the hat they wear."""
    if actor_in(request).hat is Hat.CLIENT:
        return _client(request)
    return show_freelancer(request)


def show_freelancer(request: HttpRequest, form: PayoutForm | None = None, status: int = 200) -> HttpResponse:
    """The freelancer's page, with the payout form as it was sent where it could not be taken."""
    person_id, hall, actor = person_id_in(request), hall_in(request), actor_in(request)
    balances = queries.balances_of(person_id, hall)
    main = next((balance for balance in balances if balance.available), balances[0])
    destinations = queries.destinations_of(person_id, hall.id)
    minimum = rules.payout_minimum(
        policy_now(hall.id).payout_minimum_minor, hall_currency=hall.currency, currency=main.currency
    )
    lines = queries.lines_of_person(person_id, hall.id, main.currency, limit=RECENT)
    payouts = queries.payouts_for(actor, hall.id, limit=RECENT)
    form = form or PayoutForm(
        destinations=destinations,
        initial={"currency": main.currency, "amount": str(main.available.decimal)},
    )
    coming = [item for balance in balances for item in balance.coming]
    return render(
        request,
        "money/freelancer.html",
        {
            "balances": [
                balance for balance in balances if balance.total or balance.currency == hall.currency
            ],
            "main": main,
            "symbol": get_currency_symbol(main.currency, locale="en"),
            "coming": coming,
            "destinations": destinations,
            "minimum": minimum,
            "lines": lines,
            "payouts": payouts,
            "form": form,
            "can_ask": bool(destinations) and main.available >= minimum,
            "names": names_of(
                [*(line.contract_id for line in lines), *(item.contract_id for item in coming)]
            ),
            "units": unit_names_of([*(line.unit_id for line in lines), *(item.unit_id for item in coming)]),
            "tell_of": [payout for payout in payouts if payout.status == "failed"][:1],
        },
        using="jinja2",
        status=status,
    )


def _client(request: HttpRequest) -> HttpResponse:
    actor, hall = actor_in(request), hall_in(request)
    payments = queries.payments_for(actor, hall.id, limit=RECENT)
    return render(
        request,
        "money/client.html",
        {
            "spendings": queries.spending_of(actor, hall),
            "payments": payments,
            "names": names_of(payment.contract_id for payment in payments),
            "units": unit_names_of(payment.unit_id for payment in payments),
        },
        using="jinja2",
    )


@require_GET
def lines(request: HttpRequest) -> HttpResponse:
    """Every entry of what the freelancer is owed, newest first, each with the balance after it."""
    hall = hall_in(request)
    asked = request.GET.get("currency", "")
    currency = asked if CURRENCY.fullmatch(asked) else hall.currency
    before = request.GET.get("before", "")
    found = queries.lines_of_person(
        person_id_in(request),
        hall.id,
        currency,
        before=int(before) if before.isdecimal() and len(before) < 19 else None,
        limit=LINES_A_PAGE,
    )
    more = found[-1].entry_id if len(found) == LINES_A_PAGE else None
    return render(
        request,
        "money/lines.html",
        {
            "lines": found,
            "currency": currency,
            "next_href": f"?currency={currency}&before={more}" if more else None,
            "names": names_of(line.contract_id for line in found),
            "units": unit_names_of(line.unit_id for line in found),
        },
        using="jinja2",
    )
