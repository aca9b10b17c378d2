"""Asking for held money back, and answering."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.actions.ask_refund import (
    ask_refund,
    grant_refund,
    refuse_refund,
    withdraw_refund,
)
from hirehall.engagements.milestone.forms import ReasonForm, RefundForm, amount_in
from hirehall.engagements.milestone.pages.answers import to_room
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused


@require_http_methods(["GET", "POST"])
def refund(request: HttpRequest, milestone_id: UUID) -> HttpResponse:
    by = actor_in(request)
    page = queries.refund_page(by, milestone_id)
    form = RefundForm(request.POST or None, initial={"amount": page.amount.decimal})
    if request.method == "POST" and form.is_valid():
        amount = amount_in(form, "amount", page.contract.currency)
        try:
            if amount is not None:
                ask_refund(
                    milestone_id,
                    by=by,
                    amount=amount,
                    reason=form.cleaned_data["reason"],
                    version=version_in(request),
                    **once(request),
                )
                messages.success(request, "The freelancer was asked. You will be told the answer.")
                return to_room(page.contract.id)
        except Refused as refused:
            field_errors(form, refused)
    context = {"page": page, "form": form, "key": new_id()}
    return render(request, "milestone/refund.html", context, using="jinja2")


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    by = actor_in(request)
    page = queries.refund_request_page(by, request_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("answer") == "grant":
                grant_refund(request_id, by=by, **once(request))
                messages.success(request, "The refund is granted. The money is on its way back.")
            else:
                refuse_refund(request_id, by=by, reason=form.cleaned_data["reason"], **once(request))
                messages.success(request, "The refund is refused. The money stays held.")
            return to_room(page.contract.id)
        except Refused as refused:
            field_errors(form, refused)
    context = {"page": page, "form": form, "key": new_id()}
    return render(request, "milestone/refund_answer.html", context, using="jinja2")


@require_POST
def withdrawal(request: HttpRequest, request_id: UUID) -> HttpResponse:
    found = withdraw_refund(request_id, by=actor_in(request), **once(request))
    messages.success(request, "The refund request is withdrawn. Work goes on.")
    return to_room(found.milestone.contract_id)
