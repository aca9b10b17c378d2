"""The pool: what stands in it, posting an order, one order's page, and who holds it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.engagements.unit import queries, rules
from hirehall.engagements.unit.actions.cancel_order import cancel_order
from hirehall.engagements.unit.actions.claim_order import claim_order, start_work
from hirehall.engagements.unit.actions.claim_order import give_back as give_order_back
from hirehall.engagements.unit.actions.pay_again import drop_order, pay_again
from hirehall.engagements.unit.actions.post_order import post_order
from hirehall.engagements.unit.actions.set_level import send_sample
from hirehall.engagements.unit.forms import DeclineForm, OrderForm, QuestionForm, ReplyForm, SampleForm
from hirehall.engagements.unit.pages.answers import hall_of, hiring, paid, shown, to_posting
from hirehall.engagements.unit.states import LEVELS, UNITS
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once, uuid_or_none, version_in, whole
from hirehall.foundation.refused import Refused
from hirehall.halls.queries import policy_now
from hirehall.look.formats import plural, when_text
from hirehall.money import queries as money

FILTERS = [("", "All"), *((kind.code, kind.many.capitalize()) for kind in UNITS.values())]
SHOWS = [("", "All"), ("turn", "Your turn"), ("open", "Open"), ("over", "Over")]


@require_GET
def pool(request: HttpRequest) -> HttpResponse:
    """The orders that the freelancer's level opens, and the one they hold."""
    what, after = request.GET.get("what", ""), request.GET.get("after", "")
    page = queries.pool_page(actor_in(request), hall_of(request), what=what, after=after)
    return shown(request, "pool", page=page, filters=FILTERS)


@require_GET
def posted(request: HttpRequest) -> HttpResponse:
    """What the client has posted in this hall: all of it, what waits for them, what goes on, what is over."""
    show, after = request.GET.get("show", ""), request.GET.get("after", "")
    rows, more = queries.posted_rows(actor_in(request), hall_id=hall_of(request).id, show=show, after=after)
    context = {"cards": queries.posted_cards(rows), "more": more, "show": show, "shows": SHOWS}
    return shown(request, "posted", **context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new order: what, how much, at which level; what it costs; then the button that pays."""
    by, hall = actor_in(request), hall_of(request)
    by.require_person()
    form = OrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            order = post_order(
                hall.id,
                by=by,
                organisation_id=uuid_or_none(request.POST.get("organisation", "")),
                team_id=uuid_or_none(request.POST.get("team", "")),
                method=request.POST.get("method", "sandbox.instant"),
                **form.cleaned_data,
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            return paid(request, order)
    policy = policy_now(hall.id)
    context = {
        "form": form,
        "quoted": _quoted(request),
        "prices": queries.price_table(hall, policy),
        "organisations": hiring(by),
        "teams": list(queries.own_teams(by, hall.id)),
        "team": request.POST.get("team", "") or request.GET.get("team", ""),
        "methods": money.payment_methods(),
        "policy": policy,
    }
    return shown(request, "new", **context)


@require_GET
def quote(request: HttpRequest) -> HttpResponse:
    """What an order would cost, for the line that follows the typing."""
    return shown(request, "quote", quoted=_quoted(request))


def _quoted(request: HttpRequest) -> queries.Quoted | None:
    given = request.POST if request.method == "POST" else request.GET
    what, level = given.get("what", "word"), whole(given.get("level", "1")) or 0
    least, most = whole(given.get("least", "")), whole(given.get("most", ""))
    if least is None or most is None:
        return None
    try:
        rules.require_order(what, least, most, level, hours=1)
    except Refused:
        return None
    hall = hall_of(request)
    return queries.quoted(hall, policy_now(hall.id), queries.Wanted(what, least, most, level, 1))


@require_GET
def posting(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """One order, for its client, who holds it, or whoever may claim it; once handed in it is a contract."""
    by = actor_in(request)
    page = queries.order_page(by, order_id)
    if page.order.state == "taken":
        return HttpResponseRedirect(reverse("unit:contract", args=[order_id]))
    return shown(
        request,
        "posting",
        page=page,
        methods=money.payment_methods(),
        declining=DeclineForm(),
        asking=QuestionForm(),
        replying={one.id: ReplyForm(auto_id=f"{one.id}_%s") for one in page.questions.waiting},
    )


@require_POST
def pay(request: HttpRequest, order_id: UUID) -> HttpResponse:
    method = request.POST.get("method", "sandbox.instant")
    return paid(
        request,
        pay_again(
            order_id, by=actor_in(request), method=method, version=version_in(request), **once(request)
        ),
    )


@require_POST
def cancel(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Out of the pool; or, where it is not paid, let be."""
    by = actor_in(request)
    unpaid = request.POST.get("unpaid") == "yes"
    act = drop_order if unpaid else cancel_order
    act(order_id, by=by, version=version_in(request), **once(request))
    messages.success(
        request,
        "The order is dropped. Nothing was taken." if unpaid else "Cancelled. What you paid goes back.",
    )
    return to_posting(order_id)


@require_POST
def claim(request: HttpRequest, order_id: UUID) -> HttpResponse:
    order = claim_order(order_id, by=actor_in(request), **once(request))
    until = when_text(order.decide_by) if order.decide_by else ""
    messages.success(request, f"The order is yours to decide about until {until}.")
    return to_posting(order_id)


@require_POST
def start(request: HttpRequest, order_id: UUID) -> HttpResponse:
    order = start_work(order_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, f"The clock runs: hand in within {plural(order.hours, 'hour')}.")
    return HttpResponseRedirect(reverse("unit:deliver", args=[order_id]))


@require_POST
def give_back(request: HttpRequest, order_id: UUID) -> HttpResponse:
    give_order_back(order_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "The order is in the pool again.")
    return HttpResponseRedirect(reverse("unit:pool"))


@require_http_methods(["GET", "POST"])
def level(request: HttpRequest) -> HttpResponse:
    """One's level in this hall, how it came about, and the text that asks for one or appeals."""
    by, hall = actor_in(request), hall_of(request)
    page = queries.level_page(by, hall)
    form = SampleForm(request.POST or None, is_appeal=bool(page.history))
    if request.method == "POST" and form.is_valid():
        try:
            sample = send_sample(hall.id, by=by, text=form.cleaned_data["text"], **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            what = "appeal" if sample.is_appeal else "text"
            messages.success(request, f"Your {what} is with the editors. You will be told, with the reason.")
            return HttpResponseRedirect(reverse("unit:level"))
    return shown(request, "level", page=page, form=form, least=rules.SAMPLE_WORDS, words=LEVELS)
