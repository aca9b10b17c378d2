"""The desk of deposits: what is held for positions, what is to be kept and why, and objections."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.decide_deposit import decide_deposit, warn_of_keeping
from hirehall.engagements.listing.states import KEEP_WORDS, DepositState, KeepReason
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import once, version_in
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of


class DecisionForm(forms.Form):
    deposit_id = forms.UUIDField()
    answer = forms.ChoiceField(choices=[(one, one) for one in ("warn", "keep", "spare")])
    code = forms.CharField(max_length=10, required=False)
    reason = forms.CharField(max_length=1_000, required=False)


@require_http_methods(["GET", "POST"])
@at_the_desk
def deposits(request: HttpRequest) -> HttpResponse:
    """Each deposit that is held, with its position and whoever put it down."""
    here = hall_of(request)
    if request.method == "POST":
        _decide(request)
        return HttpResponseRedirect(reverse("front:desk_deposits"))
    words = queries.DEPOSIT_WORDS
    named = {code.value: word for code, word in KEEP_WORDS.items()}
    page = {
        "rows": [(row, words[DepositState(row.state)]) for row in queries.deposits_at_desk(here.id)],
        "past": [(row, words[DepositState(row.state)]) for row in queries.deposits_past(here.id)],
        "codes": [(code.value, KEEP_WORDS[code]) for code in KeepReason],
        "named": named,
        "asked": queries.deposit_at(here),
    }
    return shown(request, "deposits", page)


def _decide(request: HttpRequest) -> None:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose what is to be done with it.")
        return
    told, by = form.cleaned_data, actor_in(request)
    reason, version = told["reason"], version_in(request)
    if told["answer"] == "warn":
        warn_of_keeping(
            told["deposit_id"], by=by, code=told["code"], reason=reason, version=version, **once(request)
        )
        messages.success(request, "They are told why and when, and can object until then.")
        return
    keep = told["answer"] == "keep"
    decide_deposit(told["deposit_id"], by=by, keep=keep, reason=reason, version=version, **once(request))
    messages.success(request, "It is kept. They read why." if keep else "It is not kept. They are told.")
