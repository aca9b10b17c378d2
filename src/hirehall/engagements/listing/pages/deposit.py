"""The deposit for a position that one has sent in: what it is, putting it down, objecting before it is kept."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.engagements.listing import queries
from hirehall.engagements.listing.actions.decide_deposit import appeal_keeping
from hirehall.engagements.listing.actions.put_down_deposit import pay_deposit
from hirehall.engagements.listing.jobs import settle_deposit_now
from hirehall.engagements.listing.pages.board import shown
from hirehall.engagements.listing.states import KEEP_WORDS, DepositState, KeepReason
from hirehall.foundation.http import actor_in
from hirehall.foundation.money import Money
from hirehall.foundation.posted import once, version_in, whole
from hirehall.foundation.refused import Refused
from hirehall.money import queries as money
from hirehall.money.states import PaymentStatus


@require_http_methods(["GET", "POST"])
def deposit(request: HttpRequest, position_id: UUID) -> HttpResponse:
    """How much, when it goes back, and for what alone it is kept; a POST puts it down."""
    by = actor_in(request)
    row = queries.deposit_for(position_id, by=by)
    if request.method == "POST":
        seen = whole(request.POST.get("seen", ""))
        if seen is None:
            raise Refused("deposit.other_amount", "Look at how much it is first, then pay.")
        paid = pay_deposit(
            row.id,
            by=by,
            method=request.POST.get("method", ""),
            seen=Money(seen, row.currency),
            **once(request),
        )
        assert paid.payment_id is not None  # noqa: S101 - asked for just now
        payment, _ = settle_deposit_now(paid.payment_id)
        if payment.status == PaymentStatus.PENDING and payment.next_href:
            return HttpResponseRedirect(payment.next_href)
        messages.add_message(
            request, *money.outcome_of(payment, done="It is held. The desk has the position.")
        )
        return HttpResponseRedirect(reverse("listing:deposit", args=[position_id]))
    context = {
        "row": row,
        "word": queries.DEPOSIT_WORDS[DepositState(row.state)],
        "keep_words": KEEP_WORDS.values(),
        "why": KEEP_WORDS[KeepReason(row.code)] if row.code else "",
        "mine": by.person_id == row.person_id,
        "methods": money.payment_methods(),
    }
    return shown(request, "deposit", context)


@require_POST
def objection(request: HttpRequest, position_id: UUID) -> HttpResponse:
    by = actor_in(request)
    row = queries.deposit_for(position_id, by=by)
    appeal_keeping(
        row.id, by=by, text=request.POST.get("text", ""), version=version_in(request), **once(request)
    )
    messages.success(request, "Nothing is kept before somebody else at the desk has decided. You are told.")
    return HttpResponseRedirect(reverse("listing:deposit", args=[position_id]))
