"""What must hold before a request, somebody proposed for it, or a trial moves; used to refuse and to show buttons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from hirehall.contracts.rules import require_text
from hirehall.engagements.trial.models import Match, MatchRequest, Trial, Wanted
from hirehall.engagements.trial.states import (
    MatchState,
    RequestState,
    State,
    match_sources,
    request_sources,
    sources,
)
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Policy

MOST_SKILLS = 10
LONGEST_NEED = 4_000
LONGEST_REASON = 1_000
LONGEST_NOTE = 1_000
MOST_HOURS = 60

REQUEST_WORDS = {
    RequestState.AT_DESK: "is with the matcher",
    RequestState.SHOWN: "waits for the client’s choice",
    RequestState.OFFERED: "has an offer on the table",
    RequestState.MATCHED: "has led to a trial",
    RequestState.WITHDRAWN: "was withdrawn",
    RequestState.CLOSED: "is closed",
}
MATCH_WORDS = {
    MatchState.ASKED: "waits for the person’s answer",
    MatchState.READY: "was said yes to",
    MatchState.CHOSEN: "has an offer on the table",
    MatchState.HIRED: "has led to a trial",
    MatchState.DECLINED: "was said no to",
    MatchState.LAPSED: "was not answered in time",
    MatchState.TAKEN_BACK: "was taken back",
    MatchState.PASSED: "is over",
}
WORDS = {
    State.AGREED: "waits for its payment",
    State.PAYING: "has a payment under way",
    State.RUNNING: "is running",
    State.WINDOW: "is over and waits for the client’s word",
    State.KEPT: "has ended, and goes on",
    State.CONTENT: "has ended to the client’s content",
    State.NOT_CONTENT: "has ended, and its money went back",
    State.CANCELLED: "was cancelled",
}


def invalid(code: str, sentence: str, field: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field=field)


def require_request_move(move: str, request: MatchRequest) -> None:
    if RequestState(request.state) not in request_sources(move):
        says = REQUEST_WORDS[RequestState(request.state)]
        raise Refused("match_request.wrong_state", f"“{request.title}” {says}, so this cannot happen now.")


def require_match_move(move: str, match: Match) -> None:
    if MatchState(match.state) not in match_sources(move):
        says = MATCH_WORDS[MatchState(match.state)]
        raise Refused("match.wrong_state", f"This proposal {says}, so this cannot happen now.")


def can(move: str, trial: Trial) -> bool:
    return State(trial.state) in sources(move)


def require_move(move: str, trial: Trial) -> None:
    if not can(move, trial):
        says = WORDS[State(trial.state)]
        raise Refused(f"trial.{trial.state}", f"“{trial.title}” {says}, so this cannot happen now.")


def require_current(seen: int | None, current: int) -> None:
    if seen is not None and seen != current:
        raise Refused("match.stale", "Somebody has changed this meanwhile. Look again, then decide.")


def is_client(request: MatchRequest, by: Actor) -> bool:
    """On the client's side: the person, or the organisation's people."""
    return by.kind is ActorKind.PERSON and by.is_client_side(request.client_id, request.organisation_id)


def may_decide(request: MatchRequest, by: Actor) -> bool:
    return is_client(request, by) and by.may_hire_for(request.client_id, request.organisation_id)


def require_person(by: Actor) -> UUID:
    """Whoever asks for somebody does it as themselves, not in a staff session."""
    person_id = by.require_person()
    if by.kind is not ActorKind.PERSON:
        raise Refused("match_request.as_yourself", "End the staff session first.", because=Because.FORBIDDEN)
    return person_id


def require_client(request: MatchRequest, by: Actor) -> None:
    if not may_decide(request, by):
        raise Refused(
            "match_request.wrong_party",
            "Only who hires for the client’s side can do this.",
            because=Because.FORBIDDEN,
        )


def require_proposed(match: Match, by: Actor) -> None:
    if by.kind is not ActorKind.PERSON or by.person_id != match.person_id:
        raise Refused("match.wrong_party", "Only who is proposed can do this.", because=Because.FORBIDDEN)


def pot_pays(trial: Trial, paid_before: int) -> bool:
    """Whether the pot pays for an end without content now: enough days have passed, and not too often for the two.

    Both as the accepted offer said, so that nobody agrees on a failure to draw from the pot.
    """
    begins = trial.pot_from
    in_time = begins is not None and begins <= clock.now()
    return in_time and (not trial.pot_per_pair or paid_before < trial.pot_per_pair)


def require_others_case(*, own: bool) -> None:
    if own:
        raise Refused("match.own_case", "Nobody matches for themselves.", because=Because.FORBIDDEN)


def require_system(by: Actor) -> None:
    if not by.is_system:
        raise Refused("trial.clock_only", "Only the hall’s clock does this.", because=Because.FORBIDDEN)


def require_rail(by: Actor) -> None:
    if not by.is_system:
        raise Refused("trial.rail_only", "Only the payment rail reports this.", because=Because.FORBIDDEN)


def require_over(at: datetime | None) -> None:
    if at is None or at > clock.now():
        raise Refused("trial.clock_running", "There is still time.")


def require_time_left(at: datetime | None) -> None:
    """Refuse a late answer: silence has spoken, the sweep only writes it down."""
    if at is not None and at <= clock.now():
        raise Refused("trial.clock_passed", f"The time for this ended on {at:%-d %B %Y, %H:%M} UTC.")


def require_wanted(wanted: Wanted, *, currency: str, policy: Policy, today: date) -> Wanted:
    """What a client asks for, in order: trimmed, complete, in the hall's currency and within its policy."""
    clean = replace(
        wanted,
        title=require_text(wanted.title, field="title", least=5, most=140),
        need=require_text(wanted.need, field="need", least=40, most=LONGEST_NEED),
    )
    if len(wanted.skill_ids) > MOST_SKILLS:
        raise invalid("match_request.too_many_skills", f"Name at most {MOST_SKILLS} skills.", "skills")
    if wanted.starts_on is not None and wanted.starts_on < today:
        raise invalid("match_request.starts_in_the_past", "The start is today or later.", "starts_on")
    amounts = [one for one in (wanted.price, wanted.rate_least, wanted.rate_most) if one is not None]
    if any(one.currency != currency for one in amounts):
        raise invalid("match_request.currency_mismatch", f"This hall pays in {currency}.", "price")
    if wanted.price is not None and (wanted.rate_most is not None or wanted.rate_least is not None):
        raise invalid(
            "match_request.price_or_rate",
            "Name a price for the trial, or rates by the hour: not both.",
            "price",
        )
    if wanted.price is not None:
        require_price(wanted.price, policy, field="price")
        return replace(clean, weekly_hours=0)
    if wanted.rate_most is None:
        raise invalid(
            "match_request.price_missing", "Name a price for the trial, or rates by the hour.", "price"
        )
    least = wanted.rate_least or Money(1, currency)
    if least.minor <= 0 or wanted.rate_most < least:
        raise invalid(
            "match_request.rates_out_of_order", "The highest rate is at least the lowest one.", "rate_most"
        )
    if not 1 <= wanted.weekly_hours <= MOST_HOURS:
        raise invalid(
            "match_request.hours_out_of_range", f"Name 1 to {MOST_HOURS} hours a week.", "weekly_hours"
        )
    require_price(price_of(wanted.rate_most, wanted.weekly_hours, policy), policy, field="rate_most")
    return replace(clean, rate_least=least)


def price_of(rate: Money, weekly_hours: int, policy: Policy) -> Money:
    """What a trial by the hour costs as a whole: its days, at so many hours a week, rounded down to the cent."""
    return Money(rate.minor * weekly_hours * policy.number("trial.days") // 7, rate.currency)


def require_price(price: Money, policy: Policy, *, field: str) -> None:
    if price.minor <= 0:
        raise invalid("match_request.price_not_positive", "The price is more than nothing.", field)
    if price.minor > policy.largest_amount_minor:
        raise invalid("match_request.above_policy", "The trial is larger than this hall allows.", field)


def require_rate(request: MatchRequest, rate: Money | None) -> Money | None:
    """The rate that who is proposed names: within what the client asked for; none where the price is fixed."""
    if not request.by_the_hour:
        return None
    if rate is None or rate.currency != request.currency:
        raise invalid("match.rate_missing", f"Name your rate for an hour, in {request.currency}.", "rate")
    least, most = request.rate_least_minor or 0, request.rate_most_minor or 0
    if not least <= rate.minor <= most:
        raise invalid(
            "match.rate_out_of_range",
            f"The client pays {Money(least, rate.currency).text()} to {Money(most, rate.currency).text()} an hour.",
            "rate",
        )
    return rate
