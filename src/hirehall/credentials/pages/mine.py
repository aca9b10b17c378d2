"""One’s own credentials: what can be signed, what is, and what was brought from elsewhere."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.credentials import actions, queries
from hirehall.credentials.bundle import bundle_of
from hirehall.credentials.forms import GivenForm
from hirehall.foundation.http import actor_in, download, hall_id_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import field_errors, once
from hirehall.foundation.refused import Refused, not_found


@require_GET
def credentials(request: HttpRequest) -> HttpResponse:
    hall_id = hall_id_in(request)
    if hall_id is None:
        raise not_found("hall")
    page = queries.my_credentials(actor_in(request), hall_id)
    return render(request, "credentials/mine.html", {"page": page, "key": str(new_id())}, using="jinja2")


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, kind: str, source_id: UUID) -> HttpResponse:
    """Word for word what would be signed; POST has it signed."""
    by = actor_in(request)
    if request.method == "POST":
        made = actions.issue_credential(
            kind, source_id, by=by, shown=request.POST.get("shown") == "yes", **once(request)
        )
        messages.success(request, "Signed. It is yours: download it, or show who asks its address.")
        return redirect("credentials:credential", made.id)
    page = queries.preview(by, kind, source_id)
    return render(request, "credentials/preview.html", {"page": page, "key": str(new_id())}, using="jinja2")


@require_http_methods(["GET", "POST"])
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Bring a credential of another issuer."""
    form = GivenForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["given"]
        try:
            actions.import_credential(
                given, by=actor_in(request), gathered=queries.gather(given), **once(request)
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            messages.success(request, "Verified. It stands on your profile as verified elsewhere.")
            return redirect("credentials:mine")
    context = {"form": form, "key": request.POST.get("key") or str(new_id())}
    return render(
        request, "credentials/elsewhere.html", context, status=422 if form.errors else 200, using="jinja2"
    )


@require_POST
def removal(request: HttpRequest, import_id: UUID) -> HttpResponse:
    actions.remove_import(import_id, by=actor_in(request))
    messages.success(request, "Removed. It is not shown here any more.")
    return redirect("credentials:mine")


@require_GET
def bundle(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    row = queries.credential_row(actor_in(request), credential_id)
    return download(bundle_of(row), "application/zip", f"credential-{str(row.id)[-8:]}.zip")


@require_POST
def showing(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    shown = request.POST.get("shown") == "yes"
    actions.show_credential(credential_id, by=actor_in(request), shown=shown, **once(request))
    messages.success(request, "Everybody can see it now." if shown else "Only you can see it now.")
    return redirect("credentials:credential", credential_id)


@require_POST
def taking_back(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    actions.take_back_credential(credential_id, by=actor_in(request), **once(request))
    messages.success(request, "Revoked. Who checks a copy of it is told so from now on.")
    return redirect("credentials:mine")
