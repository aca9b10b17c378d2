"""A file of positions: uploaded, read and shown row by row, then sent to the desk with one click."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.take_in import (
    read_positions,
    take_in_positions,
    upload_positions,
)
from hirehall.engagements.listing.forms import ColumnsForm, FileForm
from hirehall.engagements.listing.pages.board import hall_of, shown
from hirehall.engagements.listing.rules import intake as files
from hirehall.engagements.listing.rules.reading import NEEDED, ROLES
from hirehall.foundation.http import actor_in, download
from hirehall.foundation.posted import field_errors, once, version_in, whole
from hirehall.foundation.refused import Refused
from hirehall.halls.queries import policy_now


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; the next page shows what stands in it."""
    by, hall = actor_in(request), hall_of(request)
    by.require_person()
    form = FileForm(request.POST or None, request.FILES or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            text = files.READER.text_in(file.read(files.LARGEST_FILE + 1))
            intake = upload_positions(hall.id, by=by, text=text, name=file.name, **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            return HttpResponseRedirect(reverse("listing:intake", args=[intake.id]))
    most = policy_now(hall.id).number("listing.csv_rows")
    context = {
        "form": form,
        "roles": ROLES,
        "needed": NEEDED,
        "most": most,
        "by_desk": by.is_staff_of(hall.id),
    }
    return shown(request, "upload", context)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """A file to begin from."""
    return download(files.template().encode(), "text/csv; charset=utf-8", "positions.csv")


@require_http_methods(["GET", "POST"])
def intake(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """The rows, each with its verdict; a POST says which column is what."""
    by = actor_in(request)
    page = queries.intake_page(by, intake_id)
    form = ColumnsForm(request.POST or None, page=page)
    if request.method == "POST" and form.is_valid():
        read_positions(intake_id, by=by, columns=form.columns, version=version_in(request), **once(request))
        return HttpResponseRedirect(reverse("listing:intake", args=[intake_id]))
    return shown(request, "intake", {"page": page, "form": form})


@require_POST
def take_in(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    by = actor_in(request)
    chosen = tuple(number for text in request.POST.getlist("row") if (number := whole(text)) is not None)
    done = take_in_positions(intake_id, by=by, rows=chosen, version=version_in(request), **once(request))
    what = "1 position waits" if done.taken == 1 else f"{done.taken} positions wait"
    messages.success(request, f"{what} for the desk. Each is screened by hand before anybody sees it.")
    return HttpResponseRedirect(reverse("front:desk_positions" if done.by_desk else "listing:sent_in"))
