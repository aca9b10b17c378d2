"""Addenda to a brief, and the answer of those who have proposed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once
from hirehall.foundation.refused import Refused
from hirehall.market.actions.add_addendum import add_addendum, confirm_proposal
from hirehall.market.forms import AddendumForm
from hirehall.market.pages.parts import shown_brief, zone_of


@require_POST
def addenda(request: HttpRequest, brief_id: UUID) -> HttpResponse:
    form = AddendumForm(request.POST, zone=zone_of(request))
    if form.is_valid():
        try:
            row = add_addendum(brief_id, by=actor_in(request), **form.cleaned_data, **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(
                request, f"Addendum {row.number} is published, and everybody it touches is told."
            )
            return redirect("market:brief", brief_id)
    return shown_brief(request, brief_id, addendum=form)


@require_POST
def confirmation(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    confirm_proposal(proposal_id, by=actor_in(request), **once(request))
    messages.success(request, "Your proposal stands as it is.")
    return redirect("market:proposal", proposal_id)
