"""The profile editor of both hats."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.files.uploads import store_all
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.people import queries
from hirehall.people.actions.change_avatar import change_avatar
from hirehall.people.actions.change_client_profile import change_client_profile
from hirehall.people.actions.change_freelancer_profile import change_freelancer_profile
from hirehall.people.forms import AvatarForm, ClientForm, FreelancerForm
from hirehall.people.pages.refusals import show
from hirehall.people.places import language_names


def _currency(request: HttpRequest, own: queries.OwnProfile) -> str:
    hall = getattr(request, "hall", None)
    if own.freelancer and own.freelancer.rate_minor is not None:
        return own.freelancer.rate_currency
    return str(hall.currency) if hall else "EUR"


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    own = queries.own_profile(person_id_in(request))
    if own.freelancer is None:
        return HttpResponseRedirect(reverse("people:client_profile"))
    currency = _currency(request, own)
    form = FreelancerForm(request.POST or None, initial=_freelancer_values(own))
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "rate"}
        try:
            change_freelancer_profile(by=actor_in(request), rate=form.rate_in(currency), **values)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "Your profile is saved.")
            return HttpResponseRedirect(reverse("people:profile"))
    return _editor(request, "people/profile.html", own, form, currency=currency)


@require_http_methods(["GET", "POST"])
def client_profile(request: HttpRequest) -> HttpResponse:
    own = queries.own_profile(person_id_in(request))
    if own.client is None:
        return render(request, "people/no_client.html", {"own": own}, using="jinja2")
    form = ClientForm(request.POST or None, initial=_client_values(own))
    if request.method == "POST" and form.is_valid():
        try:
            change_client_profile(by=actor_in(request), **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "Your profile is saved.")
            return HttpResponseRedirect(reverse("people:client_profile"))
    return _editor(request, "people/client_profile.html", own, form)


@require_POST
def avatar(request: HttpRequest) -> HttpResponse:
    back = HttpResponseRedirect(request.POST.get("back") or reverse("people:profile"))
    if not back.url.startswith("/profile/"):
        back = HttpResponseRedirect(reverse("people:profile"))
    if "remove" in request.POST:
        change_avatar(None, by=actor_in(request))
        messages.success(request, "Your picture is gone.")
        return back
    form = AvatarForm(request.POST, request.FILES)
    if not form.is_valid() or not form.cleaned_data["picture"]:
        messages.error(request, "Choose a picture first.")
        return back
    (file_id,) = store_all(form.cleaned_data["picture"], purpose="avatar", by=actor_in(request))
    change_avatar(file_id, by=actor_in(request))
    messages.success(request, "Your picture is saved.")
    return back


def _editor(
    request: HttpRequest, template: str, own: queries.OwnProfile, form: Any, **more: Any
) -> HttpResponse:
    page = {
        "own": own,
        "form": form,
        "avatar_form": AvatarForm(),
        "avatar_url": queries.public_card([own.person.id])[own.person.id].avatar_url,
        "steps": queries.next_steps(own.person.id),
        **more,
    }
    return render(request, template, page, using="jinja2")


def _freelancer_values(own: queries.OwnProfile) -> dict[str, Any]:
    row = own.freelancer
    if row is None:
        return {}
    rate = Money(row.rate_minor, row.rate_currency) if row.rate_minor is not None else None
    return {
        "name": own.person.name,
        "time_zone": own.person.time_zone,
        "headline": row.headline,
        "about": row.about,
        "rate": rate.decimal if rate else None,
        "availability": row.availability,
        "available_from": row.available_from,
        "hours_per_week": row.hours_per_week,
        "languages": ", ".join(language_names().get(code, code) for code in row.languages),
        "city": row.city,
        "country": row.country,
        "links": "\n".join(f"{link['label']} {link['url']}" for link in row.links),
        "listed": row.listed,
    }


def _client_values(own: queries.OwnProfile) -> dict[str, Any]:
    row = own.client
    if row is None:
        return {}
    return {
        "name": own.person.name,
        "time_zone": own.person.time_zone,
        "company": row.company,
        "about": row.about,
        "website": row.website,
        "city": row.city,
        "country": row.country,
    }
