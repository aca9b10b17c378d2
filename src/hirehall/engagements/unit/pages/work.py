"""The work: hand it in, look at it, hand it in again; and the room of its contract."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.answer_delivery import accept_order, ask_check, ask_revision
from hirehall.engagements.unit.actions.deliver_order import deliver_order, revise_order
from hirehall.engagements.unit.actions.read_work import rate_work
from hirehall.engagements.unit.forms import CheckForm, DeliveryForm, RevisionForm
from hirehall.engagements.unit.pages.answers import to_posting, to_room
from hirehall.files.uploads import store_all
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused
from hirehall.look.formats import money_text


def _page(request: HttpRequest, template: str, page: object, **more: object) -> HttpResponse:
    context = {"page": page, "key": new_id(), **more}
    return render(request, f"unit/{template}.html", context, using="jinja2")


@require_http_methods(["GET", "POST"])
def deliver(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The first hand-over, by who holds the order; it begins the contract."""
    by = actor_in(request)
    page = queries.order_page(by, order_id)
    if not page.is_holder or page.order.state != "working":
        return to_posting(order_id)
    declared = "" if page.counted else page.order.kind_of_unit.many
    form = DeliveryForm(request.POST or None, request.FILES or None, declared=declared)
    if request.method == "POST" and form.is_valid():
        try:
            _hand_in(request, order_id, form, first=True)
        except Refused as refused:
            field_errors(form, refused)
        else:
            return to_room(order_id)
    return _page(request, "deliver", page, form=form)


@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The hand-over after a revision was asked."""
    page = queries.step_page(actor_in(request), order_id)
    if page.order.state != "revision" or page.side != "freelancer":
        return to_room(page.contract.id)
    declared = page.order.kind_of_unit.many if page.declared else ""
    text = page.last.text if page.last else ""
    form = DeliveryForm(
        request.POST or None, request.FILES or None, declared=declared, initial={"text": text}
    )
    if request.method == "POST" and form.is_valid():
        try:
            _hand_in(request, order_id, form, first=False)
        except Refused as refused:
            field_errors(form, refused)
        else:
            return to_room(order_id)
    return _page(request, "revise", page, form=form)


def _hand_in(request: HttpRequest, order_id: UUID, form: DeliveryForm, *, first: bool) -> None:
    by, data = actor_in(request), form.cleaned_data
    act = deliver_order if first else revise_order
    delivery = act(
        order_id,
        by=by,
        text=data["text"],
        note=data["note"],
        file_ids=store_all(data["files"], purpose="delivery", by=by),
        count=data.get("count"),
        version=version_in(request),
        **once(request),
    )
    counted = delivery.order.kind_of_unit.said(delivery.count)
    messages.success(request, f"Handed in: {counted}. The client has time to answer now.")


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """What was handed in, and the client's answer: accept, ask for a revision, ask an editor."""
    by = actor_in(request)
    page = queries.step_page(by, order_id)
    answer = request.POST.get("answer", "accept")
    revision = RevisionForm(request.POST if answer == "revision" else None)
    check = CheckForm(request.POST if answer == "check" else None)
    asking = {"revision": revision, "check": check}.get(answer)
    if request.method == "POST" and asking is None:
        work = accept_order(order_id, by=by, version=version_in(request), **once(request))
        messages.success(request, f"Accepted. {money_text(work.money(work.released_minor))} is released.")
        return to_room(order_id)
    if request.method == "POST" and asking is not None and asking.is_valid():
        about = {"by": by, "version": version_in(request), **once(request)}
        try:
            if answer == "revision":
                ask_revision(order_id, text=asking.cleaned_data["text"], **about)
            else:
                ask_check(order_id, reason=asking.cleaned_data["reason"], **about)
        except Refused as refused:
            field_errors(asking, refused)
        else:
            said = (
                "The freelancer was asked for a revision." if answer == "revision" else "An editor decides."
            )
            messages.success(request, f"{said} The money stays held.")
            return to_room(order_id)
    return _page(request, "review", page, revision=revision, check=check)


@require_GET
def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The room of a unit order."""
    room = queries.room_for(actor_in(request), contract_id)
    return render(request, "unit/contract.html", {"room": room}, using="jinja2")


@require_POST
def mark(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """One click of the client: whether accepted work is what its level promises."""
    said = {"-1": -1, "0": 0, "1": 1}.get(request.POST.get("mark", ""), 9)
    rate_work(order_id, by=actor_in(request), mark=said, **once(request))
    messages.success(request, "Thank you. Only the editors read it.")
    return to_room(order_id)
