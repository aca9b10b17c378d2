"""Own prices, who has some, and ordering from one of them directly."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.engagements.unit import queries, rules
from hirehall.engagements.unit.actions.answer_direct import decline_order, take_on
from hirehall.engagements.unit.actions.post_order import order_direct
from hirehall.engagements.unit.actions.set_own_price import set_own_prices
from hirehall.engagements.unit.forms import DeclineForm, DirectForm, PricesForm
from hirehall.engagements.unit.pages.answers import hall_of, hiring, paid, shown, to_posting
from hirehall.engagements.unit.states import UNITS
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors, once, uuid_or_none, version_in, whole
from hirehall.foundation.refused import Refused
from hirehall.halls.queries import policy_now
from hirehall.look.formats import plural
from hirehall.money import queries as money
from hirehall.people.queries import profile_by_handle

KINDS = [(kind.code, kind.many.capitalize()) for kind in UNITS.values()]


@require_http_methods(["GET", "POST"])
def prices(request: HttpRequest) -> HttpResponse:
    """One's own prices, by unit."""
    by, hall = actor_in(request), hall_of(request)
    page = queries.prices_page(by, hall)
    form = PricesForm(request.POST or None, rows=page.rows, currency=hall.currency)
    if request.method == "POST" and form.is_valid():
        try:
            said_in = request.POST.get("currency", "")
            taken = form.cleaned_data["prices"]
            kept = set_own_prices(hall.id, by=by, prices=taken, currency=said_in, **once(request))
        except Refused as refused:
            field_errors(form, refused)
        else:
            said = "Your prices are published." if kept else "You take no direct orders now."
            messages.success(request, said)
            return HttpResponseRedirect(reverse("unit:prices"))
    return shown(request, "prices", page=page, form=form, currency=hall.currency)


@require_GET
def writers(request: HttpRequest) -> HttpResponse:
    """From whom one can order directly, the lowest price of a unit first."""
    hall, what = hall_of(request), request.GET.get("what", "word")
    found, more = queries.writer_rows(hall, what=what, after=request.GET.get("after", ""))
    cards = queries.writer_cards(hall, found)
    return shown(request, "writers", cards=cards, more=more, what=what, kinds=KINDS)


@require_http_methods(["GET", "POST"])
def order(request: HttpRequest, handle: str) -> HttpResponse:
    """An order from one person: what, how much, what it costs at their price; then the button that pays."""
    by, hall = actor_in(request), hall_of(request)
    by.require_person()
    writer = profile_by_handle(handle)
    card = next(iter(queries.writer_cards(hall, [writer.person_id])), None)
    kinds = [(kind.code, kind.many.capitalize()) for kind, _ in card.prices] if card else []
    form = DirectForm(request.POST or None, kinds=kinds)
    if request.method == "POST" and form.is_valid():
        try:
            made = order_direct(
                hall.id,
                writer.person_id,
                by=by,
                organisation_id=uuid_or_none(request.POST.get("organisation", "")),
                method=request.POST.get("method", "sandbox.instant"),
                **form.cleaned_data,
                **once(request),
            )
        except Refused as refused:
            field_errors(form, refused)
        else:
            return paid(request, made)
    policy = policy_now(hall.id)
    answer = plural(policy.number("unit.answer_hours"), "hour")
    return shown(
        request, "direct", form=form, writer=writer, card=card, quoted=_quoted(request, writer.person_id),
        organisations=hiring(by), methods=money.payment_methods(), answer=answer,
    )  # fmt: skip


@require_GET
def quote(request: HttpRequest, handle: str) -> HttpResponse:
    """What a direct order would cost, for the line that follows the typing."""
    writer = profile_by_handle(handle)
    return render(request, "unit/quote.html", {"quoted": _quoted(request, writer.person_id)}, using="jinja2")


def _quoted(request: HttpRequest, writer_id: UUID) -> queries.Quoted | None:
    given = request.POST if request.method == "POST" else request.GET
    by, hall, what = actor_in(request), hall_of(request), given.get("what", "word")
    least, most = whole(given.get("least", "")), whole(given.get("most", ""))
    if least is None or most is None or by.person_id is None:
        return None
    policy = policy_now(hall.id)
    try:
        rules.require_order(what, least, most, 1, hours=1)
        direct, level = queries.direct_to(
            hall, policy, what, writer_id, client_id=by.person_id,
            organisation_id=uuid_or_none(given.get("organisation", "")), to_pool=given.get("to_pool") == "pool",
        )  # fmt: skip
    except Refused:
        return None
    return queries.quoted(hall, policy, queries.Wanted(what, least, most, level, 1), direct)


@require_POST
def take(request: HttpRequest, order_id: UUID) -> HttpResponse:
    row = take_on(order_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, f"The clock runs: hand in within {plural(row.hours, 'hour')}.")
    return HttpResponseRedirect(reverse("unit:deliver", args=[order_id]))


@require_POST
def decline(request: HttpRequest, order_id: UUID) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        messages.error(request, "The reason may have 500 characters.")
        return to_posting(order_id)
    decline_order(
        order_id,
        by=actor_in(request),
        reason=form.cleaned_data["reason"],
        version=version_in(request),
        **once(request),
    )
    messages.success(request, "You do not take it on. The client is told.")
    return HttpResponseRedirect(reverse("unit:pool"))
