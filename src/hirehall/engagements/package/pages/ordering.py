"""Ordering a package: what it costs, then the way to pay, then the button. And paying again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from hirehall.engagements.package import queries
from hirehall.engagements.package.actions.pay_again import drop_order, pay_again
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.engagements.package.pages.answers import paid, to_room
from hirehall.foundation.actor import Actor
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import once, uuid_or_none, version_in, whole
from hirehall.halls.queries import policy_now
from hirehall.market import queries as market
from hirehall.money import queries as money
from hirehall.people.queries import organisation_names
from hirehall.skills.queries import piece_by


@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, service_id: UUID) -> HttpResponse:
    by = actor_in(request)
    given = request.POST if request.method == "POST" else request.GET
    package = whole(given.get("package", "")) or 1
    extras = tuple(sorted({number for text in given.getlist("extra")[:20] if (number := whole(text))}))
    if request.method == "POST":
        made = place_order(
            service_id,
            by=by,
            package=package,
            extras=extras,
            organisation_id=uuid_or_none(request.POST.get("organisation", "")),
            method=request.POST.get("method", "sandbox.instant"),
            revision=whole(request.POST.get("revision", "")),
            piece_id=uuid_or_none(request.POST.get("piece", "")),
            **once(request),
        )
        return paid(request, made)
    page = market.service_page(by, service_id, package=package, extras=extras)
    wanted = uuid_or_none(request.GET.get("piece", ""))
    policy = policy_now(page.service.hall_id)
    context = {
        "page": page,
        "piece": piece_by(market.lead_of(page.service), wanted, page.service.hall_id) if wanted else None,
        "quote": queries.quote_for(page.service, page.chosen, client_id=by.require_person())
        if page.chosen
        else None,
        "organisations": _hiring(by),
        "methods": money.payment_methods(),
        "silence_days": policy.number("package.silence_accepts_after_days"),
        "late_hours": policy.number("package.very_late_after_hours"),
        "key": new_id(),
    }
    return render(request, "package/order.html", context, using="jinja2")


def _hiring(by: Actor) -> list[tuple[UUID, str]]:
    """The organisations that the actor may order for."""
    person_id = by.require_person()
    names = organisation_names(list(by.organisation_ids))
    return [
        (key, name)
        for key, name in names.items()
        if by.may_hire_for(person_id, key) and by.may_pay_for(person_id, key)
    ]


@require_http_methods(["GET", "POST"])
def pay(request: HttpRequest, order_id: UUID) -> HttpResponse:
    by = actor_in(request)
    if request.method == "POST":
        method = request.POST.get("method", "sandbox.instant")
        return paid(
            request, pay_again(order_id, by=by, method=method, version=version_in(request), **once(request))
        )
    page = queries.step_page(by, order_id)
    if page.order.state != "unpaid":
        return to_room(page.contract.id)
    context = {"page": page, "methods": money.payment_methods(), "key": new_id()}
    return render(request, "package/pay.html", context, using="jinja2")


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, order_id: UUID) -> HttpResponse:
    by = actor_in(request)
    if request.method == "POST":
        dropped = drop_order(order_id, by=by, version=version_in(request), **once(request))
        messages.success(request, "The order is dropped. Nothing was taken.")
        return to_room(dropped.contract_id)
    context = {"page": queries.step_page(by, order_id), "key": new_id(), "dropping": True}
    return render(request, "package/cancel.html", context, using="jinja2")


@require_GET
def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The room of an order."""
    room = queries.room_for(actor_in(request), contract_id)
    return render(request, "package/contract.html", {"room": room}, using="jinja2")
