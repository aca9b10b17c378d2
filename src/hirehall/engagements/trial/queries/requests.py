"""Pages about requests: the client's, and those of who is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hirehall.contracts import queries as contracts
from hirehall.engagements.trial import rules
from hirehall.engagements.trial.models import Match, MatchRequest
from hirehall.engagements.trial.queries.rows import match_for, request_for, requests_of
from hirehall.engagements.trial.states import POT_LEAST, POT_PERCENT, POT_TIMES, MatchState, RequestState
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.money import Money
from hirehall.halls.models import Policy
from hirehall.money.queries import FeeQuote
from hirehall.people.queries import PersonCard, public_card
from hirehall.vetting.queries import certified, vetted

PAGE = 20
SEEN = (MatchState.READY, MatchState.CHOSEN, MatchState.HIRED)
STATE_WORDS = {
    RequestState.AT_DESK: ("With the matcher", "info", "hourglass"),
    RequestState.SHOWN: ("Choose somebody", "warn", "users"),
    RequestState.OFFERED: ("Offer sent", "info", "send"),
    RequestState.MATCHED: ("Trial agreed", "ok", "check"),
    RequestState.WITHDRAWN: ("Withdrawn", "neutral", "x"),
    RequestState.CLOSED: ("Closed", "neutral", "x"),
}
MATCH_WORDS = {
    MatchState.ASKED: ("Your answer is wanted", "warn", "hourglass"),
    MatchState.READY: ("You said yes", "info", "check"),
    MatchState.CHOSEN: ("You are chosen", "ok", "star"),
    MatchState.HIRED: ("Trial agreed", "ok", "check"),
    MatchState.DECLINED: ("You said no", "neutral", "x"),
    MatchState.LAPSED: ("Not answered in time", "neutral", "clock"),
    MatchState.TAKEN_BACK: ("Taken back by the matcher", "neutral", "undo-2"),
    MatchState.PASSED: ("Over", "neutral", "x"),
}


Word = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class MatchCard:
    """Somebody who was proposed and said yes, as the client sees them."""

    match: Match
    person: PersonCard
    vetted_since: datetime | None
    certificates: tuple[str, ...]
    price: Money
    quote: FeeQuote


@dataclass(frozen=True, slots=True)
class RequestPage:
    request: MatchRequest
    word: tuple[str, str, str]
    people: list[MatchCard]
    may_decide: bool
    may_withdraw: bool
    offer_id: UUID | None
    trial_days: int
    window_days: int
    pot_rule: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """What somebody is proposed for, to themselves."""

    match: Match
    request: MatchRequest
    word: tuple[str, str, str]
    is_open: bool
    may_decline: bool
    price: Money | None
    least: Money | None
    most: Money | None
    trial_days: int
    window_days: int
    pot_rule: tuple[int, int, int]


def requests_page(
    by: Actor, *, after: UUID | None = None
) -> tuple[list[tuple[MatchRequest, Word]], UUID | None]:
    """The requests of one's own side, the newest first, and the next cursor. One query."""
    rows = requests_of(by).select_related("client", "organisation").order_by("-id")
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows[: PAGE + 1])
    following = found[PAGE - 1].id if len(found) > PAGE else None
    return [(row, STATE_WORDS[RequestState(row.state)]) for row in found[:PAGE]], following


def proposals_of(by: Actor, *, after: UUID | None = None) -> tuple[list[tuple[Match, Word]], UUID | None]:
    """What somebody was proposed for, the newest first, and the next cursor. One query."""
    rows = Match.objects.filter(at_hall(by, "request__hall_id"), person_id=by.require_person())
    rows = rows.select_related("request__client", "request__organisation").order_by("-id")
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows[: PAGE + 1])
    following = found[PAGE - 1].id if len(found) > PAGE else None
    return [(row, MATCH_WORDS[MatchState(row.state)]) for row in found[:PAGE]], following


def request_page(by: Actor, request_id: UUID) -> RequestPage:
    """A request with who can be chosen, side by side. Its queries do not grow but by the quotes of three people.

    Raises:
        Refused: ``match_request.not_found``.
    """
    request = request_for(by, request_id)
    shown = request.state in (RequestState.SHOWN, RequestState.OFFERED, RequestState.MATCHED)
    rows = list(request.matches.filter(state__in=SEEN).order_by("proposed_at", "id")) if shown else []
    chosen = next((row for row in rows if row.state in (MatchState.CHOSEN, MatchState.HIRED)), None)
    policy = request.policy
    return RequestPage(
        request=request,
        word=STATE_WORDS[RequestState(request.state)],
        people=_cards(request, rows),
        may_decide=rules.may_decide(request, by),
        may_withdraw=rules.may_decide(request, by)
        and request.state in (RequestState.AT_DESK, RequestState.SHOWN),
        offer_id=chosen.offer_id if chosen else None,
        **_policy(policy),
    )


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "trial_days": policy.number("trial.days"),
        "window_days": policy.number("trial.window_days"),
        "pot_rule": tuple(policy.number(name) for name in (POT_PERCENT, POT_LEAST, POT_TIMES)),
    }


def _cards(request: MatchRequest, rows: list[Match]) -> list[MatchCard]:
    if not rows:
        return []
    ids = [row.person_id for row in rows]
    people, since, holds = public_card(ids), vetted(request.hall_id, ids), certified(request.hall_id, ids)
    names = dict(zip(request.skill_ids, request.skill_names, strict=True))
    cards = []
    for row in rows:
        row.request = request
        price = row.price
        assert price is not None  # noqa: S101 - who said yes has named it
        cards.append(
            MatchCard(
                match=row,
                person=people[row.person_id],
                vetted_since=since.get(row.person_id),
                certificates=tuple(names[one] for one in names if one in holds.get(row.person_id, ())),
                price=price,
                quote=_quote(request, row, price),
            )
        )
    return cards


def _quote(request: MatchRequest, row: Match, price: Money) -> FeeQuote:
    """What choosing this person would freeze: by how the two met, and by what they have billed before."""
    pair = {
        "client_id": request.client_id,
        "organisation_id": request.organisation_id,
        "freelancer_id": row.person_id,
        "agency_id": None,
    }
    origin = contracts.how_met(request.hall_id, **pair)  # type: ignore[arg-type]
    billed = contracts.billed_before(hall_id=request.hall_id, currency=request.currency, **pair)  # type: ignore[arg-type]
    return contracts.Pricing(hall_id=request.hall_id, origin=origin, billed_before=billed).quote(price)


def proposal_page(by: Actor, match_id: UUID) -> ProposalPage:
    """What one is proposed for: who asks, what for, why the matcher thinks of one. One query.

    Raises:
        Refused: ``match.not_found``.
    """
    match = match_for(by, match_id)
    request = match.request
    return ProposalPage(
        match=match,
        request=request,
        word=MATCH_WORDS[MatchState(match.state)],
        is_open=match.state == MatchState.ASKED,
        may_decline=match.state in (MatchState.ASKED, MatchState.READY),
        price=match.price or request.money(request.price_minor),
        least=request.money(request.rate_least_minor),
        most=request.money(request.rate_most_minor),
        **_policy(request.policy),
    )
