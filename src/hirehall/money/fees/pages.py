"""The live line under a price field: client pays, freelancer gets, hall keeps."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hirehall.foundation.money import parse
from hirehall.foundation.refused import not_found
from hirehall.money.fees.queries import MARKETPLACE, fee_quote
from hirehall.money.fees.quotes import FeeQuote

LARGEST_MINOR = 10**12
ORIGINS = frozenset({MARKETPLACE, "invited", "direct", "referral"})


@login_not_required
@require_safe
def line(request: HttpRequest) -> HttpResponse:
    """What ``?amount=`` (as typed, in the hall's currency) means for each side; JSON where that is asked for."""
    quote, says = _asked(request)
    if "application/json" in request.headers.get("accept", ""):
        if quote is None:
            return JsonResponse({"says": says}, status=422)
        return JsonResponse(as_answer(quote))
    return render(request, "money/quote_line.html", {"quote": quote, "says": says}, using="jinja2")


def _asked(request: HttpRequest) -> tuple[FeeQuote | None, str]:
    hall = request.hall  # type: ignore[attr-defined]
    if not hall:
        raise not_found("hall")
    text = request.GET.get("amount", "").strip()
    if not text:
        return None, "Type an amount to see what each side pays and gets."
    try:
        amount = parse(text, hall.currency)
    except ValueError:
        return None, "Write the amount in numbers, for example 1200 or 1200.50."
    if not 0 <= amount.minor <= LARGEST_MINOR:
        return None, "Write an amount above zero that somebody could pay."
    origin = request.GET.get("origin", MARKETPLACE)
    return fee_quote(hall.id, amount=amount, origin=origin if origin in ORIGINS else MARKETPLACE), ""


def as_answer(quote: FeeQuote) -> dict[str, object]:
    """The quote as the page's JSON gives it: money as minor units and as text."""
    named = {
        "amount": quote.amount,
        "client_pays": quote.client_pays,
        "freelancer_gets": quote.freelancer_gets,
        "hall_keeps": quote.hall_keeps,
    }
    return {
        name: {"minor": money.minor, "currency": money.currency, "text": money.text()}
        for name, money in named.items()
    }
