"""Accepted texts, chosen and taken out together."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.export_texts import export_texts
from hirehall.engagements.unit.pages.answers import hall_of, shown
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import once, uuid_or_none
from hirehall.foundation.refused import Because, Refused


@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest) -> HttpResponse:
    """What was accepted, and the archives of before."""
    by, hall = actor_in(request), hall_of(request)
    by.require_person()
    if request.method == "POST":
        named = [uuid_or_none(one) for one in request.POST.getlist("order")]
        if "all" in request.POST:
            named = [card.id for card in queries.accepted_cards(by, hall)]
        try:
            export = export_texts(
                hall.id, by=by, order_ids=tuple(one for one in named if one is not None), **once(request)
            )
        except Refused as refused:
            if refused.because is not Because.INVALID:
                raise
            messages.error(request, refused.sentence)
        else:
            return HttpResponseRedirect(reverse("unit:export", args=[export.id]))
    return shown(
        request, "texts", cards=queries.accepted_cards(by, hall),
        exports=list(queries.exports_of(by, hall)[: queries.EXPORTS]),
    )  # fmt: skip


@require_GET
def export(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """One archive: how far it is, or where it is fetched."""
    row = queries.export_for(actor_in(request), export_id)
    return shown(request, "export", export=row, until=row.asked_at + queries.KEPT_FOR)
