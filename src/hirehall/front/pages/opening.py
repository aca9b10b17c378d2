"""The operator's wizard: halls and what is prepared, a template as pictures, step by step, and the publication."""

from __future__ import annotations

import tomllib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirehall.files.uploads import store_all
from hirehall.foundation.http import actor_in, download
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import once, version_in
from hirehall.foundation.refused import Because, Refused
from hirehall.front.actions.begin_hall_draft import begin_hall_draft
from hirehall.front.actions.change_hall_draft import change_hall_draft
from hirehall.front.actions.choose_draft_logo import choose_draft_logo
from hirehall.front.actions.drop_hall_draft import drop_hall_draft
from hirehall.front.actions.publish_hall_draft import publish_hall_draft
from hirehall.front.opening import seeing
from hirehall.front.opening.forms import AddressForm, BrandForm, PriceForm, StepForm, TradesForm
from hirehall.front.opening.steps import STEPS, Step, after, first_open, marks, step_of
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.halls import cards, way_to
from hirehall.front.pages.public import hall_of
from hirehall.halls.models import HallDraft
from hirehall.halls.queries import address_of, draft_for, drafts_of

SUMMARY = "summary"
NAMED = ("name", "tagline")
PICTURES = ("file.", "picture.", "upload.")
SEEN = ("hue", "chroma_thousandths", "typeface")


@require_http_methods(["GET", "POST"])
@at_the_desk
def halls(request: HttpRequest) -> HttpResponse:
    """What is open, what is prepared, and the templates from which another begins."""
    by = actor_in(request)
    if request.method == "POST":
        given = {"time_zone": request.user.time_zone}  # type: ignore[union-attr]
        draft = begin_hall_draft(request.POST.get("template", ""), by=by, given=given, **once(request))
        return HttpResponseRedirect(reverse("front:desk_draft_step", args=[draft.id, STEPS[0].key]))
    drafts = [(draft, len(draft.seen), first_open(draft)) for draft in drafts_of(by)]
    page = {
        "cards": cards(hall_of(request)),
        "drafts": drafts,
        "many": len(STEPS),
        "templates": seeing.template_cards(),
        "key": new_id(),
    }
    return shown(request, "halls", page)


@require_http_methods(["GET", "POST"])
@at_the_desk
def step(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """One step; each can be taken up again at any time, in any order."""
    draft, here = draft_for(actor_in(request), draft_id), step_of(key)
    form = here.form(request.POST or None, values=tomllib.loads(draft.text))
    if request.method == "POST" and form.is_valid() and _kept(request, draft, here, form):
        if request.POST.get("then") == "leave":
            messages.success(request, "Kept. Nobody else sees it before you publish it.")
            return HttpResponseRedirect(reverse("front:desk_halls"))
        if request.POST.get("then") == "all":
            return HttpResponseRedirect(reverse("front:desk_draft", args=[draft.id]))
        if request.POST.get("then") == "again":
            return HttpResponseRedirect(reverse("front:desk_draft_step", args=[draft.id, here.key]))
        onward = after(here)
        name = "front:desk_draft_step" if onward else "front:desk_draft"
        return HttpResponseRedirect(reverse(name, args=[draft.id, onward.key] if onward else [draft.id]))
    page: dict[str, Any] = {"draft": draft, "step": here, "marks": marks(draft, here), "form": form}
    return shown(request, "draft_step", {**page, **_seen(here, form)})


def _kept(request: HttpRequest, draft: HallDraft, here: Step, form: StepForm) -> bool:
    try:
        change_hall_draft(
            draft.id, by=actor_in(request), changes=form.changes(), step=here.key, version=version_in(request)
        )
        if isinstance(form, BrandForm):
            _put_up(request, draft, form)
    except Refused as refused:
        if refused.because is not Because.INVALID and refused.code != "hall_file.invalid":
            raise
        at = "picture" if refused.code.startswith(PICTURES) else form.field_of(refused.field or "")
        form.add_error(at, refused.sentence.partition(": ")[2] or refused.sentence)
        return False
    return True


def _put_up(request: HttpRequest, draft: HallDraft, form: BrandForm) -> None:
    """The picture that was chosen with the look, or none any more."""
    by, uploads = actor_in(request), request.FILES.getlist("picture")[:1]
    if uploads:
        (file_id,) = store_all(uploads, purpose="avatar", by=by)
        choose_draft_logo(draft.id, by=by, file_id=file_id)
    elif form.cleaned_data.get("no_logo"):
        choose_draft_logo(draft.id, by=by, file_id=None)


def _seen(here: Step, form: StepForm) -> dict[str, Any]:
    """What the step shows beside its fields, of what was sent or is kept."""
    values = form.values
    if isinstance(form, BrandForm):
        chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
        brand = {name: chosen[name] for name in SEEN if name in chosen}
        return {"looks": seeing.looks_of(seeing.look_of(values, **brand))}
    if isinstance(form, AddressForm):
        return _named(form, form.cleaned_data if form.is_bound and form.is_valid() else {})
    if isinstance(form, PriceForm):
        valid = form.is_bound and form.is_valid()
        rules = form.schedule() if valid else values.get("fees", {})
        return {"price": seeing.price_of(rules, values["hall"]["currency"])}
    return {"is_trades": True} if isinstance(form, TradesForm) else {}


@require_safe
@at_the_desk
def preview(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """What a step would show of the fields as they are typed. Only looks; nothing is kept."""
    draft, here = draft_for(actor_in(request), draft_id), step_of(key)
    form = here.form(request.GET, values=tomllib.loads(draft.text))
    form.is_valid()
    return render(request, "front/desk/draft_seen.html", _tried(here, form), using="jinja2")


def _named(form: AddressForm, data: dict[str, Any]) -> dict[str, Any]:
    """The hall under its name, and where it would be found."""
    named = {name: data[name] for name in NAMED if data.get(name)}
    looks = seeing.looks_of(seeing.look_of(form.values, **named))
    return {"looks": looks, "place": seeing.place_of(data, form.values)}


def _tried(here: Step, form: StepForm) -> dict[str, Any]:
    if isinstance(form, PriceForm) and form.errors:
        wrong = [one["message"] for listed in form.errors.get_json_data().values() for one in listed]
        return {"price": seeing.Price(says=" ".join(wrong))}
    if isinstance(form, BrandForm):
        data = {name: form.cleaned_data[name] for name in SEEN if name in form.cleaned_data}
        return {"looks": seeing.looks_of(seeing.look_of(form.values, **data))}
    if isinstance(form, AddressForm):
        return _named(form, form.cleaned_data)
    return _seen(here, form)


@require_safe
@at_the_desk
def summary(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Everything at a glance, and the button that opens the hall."""
    by = actor_in(request)
    draft = draft_for(by, draft_id)
    page = {"draft": draft, "marks": marks(draft, None), **seeing.summary_of(draft, by=by)}
    return shown(request, "draft", page)


@require_safe
@at_the_desk
def draft_file(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    draft = draft_for(actor_in(request), draft_id)
    return download(draft.text.encode(), "application/toml; charset=utf-8", f"{draft.name}.toml")


@require_POST
@at_the_desk
def publication(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    hall = publish_hall_draft(draft_id, by=actor_in(request), version=version_in(request))
    messages.success(request, f"{hall.name} is open: {address_of(hall, '/')} Its desk says what to do first.")
    return HttpResponseRedirect(way_to(hall, from_hall=hall_of(request), path="/"))


@require_POST
@at_the_desk
def removal(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    drop_hall_draft(draft_id, by=actor_in(request))
    messages.success(request, "It is not prepared any more.")
    return HttpResponseRedirect(reverse("front:desk_halls"))
