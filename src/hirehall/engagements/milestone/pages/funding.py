"""Paying a milestone in: the money sentence first, then the way to pay, then the button."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.jobs import settle_now
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import once, version_in
from hirehall.look.formats import money_text
from hirehall.money import queries as money
from hirehall.money.states import PaymentStatus


@require_http_methods(["GET", "POST"])
def fund(request: HttpRequest, milestone_id: UUID) -> HttpResponse:
    by = actor_in(request)
    if request.method == "POST":
        milestone = begin_funding(
            milestone_id,
            by=by,
            method=request.POST.get("method", "sandbox.instant"),
            version=version_in(request),
            **once(request),
        )
        room = reverse("milestone:contract", args=[milestone.contract_id])
        if milestone.payment_id is None:
            return HttpResponseRedirect(room)
        payment, _ = settle_now(milestone.payment_id)
        if payment.status == PaymentStatus.PENDING and payment.next_href:
            return HttpResponseRedirect(payment.next_href)
        done = f"{money_text(payment.amount)} is held for “{milestone.title}”. Work can start."
        messages.add_message(request, *money.outcome_of(payment, done=done))
        return HttpResponseRedirect(room)
    milestone = queries.milestone_for(by, milestone_id)
    context = {
        "page": queries.funding_page(milestone, by),
        "methods": money.payment_methods(),
        "key": new_id(),
    }
    return render(request, "milestone/fund.html", context, using="jinja2")
