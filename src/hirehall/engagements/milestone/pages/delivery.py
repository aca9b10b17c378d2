"""Handing work over, reviewing it against the criteria, releasing a part."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.ask_changes import ask_changes
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.engagements.milestone.forms import ChangesForm, DeliveryForm, PartForm, amount_in
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.pages.answers import to_room
from hirehall.engagements.milestone.queries import WorkPage
from hirehall.files.uploads import store_all
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, version_in
from hirehall.foundation.refused import Refused
from hirehall.look.formats import day_text, money_text


@require_http_methods(["GET", "POST"])
def deliver(request: HttpRequest, milestone_id: UUID) -> HttpResponse:
    by = actor_in(request)
    form = DeliveryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            milestone = deliver_work(
                milestone_id,
                by=by,
                note=form.cleaned_data["note"],
                links=tuple(form.cleaned_data["links"].split()),
                file_ids=store_all(form.cleaned_data["files"], purpose="delivery", by=by),
                version=version_in(request),
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            until = day_text(milestone.auto_accept_at) if milestone.auto_accept_at else ""
            messages.success(request, f"Delivered. The client has until {until} to answer.")
            return to_room(milestone.contract_id)
    page = queries.work_page(by, milestone_id)
    return _page(request, "milestone/deliver.html", page, form=form)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, milestone_id: UUID) -> HttpResponse:
    by = actor_in(request)
    page = queries.work_page(by, milestone_id)
    wants_changes = request.POST.get("answer") == "changes"
    form = ChangesForm(request.POST if wants_changes else None)
    met = tuple(request.POST.get(f"met{index}") == "on" for index in range(len(page.milestone.criteria)))
    if request.method == "POST":
        try:
            if not wants_changes:
                return _accept(request, milestone_id, met)
            if form.is_valid():
                return _ask(request, milestone_id, met, form.cleaned_data["text"])
        except Refused as refused:
            field_errors(form, refused) if wants_changes and refused.field else messages.error(
                request, refused.sentence
            )
    return _page(request, "milestone/review.html", page, form=form, met=met)


def _accept(request: HttpRequest, milestone_id: UUID, met: tuple[bool, ...]) -> HttpResponse:
    milestone = accept_delivery(
        milestone_id,
        by=actor_in(request),
        met=met,
        version=version_in(request),
        **once(request),
    )
    released = money_text(milestone.money(milestone.released_minor))
    messages.success(request, f"Accepted. {released} of “{milestone.title}” is released.")
    return to_room(milestone.contract_id)


def _ask(request: HttpRequest, milestone_id: UUID, met: tuple[bool, ...], text: str) -> HttpResponse:
    milestone = ask_changes(
        milestone_id,
        by=actor_in(request),
        text=text,
        met=met,
        version=version_in(request),
        **once(request),
    )
    messages.success(request, "The freelancer was asked for changes. The money stays held.")
    return to_room(milestone.contract_id)


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, milestone_id: UUID) -> HttpResponse:
    by = actor_in(request)
    page = queries.work_page(by, milestone_id)
    form = PartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        amount = amount_in(form, "amount", page.contract.currency)
        try:
            if amount is not None:
                milestone: Milestone = release_part(
                    milestone_id,
                    by=by,
                    amount=amount,
                    rest=form.cleaned_data["rest"],
                    version=version_in(request),
                    **once(request),
                )
                messages.success(request, f"{money_text(amount)} is released.")
                return HttpResponseRedirect(reverse("milestone:contract", args=[milestone.contract_id]))
        except Refused as refused:
            field_errors(form, refused)
    return _page(request, "milestone/release.html", page, form=form)


def _page(request: HttpRequest, template: str, page: WorkPage, **more: object) -> HttpResponse:
    return render(request, template, {"page": page, "key": new_id(), **more}, using="jinja2")
