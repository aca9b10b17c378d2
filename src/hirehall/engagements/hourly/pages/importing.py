"""Another tool's timesheet: uploaded, read and shown row by row, then taken in with one click."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import Side
from hirehall.engagements.hourly import queries, rules
from hirehall.engagements.hourly.actions.import_time import import_sheet, read_sheet, upload_sheet
from hirehall.engagements.hourly.forms import ReadingForm, UploadForm
from hirehall.engagements.hourly.pages.answers import to_room
from hirehall.engagements.hourly.rules import sheets
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once, version_in, whole
from hirehall.foundation.refused import Refused


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    by = actor_in(request)
    contract = queries.hourly_contract_for(by, contract_id)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    first = {"zone": request.user.time_zone}  # type: ignore[union-attr]
    form = UploadForm(
        request.POST or None, request.FILES or None, initial=first, use_required_attribute=False
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheet = upload_sheet(
                contract_id,
                by=by,
                text=sheets.text_in(file.read(sheets.LARGEST_FILE + 1)),
                name=file.name,
                zone=form.cleaned_data["zone"],
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            return HttpResponseRedirect(reverse("hourly:sheet", args=[sheet.id]))
    context = {"contract": contract, "form": form, "key": new_id(), "tools": sheets.TOOLS}
    return render(request, "hourly/upload.html", context, using="jinja2")


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """The rows with their verdicts; a POST says how the file is to be read."""
    by = actor_in(request)
    page = queries.sheet_page(by, sheet_id)
    form = ReadingForm(request.POST or None, page=page, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        try:
            read_sheet(sheet_id, by=by, version=version_in(request), **form.reading(), **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            return HttpResponseRedirect(reverse("hourly:sheet", args=[sheet_id]))
    context = {"page": page, "form": form, "key": new_id(), "hours_text": rules.hours_text}
    return render(request, "hourly/sheet.html", context, using="jinja2")


@require_POST
def entries(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    chosen = tuple(number for text in request.POST.getlist("row") if (number := whole(text)) is not None)
    done = import_sheet(
        sheet_id, by=actor_in(request), rows=chosen, version=version_in(request), **once(request)
    )
    what = "1 entry is" if done.imported == 1 else f"{done.imported} entries are"
    messages.success(request, f"{what} logged from “{done.name}”.")
    return to_room(done.contract_id)
