"""Briefs: the client's list, the builder, the check before publication, and the page that everybody reads."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.foundation import clock
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import uuid_or_none
from hirehall.foundation.refused import Refused
from hirehall.halls.queries import policy_now
from hirehall.look.formats import when_text
from hirehall.market import queries
from hirehall.market.actions.close_brief import close_brief
from hirehall.market.actions.detach_piece import detach_piece
from hirehall.market.actions.discard_brief import discard_brief
from hirehall.market.actions.draft_brief import draft_brief
from hirehall.market.actions.edit_brief import edit_brief
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.actions.reopen_brief import reopen_brief
from hirehall.market.actions.save_brief import save_brief
from hirehall.market.content import BriefContent
from hirehall.market.forms import BriefForm, StartForm
from hirehall.market.forms.briefs import initial_of, typed_budget
from hirehall.market.models import Brief
from hirehall.market.pages.parts import (
    ELSEWHERE,
    changed_elsewhere,
    fingerprint,
    hall_in,
    kept_files,
    received,
    show_refusal,
    shown_brief,
    slip_of,
    unwanted,
)
from hirehall.people.queries import organisation_names
from hirehall.skills.queries import piece_in, showing_here, skills_of


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The client side's own briefs."""
    after = queries.cursor_id(request.GET.get("after"))
    lines, cursor = queries.own_briefs(actor_in(request), hall_in(request).id, after=after)
    next_href = "?" + urlencode({"after": str(cursor)}) if cursor else None
    return render(request, "market/mine.html", {"lines": lines, "next_href": next_href}, using="jinja2")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The first questions; the rest is asked when a draft is there to keep the answers."""
    actor, hall = actor_in(request), hall_in(request)
    names = organisation_names(list(actor.organisation_ids))
    hiring = [(key, name) for key, name in names.items() if actor.may_hire_for(actor.require_person(), key)]
    like = showing_here(uuid_or_none(request.POST.get("piece") or request.GET.get("piece", "")), hall.id)
    initial = (
        {"title": f"Something like “{like.piece.title}”"[:120], "category_id": like.category_id}
        if like
        else {}
    )
    form = StartForm(request.POST or None, hall=hall, organisations=hiring, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            brief = draft_brief(  # type: ignore[call-arg]
                hall.id,
                by=actor,
                content=replace(form.content(), must_skill_ids=skills_of(like)),
                organisation_id=form.cleaned_data.get("organisation_id"),
                piece_id=like.piece_id if like else None,
                key=form.cleaned_data["key"] or None,
            )
            return redirect("market:draft", brief.id)
        except Refused as refused:
            show_refusal(form, refused)
    piece = piece_in(like.piece_id, hall.id) if like else None
    return render(request, "market/new.html", {"form": form, "piece": piece}, using="jinja2")


@require_POST
def piece_removal(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """The draft should not be like that piece any more."""
    detach_piece(brief_id, by=actor_in(request))
    messages.success(request, "The piece is taken out of the draft.")
    return redirect("market:draft", brief_id)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """The builder: asks, never writes. Saved as one types, and by the buttons."""
    brief = queries.managed_brief_for(actor_in(request), brief_id)
    if brief.state != "draft":
        return redirect("market:brief", brief.id)
    content = queries.content_of(brief)
    form = _brief_form(request, brief, content)
    if request.method == "POST" and _kept(request, brief, content, form):
        if "check" in request.POST:
            return redirect("market:check", brief.id)
        messages.success(request, "The file is removed." if unwanted(request) else "The draft is saved.")
        return redirect("market:draft", brief.id)
    return _builder(request, brief, content, form)


def _brief_form(
    request: HttpRequest, brief: Brief, content: BriefContent, *, note: bool = False
) -> BriefForm:
    hall, initial = hall_in(request), initial_of(brief, content)
    return BriefForm(request.POST or None, request.FILES or None, initial=initial, hall=hall, note=note)


def _kept(request: HttpRequest, brief: Brief, content: BriefContent, form: BriefForm) -> bool:
    """Keep what can be read, files included. False when the form has to be shown again."""
    rows_change = form.rows_change()
    file_ids = received(request, form)
    form.is_valid()
    given = form.content(instead_of=content)
    if changed_elsewhere(request, content, given):
        form.add_error(None, ELSEWHERE)
        return False
    try:
        save_brief(
            brief.id,
            by=actor_in(request),
            content=given,
            file_ids=file_ids,
            remove_file_ids=unwanted(request),
        )
    except Refused as refused:
        show_refusal(form, refused)
        return False
    return not (form.errors or rows_change)


def _builder(request: HttpRequest, brief: Brief, content: BriefContent, form: BriefForm) -> HttpResponse:
    if request.method == "POST":
        brief = queries.managed_brief_for(actor_in(request), brief.id)
        content = queries.content_of(brief)
    page = queries.builder_page(brief, content)
    hint = queries.price_hint(brief.hall_id, brief.category_id, brief.currency)
    return render(
        request,
        "market/draft.html",
        {
            "form": form,
            "page": page,
            "hint": hint,
            "panel_offered": bool(policy_now(brief.hall_id).number("panel.offered")),
            "brief": brief,
            "budget": _budget(form, brief),
            "seen": fingerprint(content),
            "kept": kept_files(request, form),
        },
        using="jinja2",
    )


def _budget(form: BriefForm, brief: Brief) -> list[queries.Shares | None]:
    """What both ends of the budget mean, as typed or as saved."""
    if form.is_bound:
        return queries.shares_of(brief.hall_id, typed_budget(form.data, brief.currency))
    ends = (brief.budget_min, brief.budget_max)
    return queries.shares_of(brief.hall_id, [queries.Priced((end,) if end else ()) for end in ends])


@require_GET
def quote(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """The line that tells while one types what a budget means for all three sides."""
    brief = queries.brief_for(actor_in(request), brief_id)
    budget = queries.shares_of(brief.hall_id, typed_budget(request.GET, brief.currency))
    return render(request, "market/quote.html", {"budget": budget, "shares": None}, using="jinja2")


@require_POST
def autosave(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """What was typed so far; what cannot be read yet is left as it was."""
    actor = actor_in(request)
    try:
        brief = queries.managed_brief_for(actor, brief_id)
        form = BriefForm(request.POST, hall=hall_in(request))
        form.is_valid()
        before = queries.content_of(brief)
        given = form.content(instead_of=before)
        if changed_elsewhere(request, before, given):
            return JsonResponse({"said": ELSEWHERE}, status=409)
        seen = queries.content_of(save_brief(brief.id, by=actor, content=given))
    except Refused as refused:
        return JsonResponse({"said": refused.sentence}, status=refused.because.value)
    unread = [str(form.fields[name].label) for name in form.errors if name in form.fields]
    said = f"Saved {when_text(clock.now())}"
    said = f"{said}, except: {', '.join(unread)}" if unread else said
    return JsonResponse({"said": said, "seen": fingerprint(seen)})


@require_GET
def check(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """Check the answers: what is missing, what others will see, and what happens when it is published."""
    actor = actor_in(request)
    brief = queries.managed_brief_for(actor, brief_id)
    if brief.state != "draft":
        return redirect("market:brief", brief.id)
    page = queries.preview(brief, actor)
    hint = queries.price_hint(brief.hall_id, brief.category_id, brief.currency)
    ends = (brief.budget_min, brief.budget_max)
    budget = queries.shares_of(brief.hall_id, [queries.Priced((end,) if end else ()) for end in ends])
    context = {"page": page, "hint": hint, "budget": budget}
    return render(request, "market/check.html", context, using="jinja2")


@require_POST
def publication(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    brief = publish_brief(brief_id, by=actor_in(request))
    messages.success(request, "Your brief is published. You will hear of every proposal and question.")
    return redirect("market:brief", brief.id)


@login_not_required
@require_GET
def brief(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """What everybody reads; with the buttons of who looks."""
    return shown_brief(request, brief_id)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """A published brief changes in the open."""
    actor = actor_in(request)
    brief = queries.managed_brief_for(actor, brief_id)
    content = queries.content_of(brief)
    form = _brief_form(request, brief, content, note=True)
    file_ids: tuple[UUID, ...] = ()
    if request.method == "POST":
        rows_change = form.rows_change()
        file_ids = received(request, form)
        if form.is_valid() and changed_elsewhere(request, content, form.content()):
            form.add_error(None, ELSEWHERE)
        if not rows_change and form.is_valid() and _edited(request, brief, form, file_ids):
            messages.success(request, "The brief has changed, and everybody who proposed is told.")
            return redirect("market:brief", brief.id)
    context = {
        "form": form,
        "page": queries.builder_page(brief, content),
        "brief": brief,
        "budget": _budget(form, brief),
        "seen": fingerprint(content),
        "kept": kept_files(request, form),
        "leaving": unwanted(request),
    }
    return render(request, "market/edit.html", context, using="jinja2")


def _edited(request: HttpRequest, brief: Brief, form: BriefForm, file_ids: tuple[UUID, ...]) -> bool:
    try:
        edit_brief(
            brief.id,
            by=actor_in(request),
            content=form.content(instead_of=queries.content_of(brief)),
            note=form.cleaned_data["note"],
            file_ids=file_ids,
            remove_file_ids=unwanted(request),
        )
    except Refused as refused:
        show_refusal(form, refused)
        return False
    return True


@require_POST
def closure(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        close_brief(brief_id, by=actor_in(request), reason=reason)
    except Refused as refused:
        return shown_brief(request, brief_id, slip=slip_of(refused, at="close_reason", text=reason))
    messages.success(request, "The brief is closed, and everybody who proposed is told why.")
    return redirect("market:brief", brief_id)


@require_POST
def reopening(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    reopen_brief(brief_id, by=actor_in(request))
    messages.success(request, "The brief is open again, and the proposals count as before.")
    return redirect("market:brief", brief_id)


@require_POST
def discarding(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    discard_brief(brief_id, by=actor_in(request))
    messages.success(request, "The draft is gone.")
    return redirect("market:mine")
