"""What runs in the background: the rail's answers, offers that came to nothing, the pot, and the clocks."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.trial import queries
from hirehall.engagements.trial.actions.choose_person import choose_on
from hirehall.engagements.trial.actions.end_trial import be_content_in_silence, open_window
from hirehall.engagements.trial.actions.move_clocks import lapse_match, lapse_request, note_late_desk
from hirehall.engagements.trial.actions.pay_from_pot import pay_from_pot
from hirehall.engagements.trial.actions.pay_trial import drop_in_silence
from hirehall.engagements.trial.actions.settle_payment import fail_payment
from hirehall.engagements.trial.actions.settle_payment import settle_payment as settle_payment_of
from hirehall.engagements.trial.models import Trial
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import enqueue, job, periodic, unless_moved
from hirehall.foundation.refused import Refused
from hirehall.money import rails as money_rails
from hirehall.money.models import Payment

RAIL = system("rail")
CLOCK = system("clock")


@job("trial.settle_payment")
def settle_payment(fact_id: str) -> None:
    """A payment has arrived: the trial begins, or what is not awaited goes back."""
    settle_any(UUID(read(fact_id).data["payment_id"]), by=RAIL)


@job("trial.payment_failed")
def payment_failed(fact_id: str) -> None:
    fact = read(fact_id)
    fail_any(UUID(fact.data["payment_id"]), by=RAIL, reason=fact.data["reason"])


@job("trial.offer_over")
def offer_over(fact_id: str) -> None:
    """An offer came to nothing: where it was of a trial, the client chooses on, or the desk proposes again."""
    offer_id = read(fact_id).data["offer_id"]
    if queries.is_of_a_trial(UUID(offer_id)):
        unless_moved(choose_on, offer_id, by=CLOCK)


@job("trial.ask_the_pot")
def ask_the_pot(fact_id: str) -> None:
    """A trial ended without content, or the pot was filled: whoever it owes something is paid, the oldest first."""
    fact = read(fact_id)
    for trial_id in queries.trials_for_the_pot(fact.hall_id):
        try:
            pay_from_pot(trial_id, by=CLOCK)
        except Refused as refused:
            if refused.code == "money.guarantee_short":
                return  # nobody younger takes what the oldest waits for


@job("trial.lapse_match")
def lapse_one(match_id: str) -> None:
    unless_moved(lapse_match, match_id, by=CLOCK)


@job("trial.note_late_desk")
def late_one(request_id: str) -> None:
    unless_moved(note_late_desk, request_id, by=CLOCK)


@job("trial.lapse_request")
def close_one(request_id: str) -> None:
    unless_moved(lapse_request, request_id, by=CLOCK)


@job("trial.drop_in_silence")
def drop_one(trial_id: str) -> None:
    unless_moved(drop_in_silence, trial_id, by=CLOCK)


@job("trial.open_window")
def over_one(trial_id: str) -> None:
    unless_moved(open_window, trial_id, by=CLOCK)


@job("trial.be_content_in_silence")
def content_one(trial_id: str) -> None:
    unless_moved(be_content_in_silence, trial_id, by=CLOCK)


@periodic("trial.sweep", cron="*/5 * * * *")
def sweep() -> None:
    """What a clock has run out on: one job each, so that one failure holds up nobody else."""
    now = clock.now()
    for trial_move, name, due in (
        (drop_one, "drop", queries.trials_to_drop(now)),
        (over_one, "over", queries.trials_to_be_over(now)),
        (content_one, "content", queries.trials_to_be_content(now)),
    ):
        for trial_id in due:
            enqueue(trial_move, once=f"trial-{name}:{trial_id}", trial_id=str(trial_id))
    for match_id in queries.matches_to_lapse(now):
        enqueue(lapse_one, once=f"match-lapse:{match_id}", match_id=str(match_id))
    for request_move, name, due in (
        (late_one, "late", queries.requests_running_late(now)),
        (close_one, "lapse", queries.requests_to_lapse(now)),
    ):
        for request_id in due:
            enqueue(request_move, once=f"match-request-{name}:{request_id}", request_id=str(request_id))


def settle_any(payment_id: UUID, *, by: Actor) -> Trial | None:
    """A payment has come in for a trial; others are left alone."""
    return settle_payment_of(payment_id, by=by) if queries.is_paid_for_by(payment_id) else None


def fail_any(payment_id: UUID, *, by: Actor, reason: str = "") -> Trial | None:
    return fail_payment(payment_id, by=by, reason=reason) if queries.is_paid_for_by(payment_id) else None


def settle_now(payment_id: UUID) -> tuple[Payment, Trial | None]:
    """See ``money.rails.settle_now``; the trial is there when its state followed from the answer."""
    return money_rails.settle_now(payment_id, settle=settle_any, fail=fail_any)
