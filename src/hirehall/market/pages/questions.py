"""Clarifications and invitations."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import Refused, not_found
from hirehall.market import queries
from hirehall.market.actions.answer_clarification import answer_clarification
from hirehall.market.actions.ask_clarification import ask_clarification
from hirehall.market.actions.decline_invitation import decline_invitation
from hirehall.market.actions.invite_freelancer import invite_freelancer
from hirehall.market.actions.open_invitation_thread import open_invitation_thread
from hirehall.market.forms import AskForm, InviteForm
from hirehall.market.pages.parts import hall_in, show_refusal, shown_brief, slip_of
from hirehall.people.queries import public_card


@require_POST
def clarifications(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    form = AskForm(request.POST)
    if not form.is_valid():
        return shown_brief(request, brief_id, ask=form)
    try:
        ask_clarification(brief_id, by=actor_in(request), question=form.cleaned_data["question"])
    except Refused as refused:
        slip = slip_of(refused, at="question", text="")
        form.add_error("question", slip.says)
        return shown_brief(request, brief_id, ask=form)
    messages.success(request, "The client has your question. The answer will be for everybody.")
    return redirect(reverse("market:brief", args=[brief_id]) + "#clarifications")


@require_POST
def answer(request: HttpRequest, clarification_id: UUID) -> HttpResponse:
    words = request.POST.get("answer", "")
    try:
        row = answer_clarification(clarification_id, by=actor_in(request), answer=words)
    except Refused as refused:
        slip = slip_of(refused, at=f"answer_{clarification_id}", text=words)
        return shown_brief(request, queries.clarification_of(clarification_id).brief_id, slip=slip)
    messages.success(request, "Everybody who sees the brief can read the answer now.")
    return redirect(reverse("market:brief", args=[row.brief_id]) + "#clarifications")


@require_GET
def invitations(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """Whom the client has invited to a brief, and what they said."""
    brief = queries.managed_brief_for(actor_in(request), brief_id)
    rows = queries.invitations_of(brief)
    return render(request, "market/invitations.html", {"brief": brief, "rows": rows}, using="jinja2")


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Invite one freelancer to one of the client's open briefs."""
    actor = actor_in(request)
    card = public_card([person_id]).get(person_id)
    if card is None or card.closed:
        raise not_found("freelancer")
    briefs = queries.open_briefs_of(actor, hall_in(request).id)
    form = InviteForm(request.POST or None, briefs=briefs, initial={"brief_id": request.GET.get("brief", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            invite_freelancer(data["brief_id"], by=actor, freelancer_id=person_id, note=data["note"])
            messages.success(request, f"{card.name} is invited.")
            return redirect("market:invitations", data["brief_id"])
        except Refused as refused:
            show_refusal(form, refused)
    return render(
        request, "market/invite.html", {"form": form, "card": card, "briefs": briefs}, using="jinja2"
    )


@require_POST
def refusal(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    decline_invitation(invitation_id, by=actor_in(request), reason=request.POST.get("reason", ""))
    messages.success(request, "You have declined the invitation.")
    return redirect("market:proposals")


@require_POST
def thread(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    opened = open_invitation_thread(invitation_id, by=actor_in(request))
    return redirect("conversations:thread", opened.id)
