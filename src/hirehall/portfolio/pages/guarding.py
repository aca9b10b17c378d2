"""A piece is reported, and its maker appeals against a hiding."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from hirehall.foundation.http import actor_in
from hirehall.portfolio.actions.hide_piece import appeal_hiding
from hirehall.portfolio.actions.report_piece import report_piece
from hirehall.portfolio.pages.parts import back


@require_POST
def report(request: HttpRequest, showing_id: UUID) -> HttpResponse:
    """POST with ``wrong`` and ``words``."""
    wrong, words = request.POST.get("wrong", ""), request.POST.get("words", "")
    report_piece(showing_id, by=actor_in(request), wrong=wrong, words=words)
    messages.success(request, "The hall’s operators look at it. You are told what came of it.")
    return back(request, reverse("portfolio:piece", args=[showing_id]))


@require_POST
def appeal(request: HttpRequest, showing_id: UUID) -> HttpResponse:
    appeal_hiding(showing_id, by=actor_in(request), words=request.POST.get("words", ""))
    messages.success(request, "Your appeal is with the operators. You are told what they answer.")
    return redirect("portfolio:piece", showing_id)
