"""The hall's rules, terms and imprint for everybody, every version; and the page on which its texts are written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_safe

from hirehall.foundation import clock
from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import Refused, not_found
from hirehall.front.forms import start_of
from hirehall.front.forms.texts import DatedTextForm, TextsForm
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.halls.actions.change_hall_texts import change_hall_texts
from hirehall.halls.actions.date_legal_text import date_legal_text
from hirehall.halls.models import LegalText
from hirehall.halls.queries.texts import language_name, legal_page, legal_texts
from hirehall.halls.states.texts import DATED


@login_not_required
@require_safe
def legal(request: HttpRequest, kind: str) -> HttpResponse:
    """What is in force, since when, what is announced, and what was before."""
    page = legal_page(hall_of(request), kind, wanted_in(request))
    if page is None:
        raise not_found("page")
    context = {"page": page, "language_name": language_name}
    answer = render(request, "front/legal.html", context, using="jinja2")
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


def wanted_in(request: HttpRequest) -> list[str]:
    """The languages in which somebody would like to read, the dearest first."""
    asked = request.GET.get("lang", "")[:12]
    who = getattr(request, "user", None)
    if who is not None and who.is_authenticated:
        return [asked, who.locale]
    header = request.headers.get("Accept-Language", "")[:200]
    return [asked, *(part.partition(";")[0].strip() for part in header.split(","))]


@require_http_methods(["GET", "POST"])
@at_the_desk
def desk_texts(request: HttpRequest) -> HttpResponse:
    """The languages, the texts in each, and the next version of what is dated."""
    here = hall_of(request)
    is_dated = request.POST.get("what") == "dated"
    posted = request.POST or None
    form = TextsForm(None if is_dated else posted, hall=here)
    dated = DatedTextForm(posted if is_dated else None, languages=here.languages)
    if request.method == "POST" and (_dated(request, dated) if is_dated else _changed(request, form)):
        return HttpResponseRedirect(reverse("front:desk_texts"))
    now = clock.now()
    page: dict[str, Any] = {
        "form": form,
        "dated_form": dated,
        "versions": [(row, _state(row, now), DATED[row.kind].label) for row in legal_texts(here.id)],
        "language_name": language_name,
    }
    return shown(request, "texts", page)


def _state(row: LegalText, now: Any) -> str:
    return "announced" if row.effective_from > now else "dated"


def _changed(request: HttpRequest, form: TextsForm) -> bool:
    if not form.is_valid():
        return False
    try:
        change_hall_texts(
            hall_of(request).id, by=actor_in(request), languages=form.chosen(), texts=form.written()
        )
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return False
    messages.success(request, "The texts are as you wrote them.")
    return True


def _dated(request: HttpRequest, form: DatedTextForm) -> bool:
    if not form.is_valid():
        return False
    entered = form.cleaned_data
    day = entered["effective_on"]
    try:
        date_legal_text(
            hall_of(request).id,
            by=actor_in(request),
            kind=entered["kind"],
            language=entered["language"],
            text=entered["text"],
            effective_from=start_of(day) if day else None,
        )
    except Refused as refused:
        field = "effective_on" if refused.field == "effective_from" else refused.field
        form.add_error(field if field in form.fields else None, refused.sentence)
        return False
    messages.success(request, "The text is dated. Every earlier version stays readable.")
    return True
