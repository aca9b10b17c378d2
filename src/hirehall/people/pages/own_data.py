"""One's own data: an archive of it, and the end of the account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.foundation.addresses import here
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import Refused
from hirehall.people import queries, rules
from hirehall.people.actions.ask_own_data import ask_own_data
from hirehall.people.actions.close_account import close_account
from hirehall.people.forms import CloseAccountForm
from hirehall.people.pages.refusals import show


@require_http_methods(["GET", "POST"])
def own_data(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        ask_own_data(by=actor_in(request))
        messages.success(request, "Your data is being packed. We write to you when the archive is ready.")
        return HttpResponseRedirect(reverse("people:own_data"))
    page = queries.own_data_page(person_id_in(request))
    return render(request, "people/own_data.html", {"page": page}, using="jinja2")


@require_http_methods(["GET", "POST"])
def closing(request: HttpRequest) -> HttpResponse:
    form = CloseAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rules.require_closing_words(form.cleaned_data["words"])
        except Refused as refused:
            show(form, refused)
        else:
            close_account(by=actor_in(request))
            logout(request)
            messages.success(request, "Your account is closed.")
            return HttpResponseRedirect(here("/"))
    page = queries.own_data_page(person_id_in(request))
    return render(request, "people/closing.html", {"page": page, "form": form}, using="jinja2")
