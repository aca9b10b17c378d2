"""Tokens for programs. A token's secret is shown once, on the page that answers its making."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import Refused
from hirehall.people import queries
from hirehall.people.actions.make_token import make_token
from hirehall.people.actions.revoke_token import revoke_token
from hirehall.people.forms import TokenForm, scope_text
from hirehall.people.pages.refusals import show
from hirehall.people.serving import serves_somewhere


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    person_id = person_id_in(request)
    operator = serves_somewhere(queries.own_profile(person_id).person)
    form = TokenForm(request.POST or None, operator=operator)
    secret = ""
    if request.method == "POST" and form.is_valid():
        fresh = queries.new_secret()
        try:
            make_token(
                fresh,
                by=actor_in(request),
                name=form.cleaned_data["name"],
                scopes=form.cleaned_data["scopes"],
                days=form.days_or_none(),
            )
        except Refused as refused:
            show(form, refused)
        else:
            secret, form = fresh, TokenForm(operator=operator)
    page = {
        "form": form,
        "secret": secret,
        "tokens": [
            (token, ", ".join(scope_text(scope) for scope in token.scopes))
            for token in queries.tokens_of(person_id)
        ],
    }
    return render(request, "people/tokens.html", page, using="jinja2")


@require_POST
def revocation(request: HttpRequest, token_id: UUID) -> HttpResponse:
    token = revoke_token(token_id, by=actor_in(request))
    messages.success(request, f"“{token.name}” no longer works.")
    return HttpResponseRedirect(reverse("people:tokens"))
