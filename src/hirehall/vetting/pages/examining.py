"""The examiner's desk: what waits to be read and scored."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import once
from hirehall.vetting import queries
from hirehall.vetting.actions.sit_test import mark_answer
from hirehall.vetting.forms import MarkForm
from hirehall.vetting.pages.tests import hall_of, page


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first."""
    answers = queries.answers_to_mark(actor_in(request), hall_of(request).id)
    return page(request, "examining", {"answers": answers})


@require_POST
def mark(request: HttpRequest, answer_id: UUID) -> HttpResponse:
    form = MarkForm(request.POST)
    if form.is_valid():
        mark_answer(answer_id, by=actor_in(request), **form.cleaned_data, **once(request))
        messages.success(request, "Marked. They read your remark with the result.")
    else:
        messages.error(request, "Give points, and a remark of at least five characters.")
    return HttpResponseRedirect(reverse("vetting:examining"))
