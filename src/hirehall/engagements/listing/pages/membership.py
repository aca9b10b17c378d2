"""A membership of the board: what it costs and opens, buying it, beginning it, taking it back, how it ends."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.buy_membership import buy_membership
from hirehall.engagements.listing.actions.use_membership import (
    begin_membership,
    choose_renewal,
    take_back_membership,
)
from hirehall.engagements.listing.forms import MembershipForm
from hirehall.engagements.listing.jobs import settle_now
from hirehall.engagements.listing.pages.board import hall_of, shown
from hirehall.foundation.http import actor_in
from hirehall.foundation.money import Money
from hirehall.foundation.posted import once, version_in, whole
from hirehall.foundation.refused import Refused
from hirehall.look.formats import day_text
from hirehall.money import queries as money
from hirehall.money.states import PaymentStatus


@login_not_required
@require_http_methods(["GET", "POST"])
def membership(request: HttpRequest) -> HttpResponse:
    """What one has and what the next one costs; a POST buys it, at the price that was shown."""
    by, hall = actor_in(request), hall_of(request)
    if request.method == "POST":
        return _buy(request)
    page = queries.membership_page(by, hall)
    form = MembershipForm(request.GET)
    form.is_valid()
    context = {
        "page": page,
        "chosen": form.cleaned_data,
        "methods": money.payment_methods(),
        "path": reverse("listing:membership"),
    }
    return shown(request, "membership", context)


def _buy(request: HttpRequest) -> HttpResponse:
    by, hall = actor_in(request), hall_of(request)
    by.require_person()
    form = MembershipForm(request.POST)
    form.is_valid()
    seen, days, back = (whole(request.POST.get(name, "")) for name in ("seen", "days", "back_days"))
    if seen is None or days is None or back is None:
        raise Refused("membership.other_price", "Look at what it costs first, then pay.")
    row = buy_membership(
        hall.id, by=by, method=request.POST.get("method", ""), seen=Money(seen, hall.currency),
        seen_days=(days, back),
        at_once=form.cleaned_data["at_once"], renews=form.cleaned_data["renews"], **once(request),
    )  # fmt: skip
    assert row.payment_id is not None  # noqa: S101 - asked for just now
    payment, bought = settle_now(row.payment_id)
    if payment.status == PaymentStatus.PENDING and payment.next_href:
        return HttpResponseRedirect(payment.next_href)
    ends = f" It ends on {day_text(bought.ends_at.date())}." if bought and bought.ends_at else ""
    messages.add_message(request, *money.outcome_of(payment, done=f"The membership is paid.{ends}"))
    return HttpResponseRedirect(reverse("listing:membership"))


@require_POST
def begin(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    begin_membership(membership_id, by=actor_in(request), **once(request))
    messages.success(request, "Every position of the board is open to you now.")
    return HttpResponseRedirect(reverse("listing:board"))


@require_POST
def take_back(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    row = take_back_membership(
        membership_id, by=actor_in(request), version=version_in(request), **once(request)
    )
    messages.success(request, f"{row.price.text()} goes back to you, the way it came.")
    return HttpResponseRedirect(reverse("listing:membership"))


@require_POST
def renewal(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """One click: it renews itself, or not any more."""
    renews = request.POST.get("renews") == "yes"
    choose_renewal(membership_id, by=actor_in(request), renews=renews, **once(request))
    said = "It renews itself; you are told before." if renews else "It does not renew itself. It just ends."
    messages.success(request, said)
    return HttpResponseRedirect(reverse("listing:membership"))
