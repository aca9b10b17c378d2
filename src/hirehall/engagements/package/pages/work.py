"""The steps of the work: answer the questions, deliver, review, more days, cancel."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from hirehall.engagements.package import queries
from hirehall.engagements.package.actions.accept_order import accept_order
from hirehall.engagements.package.actions.ask_revision import ask_revision
from hirehall.engagements.package.actions.cancel_order import (
    agree_to_cancel,
    ask_to_cancel,
    cancel_order,
    decline_cancel,
    withdraw_cancel,
)
from hirehall.engagements.package.actions.deliver_order import deliver_order
from hirehall.engagements.package.actions.extend_order import answer_extension, ask_extension
from hirehall.engagements.package.actions.give_requirements import give_requirements
from hirehall.engagements.package.forms import (
    AnswerForm,
    DeliveryForm,
    ExtensionForm,
    ReasonForm,
    RequirementsForm,
    RevisionForm,
)
from hirehall.engagements.package.pages.answers import to_room
from hirehall.files.uploads import store_all
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused
from hirehall.look.formats import day_text, money_text


def _page(request: HttpRequest, template: str, page: object, **more: object) -> HttpResponse:
    return render(request, template, {"page": page, "key": new_id(), **more}, using="jinja2")


@require_http_methods(["GET", "POST"])
def requirements(request: HttpRequest, order_id: UUID) -> HttpResponse:
    by = actor_in(request)
    page = queries.step_page(by, order_id)
    if page.order.state != "requirements":
        return to_room(page.contract.id)
    form = RequirementsForm(request.POST or None, request.FILES or None, questions=page.order.questions)
    if request.method == "POST" and form.is_valid():
        try:
            order = give_requirements(
                order_id,
                by=by,
                answers=form.answers(),
                file_ids=store_all(form.cleaned_data["files"], purpose="attachment", by=by),
                version=version_in(request),
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            due = day_text(order.due_at) if order.due_at else ""
            messages.success(request, f"Thank you. The clock runs: the work is due on {due}.")
            return to_room(order.contract_id)
    return _page(request, "package/requirements.html", page, form=form)


@require_http_methods(["GET", "POST"])
def deliver(request: HttpRequest, order_id: UUID) -> HttpResponse:
    by = actor_in(request)
    page = queries.step_page(by, order_id)
    form = DeliveryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            order = deliver_order(
                order_id,
                by=by,
                note=form.cleaned_data["note"],
                file_ids=store_all(form.cleaned_data["files"], purpose="delivery", by=by),
                version=version_in(request),
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            until = day_text(order.auto_accept_at) if order.auto_accept_at else ""
            messages.success(request, f"Delivered. The client has until {until} to answer.")
            return to_room(order.contract_id)
    return _page(request, "package/deliver.html", page, form=form)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, order_id: UUID) -> HttpResponse:
    by = actor_in(request)
    page = queries.step_page(by, order_id)
    wants_revision = request.POST.get("answer") == "revision"
    form = RevisionForm(request.POST if wants_revision else None)
    if request.method == "POST" and not wants_revision:
        order = accept_order(order_id, by=by, version=version_in(request), **once(request))
        messages.success(request, f"Accepted. {money_text(order.money(order.released_minor))} is released.")
        return to_room(order.contract_id)
    if request.method == "POST" and form.is_valid():
        try:
            text = form.cleaned_data["text"]
            order = ask_revision(order_id, by=by, text=text, version=version_in(request), **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "The freelancer was asked for a revision. The money stays held.")
            return to_room(order.contract_id)
    return _page(request, "package/review.html", page, form=form)


@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, order_id: UUID) -> HttpResponse:
    by = actor_in(request)
    page = queries.step_page(by, order_id)
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_extension(
                order_id,
                by=by,
                days=form.cleaned_data["days"],
                reason=form.cleaned_data["reason"],
                version=version_in(request),
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "The other side was asked. The date stays until they agree.")
            return to_room(page.contract.id)
    return _page(request, "package/extend.html", page, form=form)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Cancelling by right: nothing has begun yet, or it is very late."""
    by = actor_in(request)
    if request.method == "POST":
        order = cancel_order(order_id, by=by, version=version_in(request), **once(request))
        messages.success(request, "The order is cancelled. The money is on its way back.")
        return to_room(order.contract_id)
    return _page(request, "package/cancel.html", queries.step_page(by, order_id), dropping=False)


@require_http_methods(["GET", "POST"])
def cancel_wish(request: HttpRequest, order_id: UUID) -> HttpResponse:
    by = actor_in(request)
    page = queries.step_page(by, order_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            ask_to_cancel(order_id, by=by, reason=reason, version=version_in(request), **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "The other side was asked. You will be told the answer.")
            return to_room(page.contract.id)
    return _page(request, "package/ask_to_cancel.html", page, form=form)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, ask_id: UUID) -> HttpResponse:
    """What one side asked: the other answers, and who asked may take it back."""
    by = actor_in(request)
    found = queries.ask_for(by, ask_id)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answered(request, ask_id, found.kind, form.cleaned_data["reason"])
        except Refused as refused:
            field_errors(form, refused)
        else:
            return to_room(found.order.contract_id)
    return _page(request, "package/ask.html", queries.ask_page(found, by), form=form)


def _answered(request: HttpRequest, ask_id: UUID, kind: str, reason: str) -> None:
    by, answer = actor_in(request), request.POST.get("answer", "")
    if kind == "extend":
        answer_extension(ask_id, by=by, agree=answer == "agree", **once(request))
        messages.success(request, "The new date holds." if answer == "agree" else "The date stays as it was.")
    elif answer == "agree":
        agree_to_cancel(ask_id, by=by, **once(request))
        messages.success(request, "The order is cancelled. The money is on its way back to the client.")
    elif answer == "withdraw":
        withdraw_cancel(ask_id, by=by, **once(request))
        messages.success(request, "Taken back. The order goes on.")
    else:
        decline_cancel(ask_id, by=by, reason=reason, **once(request))
        messages.success(request, "The order goes on, and its clocks have the time back.")
