"""A vote on fees: what is asked, what the last year says, one’s ballot, and the result."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hirehall.foundation import clock
from hirehall.foundation.http import actor_in
from hirehall.foundation.money import Money
from hirehall.front.fee_examples import examples_of
from hirehall.front.fee_replay import told_year
from hirehall.front.pages.public import hall_of
from hirehall.front.schedule_words import words
from hirehall.halls.queries import policy_now
from hirehall.look.formats import money_text
from hirehall.money.fees.actions.cast_ballot import cast_ballot
from hirehall.money.queries import fee_ballots_cast, fee_vote_in, own_fee_ballot, own_fee_year, read_rules

CHOICES = (
    ("yes", "Yes, these fees"),
    ("no", "No, the fees stay as they are"),
    ("abstain", "Neither; I have read it"),
)


@login_not_required
@require_safe
def vote(request: HttpRequest, fee_vote_id: UUID) -> HttpResponse:
    """For everybody: the draft, the year in sums, and the result. For who may vote: the ballot, and their own year."""
    hall = hall_of(request)
    found = fee_vote_in(hall.id, fee_vote_id)
    person_id = actor_in(request).person_id
    ballot = own_fee_ballot(found, person_id)
    rules, currency, policy = found.draft.rules, hall.currency, policy_now(hall.id)
    return render(
        request,
        "front/fee_vote.html",
        {
            "vote": found,
            "running": found.is_open and found.closes_at > clock.now(),
            "cast": fee_ballots_cast(found),
            "ballot": ballot,
            "choices": CHOICES,
            "mine": [
                (row, *(money_text(Money(minor, currency)) for minor in (row.before_minor, row.after_minor)))
                for row in (own_fee_year(found, person_id) if ballot and person_id else [])
            ],
            "year": told_year(found.draft.outcome, currency) if found.draft.outcome else None,
            "freelancer": words(rules.get("freelancer", []), currency),
            "client": words(rules.get("client", []), currency),
            "shared": words(rules.get("shared", []), currency) if rules.get("shared") else None,
            "examples": examples_of(read_rules(rules), currency, policy),
            "notice_days": policy.fee_notice_days,
        },
        using="jinja2",
    )


@require_POST
def ballot(request: HttpRequest, fee_vote_id: UUID) -> HttpResponse:
    """One’s vote; sent again it takes the place of the earlier one."""
    found = fee_vote_in(hall_of(request).id, fee_vote_id)
    cast_ballot(found.id, by=actor_in(request), choice=request.POST.get("choice", ""))
    messages.success(request, "Your vote is kept. You can change it until the end; nobody else sees it.")
    return HttpResponseRedirect(reverse("front:fee_vote", args=[found.id]))
