"""The lists of contracts and offers, and the answers that are the same in every engagement model."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.contracts import queries
from hirehall.contracts.actions.answer_ending import decline_ending, withdraw_ending
from hirehall.contracts.actions.answer_terms import decline_terms, withdraw_terms
from hirehall.contracts.actions.close_offer import decline_offer, withdraw_offer
from hirehall.contracts.actions.pay_extra import pay_extra
from hirehall.contracts.forms import ExtraForm
from hirehall.contracts.jobs import settle_now
from hirehall.contracts.models import ExtraPayment
from hirehall.contracts.states import Side
from hirehall.foundation.http import actor_in, download
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.posted import once, version_in
from hirehall.foundation.refused import Refused, not_found
from hirehall.look.formats import money_text
from hirehall.money import queries as money
from hirehall.money.states import PaymentStatus
from hirehall.people.models import Person

TABS = [("now", "Now"), ("flight", "In flight"), ("running", "Running"), ("ended", "Ended"), ("all", "All")]
TURNS = [
    ("", "Anybody’s turn"),
    ("mine", "Your turn"),
    ("others", "Somebody else’s turn"),
    ("nobody", "Nobody’s turn"),
]


@require_GET
def work(request: HttpRequest) -> HttpResponse:
    """What one does for others, in every engagement model, and what may become a contract."""
    return _list(request, Side.FREELANCER)


@require_GET
def orders(request: HttpRequest) -> HttpResponse:
    """What others do for one, in every engagement model, and what may become a contract."""
    return _list(request, Side.CLIENT)


@require_GET
def contracts(request: HttpRequest) -> HttpResponse:
    """The address of old: to the list of the side that it names, or whose hat is worn.

    Not for good: the same address leads elsewhere as soon as its person changes the hat.
    """
    asked = request.GET.dict()
    side = asked.pop("side", "")
    if side not in set(Side):
        side = request.user.hat if isinstance(request.user, Person) else ""
    page = reverse("contracts:orders" if side == Side.CLIENT else "contracts:work")
    return HttpResponseRedirect(f"{page}?{urlencode({'show': 'all', **asked})}")


def _list(request: HttpRequest, side: Side) -> HttpResponse:
    given = {name: request.GET.get(name, "") for name in ("show", "model", "turn")}
    show = given["show"] if given["show"] in queries.SHOWN else "now"
    model = given["model"] if given["model"] in queries.MODEL_WORDS else ""
    turn = given["turn"] if given["turn"] in queries.TURNS else ""
    wanted = queries.Wanted(side=side, show=show, model=model, turn=turn, after=request.GET.get("after", ""))
    rows, more = queries.work_of(actor_in(request), wanted)
    kept = {"show": show, "model": model, "turn": turn}
    context = {
        "rows": rows,
        "side": side,
        "wanted": wanted,
        "models": {name: words.name for name, words in queries.MODEL_WORDS.items()},
        "turns": TURNS,
        "own_pages": [
            (words.own_page[0], reverse(words.own_page[1]))
            for words in queries.MODEL_WORDS.values()
            if words.own_page and side is Side.FREELANCER
        ],
        "kept": kept,
        "is_filtered": bool(model or turn),
        "tabs": [(text, _address(kept, show=name), show == name) for name, text in TABS],
        "next_page": _address(kept, after=more) if more else None,
    }
    return render(request, "contracts/contracts.html", context, using="jinja2")


def _address(kept: dict[str, str], **more: str) -> str:
    return "?" + urlencode({name: value for name, value in {**kept, **more}.items() if value})


@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    rows, more = queries.offer_rows(actor_in(request), after=request.GET.get("after", ""))
    context = {"rows": rows, "next": "?" + urlencode({"after": more}) if more else None}
    return render(request, "contracts/offers.html", context, using="jinja2")


@require_GET
def contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    found = queries.contract_for(actor_in(request), contract_id)
    return HttpResponseRedirect(queries.room_href(found))


@require_GET
def archive(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The contract taken out: terms, history and papers in one file, for either side."""
    name, content = queries.archive_of(actor_in(request), contract_id)
    return download(content, "application/zip", name)


@require_GET
def offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    found = queries.offer_for(actor_in(request), offer_id)
    return HttpResponseRedirect(queries.offer_href(found))


@require_GET
def terms(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    model = queries.model_of_terms(actor_in(request), terms_id)
    try:
        return HttpResponseRedirect(reverse(f"{model}:terms", args=[terms_id]))
    except NoReverseMatch as none:  # not every model changes its terms: its room says what was agreed
        raise not_found("terms") from none


@require_GET
def ending(request: HttpRequest, ending_id: UUID) -> HttpResponse:
    model = queries.model_of_ending(actor_in(request), ending_id)
    return HttpResponseRedirect(reverse(f"{model}:ending", args=[ending_id]))


@require_POST
def offer_refusal(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    closed = decline_offer(
        offer_id, by=actor_in(request), reason=_reason(request), version=version_in(request), **once(request)
    )
    messages.success(request, "The offer is declined, and the other side is told.")
    return HttpResponseRedirect(queries.offer_href(closed))


@require_POST
def offer_withdrawal(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    closed = withdraw_offer(offer_id, by=actor_in(request), version=version_in(request), **once(request))
    messages.success(request, "The offer is withdrawn.")
    return HttpResponseRedirect(queries.offer_href(closed))


@require_POST
def terms_refusal(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    kept = decline_terms(terms_id, by=actor_in(request), reason=_reason(request), **once(request))
    messages.success(request, "The terms stay as they are.")
    return HttpResponseRedirect(queries.room_href(kept.contract))


@require_POST
def terms_withdrawal(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    kept = withdraw_terms(terms_id, by=actor_in(request), **once(request))
    messages.success(request, "Your proposal is withdrawn. The terms stay as they are.")
    return HttpResponseRedirect(queries.room_href(kept.contract))


@require_POST
def ending_refusal(request: HttpRequest, ending_id: UUID) -> HttpResponse:
    kept = decline_ending(ending_id, by=actor_in(request), reason=_reason(request), **once(request))
    messages.success(request, "The contract runs on.")
    return HttpResponseRedirect(queries.room_href(kept.contract))


@require_POST
def ending_withdrawal(request: HttpRequest, ending_id: UUID) -> HttpResponse:
    kept = withdraw_ending(ending_id, by=actor_in(request), **once(request))
    messages.success(request, "Your proposal is withdrawn. The contract runs on.")
    return HttpResponseRedirect(queries.room_href(kept.contract))


@require_http_methods(["GET", "POST"])
def extra(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Paying a bonus or a tip: first how much, then what that costs and the button."""
    by = actor_in(request)
    currency = queries.contract_for(by, contract_id).currency
    if request.method == "POST":
        paid = _pay_extra(request, contract_id, currency)
        payment, _ = settle_now(paid.asked)
        if payment.status == PaymentStatus.PENDING and payment.next_href:
            return HttpResponseRedirect(payment.next_href)
        done = f"The {paid.word} of {money_text(payment.amount)} is paid."
        messages.add_message(request, *money.outcome_of(payment, done=done))
        return HttpResponseRedirect(queries.room_href(paid.contract))
    form = ExtraForm(request.GET if "amount" in request.GET else None, use_required_attribute=False)
    amount = form.money(currency) if form.is_bound and form.is_valid() else None
    try:
        page = queries.extra_page(by, contract_id, amount)
    except Refused as refused:
        if refused.field is None:
            raise
        form.add_error(refused.field, refused.sentence)
        page = queries.extra_page(by, contract_id)
    context = {"page": page, "form": form, "methods": money.payment_methods(), "key": new_id()}
    return render(request, "contracts/extra.html", context, using="jinja2")


def _pay_extra(request: HttpRequest, contract_id: UUID, currency: str) -> ExtraPayment:
    """What the page's second step sends, with the sum that it showed."""
    form = ExtraForm(request.POST)
    seen = request.POST.get("seen", "")
    amount = form.money(currency) if form.is_valid() else None
    if amount is None:
        raise Refused("extra.bad_amount", f"Write an amount like 50 or 50.50 (in {currency}).")
    return pay_extra(
        contract_id,
        by=actor_in(request),
        amount=amount,
        note=form.cleaned_data["note"],
        method=request.POST.get("method", "sandbox.instant"),
        seen=Money(int(seen), currency) if seen.isascii() and seen.isdigit() and len(seen) < 16 else None,
        **once(request),
    )


def _reason(request: HttpRequest) -> str:
    return request.POST.get("reason", "")
