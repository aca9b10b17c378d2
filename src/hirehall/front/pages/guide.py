"""The guide: one question a page, answers in the address, a result that can be shared."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hirehall.foundation import clock
from hirehall.foundation.money import Money
from hirehall.front.costs import costs, flow_of, whole
from hirehall.front.guide import ALL_STEPS, MOST_STEPS, Result, result_of, step_at
from hirehall.front.guide.result import LADDER
from hirehall.front.guide_ways import ways_here, ways_of
from hirehall.front.pages.public import hall_of
from hirehall.front.picture import share_picture
from hirehall.look.navigation import url_or_none
from hirehall.money.queries import fee_quote

A_DAY = 24 * 60 * 60
PLACES = {
    "join": "account_signup",
    "profile": "people:profile",
    "portfolio": "skills:portfolio",
    "briefs": "market:find_briefs",
    "brief": "market:new",
    "proposals": "front:help",
    "fund": "front:money_held",
    "money": "front:fees",
    "freelancers": "market:find_freelancers",
    "service": "market:new_service",
    "services": "market:services",
    "where": "front:where",
    "own_clients": "market:own_clients",
    "requests": "market:requests",
    "level": "unit:level",
    "order": "unit:new",
    "screening": "vetting:screenings",
    "matcher": "trial:new",
}


@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The first question, and what the guide will do."""
    return _question(request, "")


@login_not_required
@require_safe
def answered(request: HttpRequest, code: str) -> HttpResponse:
    """The next question, or the result when all are answered."""
    if len(code) in (MOST_STEPS, ALL_STEPS):
        return _result(request, result_of(code, ways_here(hall_of(request))))
    return _question(request, code)


def _question(request: HttpRequest, code: str) -> HttpResponse:
    step = step_at(code, ways_here(hall_of(request)))
    context = {"step": step, "most": MOST_STEPS if len(code) < MOST_STEPS else ALL_STEPS}
    return render(request, "front/guide_step.html", context, using="jinja2")


def _result(request: HttpRequest, result: Result) -> HttpResponse:
    hall = hall_of(request)
    steps = [(step.text, _place(step.page, result.side)) for step in result.steps]
    context = {
        "result": result,
        "costs": costs(hall, result.amount, origin=result.origin),
        "amount": whole(result.amount, hall.currency),
        "steps": steps,
        "ladder": LADDER,
        "join_href": _place("join", result.side),
        "more": None if result.advice else step_at(result.code, ways_here(hall)),
        "ways": ways_of(hall, result) if result.advice else (),
        "advice_href": _place(result.advice.page, result.side) if result.advice else None,
    }
    return render(request, "front/guide_result.html", context, using="jinja2")


def _place(page: str, side: str) -> str | None:
    href = url_or_none(PLACES[page])
    return f"{href}?side={side}" if href and page == "join" else href


@login_not_required
@require_safe
def picture(request: HttpRequest, code: str) -> HttpResponse:
    """The result as a PNG to share."""
    hall, result = hall_of(request), result_of(code, ways_here(hall_of(request)))
    amount = whole(result.amount, hall.currency)
    quote = fee_quote(hall.id, amount=amount, origin=result.origin)
    body = share_picture(
        flow_of(quote, hall),
        title=f"{result.title}: {_lower(result.advice.title)}" if result.advice else result.title,
        text=_sentence(result.side, quote.freelancer_gets, quote.client_pays),
        foot=f"{hall.name} · work of {quote.amount.text(short=True)} · fees of {clock.now():%d %B %Y}",
    )
    response = HttpResponse(body, content_type="image/png")
    response["Cache-Control"] = f"public, max-age={A_DAY}"
    return response


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]


def _sentence(side: str, gets: Money, pays: Money) -> str:
    if side == "client":
        return f"You pay {pays.text(short=True)}, and the freelancer receives {gets.text(short=True)}."
    return f"The client pays {pays.text(short=True)}, and you receive {gets.text(short=True)}."
