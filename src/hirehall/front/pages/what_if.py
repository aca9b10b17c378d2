"""What if: the same work by each model, origin and version of the fees, beside what other places would take."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hirehall.engagements.unit.states import LEVELS, UNITS
from hirehall.front.pages.public import hall_of
from hirehall.front.what_if import FIELDS, MODELS, ORIGINS, Read, offered, read
from hirehall.front.what_if_answer import answer_to, counting
from hirehall.halls.queries import policy_now


@login_not_required
@require_safe
def what_if(request: HttpRequest) -> HttpResponse:
    """One form for every model; the answer follows what is typed, and comes by the button without scripts."""
    hall = hall_of(request)
    here = offered(hall)
    policy = policy_now(hall.id)
    asked = read(request.GET, hall.currency, policy, here)
    schedules = counting(hall)
    context = {
        "asked": asked,
        "answer": answer_to(asked.question, hall, schedules) if asked.question else None,
        "tabs": [(MODELS[name], _address(asked, name), name == asked.typed["model"]) for name in here],
        "origins": ORIGINS,
        "units": [(kind.code, kind.many.capitalize()) for kind in UNITS.values()],
        "levels": LEVELS.items(),
        "trial_days": policy.number("trial.days"),
        "versions": [(row.version, row.effective_from) for row in schedules],
        "names": " ".join(FIELDS),
    }
    return render(request, "front/what_if.html", context, using="jinja2")


def _address(asked: Read, model: str) -> str:
    kept = {name: asked.typed[name] for name in ("origin", "before", "version") if asked.typed[name]}
    return "?" + urlencode({"model": model, **kept})
