"""How people become members of a hall, leave it, and which halls they are in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import once
from hirehall.foundation.refused import Because, Refused
from hirehall.front.forms.joining import AnswersForm, CodeForm
from hirehall.front.pages.public import hall_of
from hirehall.halls.actions.appeal_application import appeal_application
from hirehall.halls.actions.apply_to_hall import apply_to_hall
from hirehall.halls.actions.choose_showing import choose_showing
from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.actions.leave_hall import leave_hall
from hirehall.halls.actions.withdraw_application import withdraw_application
from hirehall.halls.queries.joining import hide_elsewhere, way_in
from hirehall.vetting.actions.admit import begin_admission
from hirehall.vetting.queries import admissions, admitting_way
from hirehall.vetting.states import STAGE_WORDS, ScreeningState


@login_not_required
@require_safe
def joining(request: HttpRequest) -> HttpResponse:
    """How this hall takes members, where the visitor stands, and the next step."""
    return _shown(request)


def _shown(
    request: HttpRequest,
    *,
    form: AnswersForm | None = None,
    code_form: CodeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    hall = hall_of(request)
    way = way_in(hall, actor_in(request))
    latest = way.latest
    page = {
        "way": way,
        "screening": admitting_way(hall.id) if way.questions and not way.is_member else None,
        "stage_words": STAGE_WORDS,
        "admission": admissions([latest.id]).get(latest.id) if latest and not way.is_member else None,
        "form": form or (AnswersForm(questions=way.questions) if way.may_apply else None),
        "code_form": code_form or CodeForm(),
        "onward": _onward(request, ""),
        "shows_elsewhere": way.is_member
        and not hide_elsewhere(hall.id, [actor_in(request).require_person()]),
    }
    return render(request, "front/joining.html", page, status=status, using="jinja2")


def _onward(request: HttpRequest, otherwise: str) -> str:
    """Where somebody wanted to go before they were led here."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else otherwise


@require_POST
def membership(request: HttpRequest) -> HttpResponse:
    """One joins by a click, or with the code that was typed."""
    code_form = CodeForm(request.POST)
    code = code_form.cleaned_data["code"] if code_form.is_valid() else ""
    try:
        join_hall(hall_of(request).id, by=actor_in(request), code=code)
    except Refused as refused:
        if not code:
            raise
        code_form.add_error("code", refused.sentence)
        return _shown(request, code_form=code_form, status=refused.because.value)
    messages.success(request, "You are a member of this hall now.")
    return HttpResponseRedirect(_onward(request, reverse("front:dashboard")))


@login_not_required
@require_safe
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Where an invitation leads: the same page with the code filled in."""
    return _shown(request, code_form=CodeForm(initial={"code": code}))


@require_POST
def application(request: HttpRequest) -> HttpResponse:
    """Who wants to join answers what the hall asks."""
    hall, by = hall_of(request), actor_in(request)
    form = AnswersForm(request.POST, questions=way_in(hall, by).questions)
    if not form.is_valid():
        return _shown(request, form=form, status=422)
    try:
        made = apply_to_hall(hall.id, by=by, answers=form.answers(), **once(request))
    except Refused as refused:
        if refused.because is not Because.INVALID:
            raise
        form.add_error(None, refused.sentence)
        return _shown(request, form=form, status=422)
    screening = begin_admission(made.id, by=by)
    if screening is not None and screening.state == ScreeningState.RUNNING:
        messages.success(
            request, "Your application is sent. Its stages are below; their result is the answer."
        )
        return HttpResponseRedirect(reverse("vetting:screening", args=[screening.id]))
    messages.success(request, "Your application is sent. You are told the answer, with its reason.")
    return HttpResponseRedirect(reverse("front:joining"))


@require_POST
def withdrawal(request: HttpRequest, application_id: UUID) -> HttpResponse:
    withdraw_application(application_id, by=actor_in(request))
    messages.success(request, "Your application is withdrawn.")
    return HttpResponseRedirect(reverse("front:joining"))


@require_POST
def appeal(request: HttpRequest, application_id: UUID) -> HttpResponse:
    appeal_application(application_id, by=actor_in(request), text=request.POST.get("text", ""))
    messages.success(request, "Your appeal is sent. Another operator answers it with a reason.")
    return HttpResponseRedirect(reverse("front:joining"))


@require_POST
def showing(request: HttpRequest) -> HttpResponse:
    """What of a member this hall shows is their choice, hall by hall."""
    hall, by = hall_of(request), actor_in(request)
    if "shows_elsewhere" in request.POST:
        choose_showing(hall.id, by=by, shows_elsewhere=request.POST["shows_elsewhere"] == "yes")
        messages.success(request, "Chosen. This hall’s search follows shortly.")
        return HttpResponseRedirect(reverse("front:joining"))
    shown = request.POST.get("shown_in_search") == "yes"
    choose_showing(hall.id, by=by, shown_in_search=shown)
    said = (
        "This hall’s search finds you again shortly."
        if shown
        else "This hall’s search does not find you any more."
    )
    messages.success(request, said)
    return HttpResponseRedirect(reverse("front:joining"))


@require_http_methods(["GET", "POST"])
def leaving(request: HttpRequest) -> HttpResponse:
    """Leaving is asked once more on a page of its own."""
    if request.method == "POST":
        leave_hall(hall_of(request).id, by=actor_in(request))
        messages.success(request, "You have left this hall. What you did here stays on record.")
        return HttpResponseRedirect(reverse("front:joining"))
    way = way_in(hall_of(request), actor_in(request))
    if not way.is_member:
        return HttpResponseRedirect(reverse("front:joining"))
    return render(request, "front/leaving.html", {"way": way}, using="jinja2")
