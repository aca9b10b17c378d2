"""Collections, and the contract that a piece came from."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once, uuid_or_none
from hirehall.foundation.refused import Refused, not_found
from hirehall.portfolio import queries
from hirehall.portfolio.actions.credit_contract import answer_credit, ask_credit, take_credit_back
from hirehall.portfolio.actions.keep_piece import (
    change_collection,
    drop_piece,
    keep_piece,
    make_collection,
    remove_collection,
)
from hirehall.portfolio.forms import CollectionForm
from hirehall.portfolio.pages.parts import back, hall_in


@require_http_methods(["GET", "POST"])
def collections(request: HttpRequest) -> HttpResponse:
    """One's own collections; POST makes one."""
    by, hall = actor_in(request), hall_in(request)
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_collection(hall_id=hall.id, by=by, **form.cleaned_data, **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            return redirect("portfolio:collection", made.id)
    context = {"form": form, "mine": queries.own_collections(by, hall.id)}
    return render(request, "portfolio/collections.html", context, using="jinja2")


@login_not_required
@require_http_methods(["GET", "POST"])
def collection(request: HttpRequest, collection_id: UUID) -> HttpResponse:
    """One collection; POST by its owner changes its words, or takes a piece out."""
    by = actor_in(request)
    page = queries.collection_page(by, hall_in(request).id, collection_id)
    initial = {"title": page.title, "text": page.text, "public": page.public}
    form = CollectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and (dropped := uuid_or_none(request.POST.get("drop", ""))):
        drop_piece(collection_id, showing_id=dropped, by=by)
        return redirect("portfolio:collection", collection_id)
    if request.method == "POST" and form.is_valid():
        try:
            change_collection(collection_id, by=by, **form.cleaned_data)
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "Saved.")
            return redirect("portfolio:collection", collection_id)
    context = {"page": page, "form": form, "back": request.get_full_path()}
    return render(request, "portfolio/collection.html", context, using="jinja2")


@require_POST
def collection_removal(request: HttpRequest, collection_id: UUID) -> HttpResponse:
    remove_collection(collection_id, by=actor_in(request))
    messages.success(request, "The collection is gone; the pieces are where they were.")
    return redirect("portfolio:collections")


@require_POST
def keep(request: HttpRequest, showing_id: UUID) -> HttpResponse:
    """POST with ``collection`` keeps the piece there, with ``drop`` takes it out, with ``title`` makes a new one."""
    by = actor_in(request)
    kept, dropped = (uuid_or_none(request.POST.get(name, "")) for name in ("collection", "drop"))
    if dropped is not None:
        drop_piece(dropped, showing_id=showing_id, by=by)
        messages.success(request, "Taken out of the collection.")
    else:
        if kept is None:
            title = request.POST.get("title", "")[:200]
            kept = make_collection(hall_id=hall_in(request).id, by=by, title=title, **once(request)).id
        keep_piece(kept, showing_id=showing_id, by=by)
        messages.success(request, "Kept in the collection.")
    return back(request, reverse("portfolio:piece", args=[showing_id]))


@require_POST
def credit(request: HttpRequest, showing_id: UUID) -> HttpResponse:
    """POST with ``act``: ask (with ``contract``), agree, decline or take_back."""
    by, act = actor_in(request), request.POST.get("act", "")
    if act == "ask":
        contract_id = uuid_or_none(request.POST.get("contract", ""))
        if contract_id is None:
            raise not_found("contract")
        ask_credit(showing_id, contract_id=contract_id, by=by)
        messages.success(request, "Your client is asked. The piece says nothing before they agree.")
    elif act in ("agree", "decline"):
        answer_credit(showing_id, agrees=act == "agree", by=by)
        messages.success(
            request, "The piece says so now." if act == "agree" else "The piece will not say so."
        )
    else:
        take_credit_back(showing_id, by=by)
        messages.success(request, "Taken back.")
    return back(request, reverse("portfolio:piece", args=[showing_id]))
