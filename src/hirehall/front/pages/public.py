"""Pages for everybody: fees, the comparison, how money is held, where work is found, help."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hirehall.foundation.money import parse
from hirehall.foundation.refused import not_found
from hirehall.front.costs import costs
from hirehall.front.platforms import AS_OF, platforms
from hirehall.front.schedule_words import card
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.money.queries import FeeQuote, fee_quote, fee_votes_of, schedule_in_force, schedules_of

TYPICAL = 1_000


def hall_of(request: HttpRequest) -> Hall:
    """The hall that was asked for.

    Raises:
        Refused: ``hall.not_found`` in an installation that has none yet.
    """
    hall: Hall | None = request.hall  # type: ignore[attr-defined]
    if not hall:
        raise not_found("hall")
    return hall


@login_not_required
@require_safe
def fees(request: HttpRequest) -> HttpResponse:
    """Every version of the hall's fees, with worked examples and a field to try an amount."""
    hall = hall_of(request)
    current = schedule_in_force(hall.id)
    policy = policy_now(hall.id)
    cards = [
        card(schedule, hall=hall, current_id=current.id, policy=policy) for schedule in schedules_of(hall.id)
    ]
    typed = request.GET.get("amount", "").strip() or str(TYPICAL)
    return render(
        request,
        "front/fees.html",
        {
            "cards": cards,
            "current": next(item for item in cards if item.id == str(current.id)),
            "notice_days": policy.fee_notice_days,
            "votes": fee_votes_of(hall.id),
            "typed": typed,
            "quote": _tried(hall, typed),
            "says": "Write the amount in numbers, for example 1200 or 1200.50.",
        },
        using="jinja2",
    )


def _tried(hall: Hall, typed: str) -> FeeQuote | None:
    """What the typed amount costs here; None where it is no amount. For those without scripts."""
    try:
        amount = parse(typed, hall.currency)
    except ValueError:
        return None
    return fee_quote(hall.id, amount=amount) if amount.minor >= 0 else None


@login_not_required
@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """Freelancing and outsourcing, side by side."""
    context = {"costs": costs(hall_of(request), TYPICAL), "typical": TYPICAL}
    return render(request, "front/comparison.html", context, using="jinja2")


@login_not_required
@require_safe
def money_held(request: HttpRequest) -> HttpResponse:
    """Where a client's money is until the freelancer has it, and who could touch it."""
    hall = hall_of(request)
    context = {"policy": policy_now(hall.id), "costs": costs(hall, TYPICAL)}
    return render(request, "front/money_held.html", context, using="jinja2")


@login_not_required
@require_safe
def where(request: HttpRequest) -> HttpResponse:
    """The three ways in which work is found, and what each place charges, with dates and sources."""
    context = {"platforms": platforms(), "as_of": AS_OF}
    return render(request, "front/where.html", context, using="jinja2")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Short answers with their exact clocks."""
    hall = hall_of(request)
    context = {"policy": policy_now(hall.id), "schedule": schedule_in_force(hall.id)}
    return render(request, "front/help.html", context, using="jinja2")
