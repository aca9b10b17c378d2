"""The desk of the gallery: pieces that were reported, hidings, and appeals against them."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import once
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.portfolio import queries
from hirehall.portfolio.actions.hide_piece import answer_hiding, hide_piece
from hirehall.portfolio.actions.report_piece import dismiss_reports
from hirehall.portfolio.states import WRONG_WORDS


class LookForm(forms.Form):
    showing_id = forms.UUIDField()
    answer = forms.ChoiceField(choices=[(one, one) for one in ("hide", "dismiss", "lift", "uphold")])
    wrong = forms.CharField(max_length=12, required=False)
    words = forms.CharField(max_length=1_000, required=False)


@require_http_methods(["GET", "POST"])
@at_the_desk
def gallery(request: HttpRequest) -> HttpResponse:
    """What was reported, the longest waiting first, and what is hidden, appeals first."""
    here, by = hall_of(request), actor_in(request)
    if request.method == "POST":
        _decide(request)
        return HttpResponseRedirect(reverse("front:desk_gallery"))
    page = {
        "reported": queries.reports_waiting(by, here.id),
        "hidden": queries.hidden_here(by, here.id),
        "wrongs": list(WRONG_WORDS.items()),
    }
    return shown(request, "gallery", page)


def _decide(request: HttpRequest) -> None:
    form = LookForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what is to be done with it.")
        return
    data, by = form.cleaned_data, actor_in(request)
    match data["answer"]:
        case "hide":
            hide_piece(data["showing_id"], by=by, wrong=data["wrong"], words=data["words"], **once(request))
            messages.success(request, "It is hidden. Its maker reads why, and may appeal once.")
        case "dismiss":
            dismiss_reports(data["showing_id"], by=by, **once(request))
            messages.success(request, "It stays. Who reported it is told.")
        case answer:
            lifts = answer == "lift"
            answer_hiding(data["showing_id"], by=by, lifts=lifts, words=data["words"], **once(request))
            messages.success(
                request, "It is shown again." if lifts else "It stays hidden. Its maker reads why."
            )
