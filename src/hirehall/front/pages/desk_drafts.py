"""Drafts of fees at the desk: what the hall's real contracts of the last year would have cost by them."""

from __future__ import annotations

from datetime import UTC, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hirehall.foundation import clock
from hirehall.foundation.http import actor_in, download
from hirehall.foundation.money import Money
from hirehall.foundation.posted import uuid_or_none
from hirehall.foundation.refused import Refused
from hirehall.front.actions.open_fee_vote import open_fee_vote
from hirehall.front.fee_examples import examples_of
from hirehall.front.fee_replay import SIDES, member_name, members_csv, year_again
from hirehall.front.forms import AnnounceDraftForm, start_of
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.front.schedule_words import words
from hirehall.halls.queries import policy_now
from hirehall.look.formats import money_text
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.fees.actions.close_vote import call_off_vote
from hirehall.money.models import FeeDraft
from hirehall.money.queries import (
    FEE_DRAFT_SORTS,
    fee_draft_for,
    fee_draft_members,
    fee_vote_in,
    fee_vote_on,
    read_rules,
)
from hirehall.money.states import VOTE_DAYS

PAGE = 25


@require_http_methods(["GET", "POST"])
@at_the_desk
def draft(request: HttpRequest, fee_draft_id: UUID) -> HttpResponse:
    """One draft: the year again by side, member and month; and the way to announce it."""
    hall = hall_of(request)
    found = fee_draft_for(actor_in(request), hall.id, fee_draft_id)
    policy = policy_now(hall.id)
    notice = policy.fee_notice_days
    first_day = (clock.now() + timedelta(days=notice + 1)).astimezone(UTC).date()
    form = AnnounceDraftForm(
        request.POST or None,
        initial={"effective_on": max(found.wanted_from.date(), first_day), "note": found.note},
    )
    if request.method == "POST" and form.is_valid() and _announced(request, found, form):
        return HttpResponseRedirect(reverse("front:desk_fees"))
    side = request.GET.get("side", "")
    side = side if side in SIDES else "freelancer"
    sort = request.GET.get("sort", "")
    sort = sort if sort.removeprefix("-") in FEE_DRAFT_SORTS else "-change"
    rows = fee_draft_members(
        found, side=side, sort=sort, after=uuid_or_none(request.GET.get("after", "")), most=PAGE + 1
    )
    asked = {"side": side, "sort": sort}
    return shown(
        request,
        "fee_draft",
        {
            "draft": found,
            "year": year_again(found.outcome, hall.currency) if found.outcome else None,
            "freelancer": words(found.rules.get("freelancer", []), hall.currency),
            "client": words(found.rules.get("client", []), hall.currency),
            "shared": words(found.rules.get("shared", []), hall.currency),
            "examples": examples_of(read_rules(found.rules), hall.currency, policy),
            "rows": [(member_name(row), row) for row in rows[:PAGE]],
            "side": side,
            "side_tabs": [(name, _address(side=one, sort=sort), one == side) for one, name in SIDES.items()],
            "sorts": {name: _sorted_by(name, asked) for name in FEE_DRAFT_SORTS},
            "sorted_by": sort,
            "following": _address(**asked, after=str(rows[PAGE - 1].id)) if len(rows) > PAGE else None,
            "form": form,
            "vote": fee_vote_on(found),
            "vote_days": policy.number(VOTE_DAYS),
            "notice_days": notice,
            "minor_text": lambda minor: money_text(Money(minor, hall.currency)),
        },
    )


def _address(**asked: str) -> str:
    return "?" + urlencode(asked) + "#members"


def _sorted_by(name: str, asked: dict[str, str]) -> str:
    """Where a column's head leads: the largest first, or the smallest where it is sorted so already."""
    return _address(side=asked["side"], sort=name if asked["sort"] == f"-{name}" else f"-{name}")


def _announced(request: HttpRequest, found: FeeDraft, form: AnnounceDraftForm) -> bool:
    try:
        schedule = announce_schedule(
            found.hall_id,
            by=actor_in(request),
            rules=found.rules,
            effective_from=start_of(form.cleaned_data["effective_on"]),
            note=form.cleaned_data["note"],
        )
    except Refused as refused:
        form.add_error("effective_on", refused.sentence)
        return False
    messages.success(request, f"Version {schedule.version} is announced. Everybody can read it from now on.")
    return True


@require_POST
@at_the_desk
def vote(request: HttpRequest, fee_draft_id: UUID) -> HttpResponse:
    """The members are asked about the draft."""
    found = fee_draft_for(actor_in(request), hall_of(request).id, fee_draft_id)
    opened = open_fee_vote(found.id, by=actor_in(request))
    messages.success(request, f"The vote is open: {opened.voters} members may vote, and are told.")
    return HttpResponseRedirect(reverse("front:fee_vote", args=[opened.id]))


@require_POST
@at_the_desk
def calling_off(request: HttpRequest, fee_vote_id: UUID) -> HttpResponse:
    """A vote is ended before its day; everybody can read why."""
    found = fee_vote_in(hall_of(request).id, fee_vote_id)
    call_off_vote(found.id, by=actor_in(request), reason=request.POST.get("reason", ""))
    messages.success(request, "The vote is called off.")
    return HttpResponseRedirect(reverse("front:desk_fee_draft", args=[found.draft_id]))


@require_safe
@at_the_desk
def draft_csv(request: HttpRequest, fee_draft_id: UUID) -> HttpResponse:
    """Every member of both sides as CSV, with names; for the desk alone."""
    hall = hall_of(request)
    found = fee_draft_for(actor_in(request), hall.id, fee_draft_id)
    rows = [row for side in SIDES for row in fee_draft_members(found, side=side)]
    content = members_csv(rows, hall.currency).encode("utf-8")
    return download(content, "text/csv; charset=utf-8", f"fees-what-if-{found.drafted_at:%Y-%m-%d}.csv")
