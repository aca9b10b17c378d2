"""The page that a suspended person sees: why, what they can still do, and the appeal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.foundation.addresses import here
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import Refused
from hirehall.people import queries
from hirehall.people.actions.appeal_suspension import appeal_suspension
from hirehall.people.forms import AppealSuspensionForm
from hirehall.people.pages.refusals import show

STILL_OPEN = frozenset(
    {
        "people:suspension",
        "people:own_data",
        "money:overview",
        "money:lines",
        "money:payouts",
        "money:payout",
        "money:payout_cancellation",
        "money:payout_retry",
        "money:destinations",
        "money:destination_removal",
        "money:payments",
        "money:payment",
        "papers:statements",
        "papers:statement",
        "papers:statement_pdf",
        "papers:statement_csv",
        "papers:receipts",
        "papers:receipt",
        "conversations:notices",
        "conversations:notice_state",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
"""What stays open while one is suspended: one's own money out, one's papers and data, and what one is told."""

NOT_WHILE_SUSPENDED = frozenset({"files:uploads", "files:upload"})
"""What counts as open to all, because it answers for the session by itself, and yet takes something in."""


@require_http_methods(["GET", "POST"])
def suspension(request: HttpRequest) -> HttpResponse:
    page = queries.suspension_of(person_id_in(request))
    if page is None:
        return HttpResponseRedirect(here("/home/"))
    form = AppealSuspensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appeal_suspension(by=actor_in(request), text=form.cleaned_data["text"])
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "Your appeal is with the operators. The answer has a reason.")
            return HttpResponseRedirect(reverse("people:suspension"))
    return render(request, "people/suspension.html", {"page": page, "form": form}, using="jinja2")
