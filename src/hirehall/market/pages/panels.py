"""A panel's room, its plan, what its members read and score, and its protocol."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.files.operations import bytes_of
from hirehall.foundation.http import actor_in, download
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, whole
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.queries import policy_now
from hirehall.market import queries
from hirehall.market.actions.arrange_panel import (
    arrange_panel,
    drop_panel,
    invite_to_panel,
    release_from_panel,
)
from hirehall.market.actions.decide_by_panel import (
    agree_on_proposal,
    award_by_panel,
    compare_scores,
    open_panel,
)
from hirehall.market.actions.exclude_from_panel import declare_conflict, exclude_from_panel
from hirehall.market.actions.sit_on_panel import (
    decline_panel,
    hand_in_scores,
    join_panel,
    leave_panel,
    recuse_from_proposal,
    score_proposal,
)
from hirehall.market.content import SCALE
from hirehall.market.forms import PanelForm
from hirehall.market.models import Panel
from hirehall.market.pages.parts import hall_in, zone_of
from hirehall.market.queries import panel_pages, panel_records
from hirehall.market.queries.panels import board_of, seat_by_token


def _render(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {**context, "key": str(new_id())}
    return render(request, f"market/{name}.html", context, using="jinja2", status=status)


@require_GET
def room(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """How far it is, who sits on it, and what is to be done."""
    return _render(request, "panel", {"room": panel_pages.room(actor_in(request), brief_id)})


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """The criteria, the days and the people, while the brief is a draft."""
    by = actor_in(request)
    brief = queries.managed_brief_for(by, brief_id)
    if brief.state != "draft":
        return redirect("market:panel", brief_id)
    offered = bool(policy_now(brief.hall_id).number("panel.offered"))
    panel = board_of(brief)
    form = PanelForm(request.POST or None, initial=_initial(panel, brief.closes_at), zone=zone_of(request))
    if request.method == "POST" and not form.rows_change() and form.is_valid():
        try:
            arrange_panel(brief_id, by=by, plan=form.plan(), **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "The panel is arranged. Now ask its members.")
            return redirect("market:panel", brief_id)
    context = {"form": form, "brief": brief, "offered": offered, "arranged": panel is not None}
    return _render(request, "panel_plan", {**context, "zone": zone_of(request).key})


def _initial(panel: Panel | None, closes_at: Any) -> dict[str, Any]:
    if panel is None:
        return {"scale": [(word,) for word in SCALE]}
    rows = [(one.name, one.weight, one.about) for one in panel.criteria.order_by("position")]
    return {
        "criteria": rows, "scale": [(word,) for word in panel.scale], "closes_at": closes_at,
        "score_by": panel.score_by, "scorers_least": panel.scorers_least,
    }  # fmt: skip


@require_POST
def removal(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    drop_panel(brief_id, by=actor_in(request))
    messages.success(request, "No panel decides on this brief. You do.")
    return redirect("market:draft", brief_id)


@require_POST
def seats(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    seat = invite_to_panel(brief_id, by=actor_in(request), who=request.POST.get("who", ""), **once(request))
    whom = seat.email or (seat.person.name if seat.person else "")
    messages.success(request, f"{whom} is asked onto the panel.")
    return redirect("market:panel", brief_id)


@require_POST
def release(request: HttpRequest, brief_id: UUID, number: int) -> HttpResponse:
    release_from_panel(brief_id, by=actor_in(request), number=number, reason=request.POST.get("reason", ""))
    messages.success(request, "They are off the panel, and are told why.")
    return redirect("market:panel", brief_id)


@require_POST
def exclusion(request: HttpRequest, brief_id: UUID, number: int) -> HttpResponse:
    """The moderator's decision about a member's conflict of interest."""
    by, reason = actor_in(request), request.POST.get("reason", "")
    exclude_from_panel(brief_id, by=by, number=number, reason=reason, **once(request))
    messages.success(request, "They are excluded and told why. None of their scores counts.")
    return redirect("market:panel", brief_id)


@require_POST
def conflict(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """A member's own declaration."""
    declare_conflict(brief_id, by=actor_in(request), reason=request.POST.get("reason", ""), **once(request))
    messages.success(request, "You are off the panel, and it stands in the protocol.")
    return redirect("market:panels")


@require_POST
def answer(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """A member's own answer: yes with the declaration, no, or leaving later."""
    by, what, reason = actor_in(request), request.POST.get("answer", ""), request.POST.get("reason", "")
    token = request.POST.get("token", "")
    if what == "join":
        join_panel(brief_id, by=by, unbound=request.POST.get("unbound") == "yes", token=token)
        messages.success(request, "You sit on this panel.")
        return redirect("market:panel", brief_id)
    if what == "leave":
        leave_panel(brief_id, by=by, reason=reason)
    else:
        decline_panel(brief_id, by=by, reason=reason, token=token)
    messages.success(request, "The client is told.")
    return redirect("market:panels")


@require_GET
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What a mailed invitation leads to, once one is signed in."""
    return _render(request, "panel_link", {"seat": seat_by_token(token), "token": token})


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The panels on which one sits or is asked to sit."""
    return _render(
        request, "panels", {"lines": panel_records.own_panels(actor_in(request), hall_in(request).id)}
    )


@require_POST
def opening(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    open_panel(brief_id, by=actor_in(request))
    messages.success(request, "The proposals are open.")
    return redirect("market:panel", brief_id)


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, brief_id: UUID, number: int) -> HttpResponse:
    """One proposal without its name; posting scores it, agrees on it, or says that something binds one."""
    by, refused_with = actor_in(request), None
    typed: dict[int, tuple[str, str]] = {}
    if request.method == "POST":
        try:
            messages.success(request, _written(request, brief_id, number))
            return redirect("market:panel_entry", brief_id, number)
        except Refused as refused:
            if refused.because is not Because.INVALID:
                raise
            refused_with = refused
            pairs = zip(request.POST.getlist("points"), request.POST.getlist("reason"), strict=False)
            typed = dict(enumerate(pairs))
    page = panel_pages.entry_page(by, brief_id, number)
    return _render(request, "panel_entry", {"page": page, "refused": refused_with, "typed": typed})


def _written(request: HttpRequest, brief_id: UUID, number: int) -> str:
    by, what = actor_in(request), request.POST.get("what", "")
    if what == "recuse":
        recuse_from_proposal(brief_id, by=by, number=number, reason=request.POST.get("bound", ""))
        return "You do not score this proposer."
    points = [-1 if (given := whole(text)) is None else given for text in request.POST.getlist("points")]
    reasons = [text[:4000] for text in request.POST.getlist("reason")]
    if what == "agree":
        agree_on_proposal(brief_id, by=by, number=number, points=points, reasons=reasons, **once(request))
        return f"What the panel agreed on for Proposer {number} is written down."
    score_proposal(brief_id, by=by, number=number, points=points, reasons=reasons, **once(request))
    return f"Your scores for Proposer {number} are kept. You may change them until you hand in."


@require_GET
def file(request: HttpRequest, brief_id: UUID, number: int, place: int) -> HttpResponse:
    """An attachment, under a name that says nothing of its author."""
    stored = panel_pages.entry_file(actor_in(request), brief_id, number, place)
    response = download(bytes_of(stored), stored.media_type, stored.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_POST
def hand_in(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    hand_in_scores(brief_id, by=actor_in(request), **once(request))
    messages.success(request, "Your scores are handed in.")
    return redirect("market:panel", brief_id)


@require_POST
def comparison(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    compare_scores(brief_id, by=actor_in(request), **once(request))
    messages.success(request, "The scores are shown side by side. Agree on each proposal.")
    return redirect("market:panel", brief_id)


@require_POST
def award(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    number = whole(request.POST.get("number", ""))
    award_by_panel(
        brief_id,
        by=actor_in(request),
        number=number or 0,
        reason=request.POST.get("reason", ""),
        **once(request),
    )
    messages.success(request, "The award is made, names are shown, and everybody has the reasons.")
    return redirect("market:panel", brief_id)


@require_GET
def outcome(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """The reasons, for one of those who proposed."""
    return _render(request, "panel_outcome", {"page": panel_records.outcome(actor_in(request), proposal_id)})


@require_GET
def protocol(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """The whole record, to be printed and kept."""
    return _render(request, "panel_protocol", {"record": panel_records.record(actor_in(request), brief_id)})


@require_GET
def protocol_csv(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """The same record as rows."""
    record = panel_records.record(actor_in(request), brief_id)
    return download(record.as_csv().encode(), "text/csv; charset=utf-8", f"panel-{brief_id}.csv")
