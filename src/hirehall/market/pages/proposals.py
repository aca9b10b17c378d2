"""Proposals: writing one, the freelancer's list, and what the client reads, compares and answers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.foundation import clock
from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import Refused
from hirehall.halls.queries import policy_now
from hirehall.look.formats import when_text
from hirehall.market import queries
from hirehall.market.actions.appeal_cap import appeal_cap
from hirehall.market.actions.decline_proposal import decline_proposal
from hirehall.market.actions.open_proposal_thread import open_proposal_thread
from hirehall.market.actions.read_proposal import read_proposal
from hirehall.market.actions.save_proposal import save_proposal
from hirehall.market.actions.shortlist_proposal import shortlist_proposal
from hirehall.market.actions.submit_proposal import submit_proposal
from hirehall.market.actions.withdraw_proposal import withdraw_proposal
from hirehall.market.forms import AppealForm, ProposalForm
from hirehall.market.forms.proposals import initial_of, typed_price
from hirehall.market.models import Proposal
from hirehall.market.pages.parts import (
    ELSEWHERE,
    Slip,
    changed_elsewhere,
    fingerprint,
    hall_in,
    kept_files,
    received,
    show_refusal,
    slip_of,
    unwanted,
)
from hirehall.market.queries.proposal_pages import OwnDraft
from hirehall.market.rules import may_manage
from hirehall.people.queries import managed_agencies


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The freelancer's own proposals, and the invitations that wait."""
    actor, hall = actor_in(request), hall_in(request)
    after = queries.cursor_id(request.GET.get("after"))
    lines, cursor = queries.own_proposals(actor, hall.id, after=after)
    context = {
        "lines": lines,
        "invitations": queries.open_invitations(actor, hall.id) if after is None else [],
        "next_href": "?" + urlencode({"after": str(cursor)}) if cursor else None,
    }
    return render(request, "market/proposals.html", context, using="jinja2")


def _form(request: HttpRequest, own: OwnDraft) -> ProposalForm:
    initial = initial_of(own.proposal) if own.proposal else {}
    return ProposalForm(
        request.POST or None,
        request.FILES or None,
        initial=initial,
        currency=own.brief.currency,
        questions=own.questions,
        pieces=[(piece.id, piece.title) for piece in own.pieces],
        milestones=own.week.policy.milestones_per_contract,
    )


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """One's own proposal on a brief: a draft, or one that nobody has read yet."""
    actor = actor_in(request)
    own = queries.own_draft(actor, brief_id)
    form = _form(request, own)
    file_ids: tuple[UUID, ...] = ()
    if request.method == "POST":
        rows_change = form.rows_change()
        file_ids = received(request, form)
        saved = _saved(request, own, form, file_ids, rows_change=rows_change)
        if saved is not None and not (form.errors or rows_change):
            return _after_saving(request, saved)
        own = queries.own_draft(actor, brief_id)
    context = {
        "form": form,
        "own": own,
        "shares": queries.shares(
            own.brief.hall_id, form.price() if form.is_bound else queries.priced(own.proposal)
        ),
        "seen": fingerprint(queries.proposal_content(own.proposal) if own.proposal else None),
        "kept": kept_files(request, form),
        "leaving": unwanted(request),
    }
    return render(request, "market/propose.html", context, using="jinja2")


def _saved(
    request: HttpRequest, own: OwnDraft, form: ProposalForm, file_ids: tuple[UUID, ...], *, rows_change: bool
) -> Proposal | None:
    """A draft keeps what can be read, files included; what was sent changes as a whole or not at all."""
    sent = own.proposal is not None and own.proposal.state not in ("draft", "withdrawn")
    readable = form.is_valid()
    if sent and (rows_change or not readable):
        return None
    kept = queries.proposal_content(own.proposal) if own.proposal else None
    given = form.content() if sent else form.content(instead_of=kept)
    if changed_elsewhere(request, kept, given):
        form.add_error(None, ELSEWHERE)
        return None
    try:
        return save_proposal(
            own.brief.id,
            by=actor_in(request),
            content=given,
            file_ids=file_ids,
            remove_file_ids=unwanted(request),
        )
    except Refused as refused:
        show_refusal(form, refused)
        return None


def _after_saving(request: HttpRequest, saved: Proposal) -> HttpResponse:
    if "check" in request.POST:
        return redirect("market:proposal_check", saved.brief_id)
    messages.success(request, "The file is removed." if unwanted(request) else "Your proposal is saved.")
    if saved.state not in ("draft", "withdrawn"):
        return redirect("market:proposal", saved.id)
    return redirect("market:propose", saved.brief_id)


@require_POST
def autosave(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """What was typed so far into a draft; what was sent already changes only by the button."""
    actor = actor_in(request)
    try:
        own = queries.own_draft(actor, brief_id)
        if own.proposal is not None and own.proposal.state not in ("draft", "withdrawn"):
            return JsonResponse({"said": "Press “Save” to change what you have sent."})
        form = _form(request, own)
        form.is_valid()
        kept = queries.proposal_content(own.proposal) if own.proposal else None
        given = form.content(instead_of=kept)
        if changed_elsewhere(request, kept, given):
            return JsonResponse({"said": ELSEWHERE}, status=409)
        seen = queries.proposal_content(save_proposal(brief_id, by=actor, content=given))
    except Refused as refused:
        return JsonResponse({"said": refused.sentence}, status=refused.because.value)
    unread = [str(form.fields[name].label) for name in form.errors if name in form.fields]
    said = f"Saved {when_text(clock.now())}"
    said = f"{said}, except: {', '.join(unread)}" if unread else said
    return JsonResponse({"said": said, "seen": fingerprint(seen)})


@require_GET
def proposal_check(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """Check the answers before they are sent, with who gets how much."""
    actor = actor_in(request)
    own = queries.own_draft(actor, brief_id)
    if own.proposal is None:
        return redirect("market:propose", brief_id)
    page = queries.check_of(own, own.proposal)
    context = {
        "own": own,
        "page": page,
        "answer_days": own.week.policy.proposal_answer_days,
        "agencies": managed_agencies(actor),
        "given_away": queries.given_away(actor, own),
        "kept_back": queries.files_given_away(actor, own),
    }
    return render(request, "market/proposal_check.html", context, using="jinja2")


@require_POST
def submission(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    try:
        proposal = submit_proposal(
            proposal_id, by=actor_in(request), agency_id=queries.cursor_id(request.POST.get("agency"))
        )
    except Refused as refused:
        if refused.code != "proposal.week_full":
            raise
        messages.error(request, refused.sentence)
        return redirect("market:appeal")
    messages.success(request, "Your proposal is sent. Nobody but the client reads it.")
    return redirect("market:proposal", proposal.id)


@require_GET
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal. The client's opening it is what fixes it."""
    actor = actor_in(request)
    row = queries.proposal_for(actor, proposal_id)
    if row.state == "submitted" and may_manage(row.brief, actor):
        read = read_proposal(proposal_id, by=actor)
        row.state, row.read_at = read.state, read.read_at
    context = {"page": queries.page_of(row, actor), "slip": None}
    return render(request, "market/proposal.html", context, using="jinja2")


def _shown(request: HttpRequest, proposal_id: UUID, slip: Slip) -> HttpResponse:
    """The page of a proposal, with what was refused at its place."""
    context = {"page": queries.proposal_page(actor_in(request), proposal_id), "slip": slip}
    return render(request, "market/proposal.html", context, using="jinja2")


@require_POST
def withdrawal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    withdraw_proposal(proposal_id, by=actor_in(request), reason=request.POST.get("reason", ""))
    messages.success(request, "Your proposal is withdrawn. You may rewrite it and send it again.")
    return redirect("market:proposal", proposal_id)


@require_POST
def shortlisting(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    note = request.POST.get("note", "")
    try:
        row = shortlist_proposal(proposal_id, by=actor_in(request), note=note)
    except Refused as refused:
        return _shown(request, proposal_id, slip_of(refused, at="note", text=note))
    messages.success(request, "It is on your shortlist, and the freelancer is told.")
    return redirect("market:proposal", row.id)


@require_POST
def refusal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        row = decline_proposal(proposal_id, by=actor_in(request), reason=reason)
    except Refused as refused:
        return _shown(request, proposal_id, slip_of(refused, at="reason", text=reason))
    messages.success(request, "The proposal is declined, and the freelancer has your reason.")
    return redirect("market:brief_proposals", row.brief_id)


@require_POST
def thread(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    opened = open_proposal_thread(proposal_id, by=actor_in(request))
    return redirect("conversations:thread", opened.id)


@require_GET
def brief_proposals(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """Everything that was sent for a brief, for its client."""
    try:
        page = queries.proposals_page(actor_in(request), brief_id)
    except Refused as refused:
        if refused.code != "panel.sealed":
            raise
        return redirect("market:panel", brief_id)
    return render(request, "market/brief_proposals.html", {"page": page}, using="jinja2")


@require_GET
def compare(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """Two to four proposals side by side."""
    ids = [found for value in request.GET.getlist("p") if (found := queries.cursor_id(value))]
    page = queries.compared(actor_in(request), brief_id, ids)
    return render(request, "market/compare.html", {"page": page}, using="jinja2")


@require_GET
def quote(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    """The line that tells while one types what a price or a plan means for all three sides."""
    brief = queries.brief_for(actor_in(request), brief_id)
    found = queries.shares(brief.hall_id, typed_price(request.GET, brief.currency))
    return render(request, "market/quote.html", {"shares": found, "budget": None}, using="jinja2")


@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest) -> HttpResponse:
    """Somebody whom the weekly cap has stopped asks for more."""
    actor, hall = actor_in(request), hall_in(request)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal_cap(hall.id, by=actor, text=form.cleaned_data["text"])
            messages.success(request, "An operator has your appeal and will answer with a reason.")
            return redirect("market:appeal")
        except Refused as refused:
            show_refusal(form, refused)
    context = {"form": form, "latest": queries.latest_appeal(actor, hall.id), "policy": policy_now(hall.id)}
    return render(request, "market/appeal.html", context, using="jinja2")
