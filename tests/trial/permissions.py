"""Who may do what with matches and trials. The client owns them; who is proposed is the counterparty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hirehall.engagements.trial.actions.accept_offer import accept_offer
from hirehall.engagements.trial.actions.answer_match import accept_match, decline_match
from hirehall.engagements.trial.actions.choose_person import ask_again, choose_on, choose_person
from hirehall.engagements.trial.actions.end_trial import (
    be_content,
    be_content_in_silence,
    be_not_content,
    give_up,
    keep_person,
    open_window,
)
from hirehall.engagements.trial.actions.face_chargeback import (
    freeze_for_chargeback,
    resume_after_chargeback,
    settle_chargeback,
)
from hirehall.engagements.trial.actions.make_request import make_request, withdraw_request
from hirehall.engagements.trial.actions.move_clocks import lapse_match, lapse_request, note_late_desk
from hirehall.engagements.trial.actions.pay_from_pot import pay_from_pot
from hirehall.engagements.trial.actions.pay_trial import drop_in_silence, drop_trial, pay_trial
from hirehall.engagements.trial.actions.propose_person import (
    close_request,
    propose_person,
    show_people,
    take_back_proposal,
)
from hirehall.engagements.trial.actions.settle_payment import fail_payment, settle_payment
from hirehall.engagements.trial.models import Match, MatchRequest, Trial
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, system
from hirehall.money.actions.fill_guarantee import fill_guarantee
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.models import Chargeback, Payment
from hirehall.money.rails.interface import Charge, Collected, Dispute, Outcome
from tests.makers.base import make_hall
from tests.makers.contracts import eur
from tests.makers.trial import NOTE, REASON, WHY, make_desk, wanted
from tests.permission_case import Case

CLIENT, FREELANCER, SYSTEM, STAFF = {"owner"}, {"counterparty"}, {"system"}, {"staff_on"}
BOTH = {"owner", "counterparty"}
PEOPLE = {"owner", "stranger", "counterparty", "staff_off"}


def _lost(trial: Trial) -> Chargeback:
    """A chargeback that the rail has lost, and that nobody has settled."""
    payment = Payment.objects.get(id=trial.payment_id)
    dispute = Dispute("dp_trial_matrix", payment.total, Outcome.FAILED)
    told = Collected(Outcome.SUCCEEDED, (Charge(payment.reference, payment.total, dispute=dispute),))
    record_collection(payment.id, collected=told, by=system("rail"))
    return Chargeback.objects.get(payment=payment)


def matrix() -> list[Case]:
    desk = make_desk(
        make_hall(slug="trial-matrix"),
        name="Matrix",
        **{"trial.pot_percent": 1, "trial.requests_per_client": 100},
    )
    hall, now = desk.hall.id, clock.now()
    earned = desk.running(title="A trial that brings fees")
    be_content(earned.id, by=desk.client)
    fill_guarantee(hall, by=desk.matcher, amount=eur(100_00))
    asked, late, shown, due = desk.asked(), desk.asked(), desk.shown(), desk.shown()
    match, ready, lapsing = desk.proposed(), desk.proposed(), desk.proposed()
    MatchRequest.objects.filter(id=late.id).update(propose_by=now)
    MatchRequest.objects.filter(id=due.request_id).update(choose_by=now)
    Match.objects.filter(id=lapsing.id).update(answer_by=now)
    waits = desk.proposed(who=desk.other)
    Match.objects.filter(id=waits.id).update(state="ready", answer_by=None, price_minor=1_000_00)
    offer, over = desk.offered(), desk.offered()
    type(over).objects.filter(id=over.id).update(state="declined")
    unpaid, unpaid_late = desk.agreed(), desk.agreed()
    Trial.objects.filter(id=unpaid_late.id).update(pay_by=now)
    paying = pay_trial(desk.agreed().id, by=desk.client, method="sandbox.delayed")
    running, ended, window = desk.running(), desk.running(), desk.running()
    Trial.objects.filter(id=ended.id).update(ends_at=now)
    Trial.objects.filter(id=window.id).update(state="window", decide_by=now)
    owed = desk.running(title="A trial for the pot")
    disputed = desk.running(title="A trial that a bank wants back")
    be_not_content(owed.id, by=desk.client, reason=REASON)  # the job that pays it does not run here
    case = _lost(disputed)
    rows: list[tuple[str, set[str], Callable[[Actor], Any]]] = [
        ("make_request", PEOPLE, lambda by: make_request(hall, by=by, wanted=wanted())),
        ("withdraw_request", CLIENT, lambda by: withdraw_request(asked.id, by=by)),
        ("propose_person", STAFF, lambda by: propose_person(asked.id, desk.other.require_person(), by=by, reason=WHY)),
        ("take_back_proposal", STAFF, lambda by: take_back_proposal(match.id, by=by)),
        ("show_people", STAFF, lambda by: show_people(waits.request_id, by=by)),
        ("close_request", STAFF, lambda by: close_request(asked.id, by=by, reason=REASON)),
        ("accept_match", FREELANCER, lambda by: accept_match(match.id, by=by, note=NOTE, rate=eur(50_00))),
        ("decline_match", FREELANCER, lambda by: decline_match(ready.id, by=by)),
        ("choose_person", CLIENT, lambda by: choose_person(shown.id, by=by)),
        ("ask_again", CLIENT, lambda by: ask_again(shown.request_id, by=by, reason=REASON)),
        ("choose_on", SYSTEM, lambda by: choose_on(over.id, by=by)),
        ("lapse_match", SYSTEM, lambda by: lapse_match(lapsing.id, by=by)),
        ("note_late_desk", SYSTEM, lambda by: note_late_desk(late.id, by=by)),
        ("lapse_request", SYSTEM, lambda by: lapse_request(due.request_id, by=by)),
        ("accept_offer", FREELANCER, lambda by: accept_offer(offer.id, by=by)),
        ("pay_trial", CLIENT, lambda by: pay_trial(unpaid.id, by=by)),
        ("drop_trial", BOTH, lambda by: drop_trial(unpaid.id, by=by)),
        ("drop_in_silence", SYSTEM, lambda by: drop_in_silence(unpaid_late.id, by=by)),
        ("settle_payment", SYSTEM, lambda by: settle_payment(running.payment_id, by=by)),  # type: ignore[arg-type]
        ("fail_payment", SYSTEM, lambda by: fail_payment(paying.payment_id, by=by)),  # type: ignore[arg-type]
        ("keep_person", CLIENT, lambda by: keep_person(running.id, by=by, further="hourly")),
        ("be_content", CLIENT, lambda by: be_content(running.id, by=by)),
        ("be_not_content", CLIENT, lambda by: be_not_content(running.id, by=by, reason=REASON)),
        ("give_up", FREELANCER, lambda by: give_up(running.id, by=by, reason=REASON)),
        ("open_window", SYSTEM, lambda by: open_window(ended.id, by=by)),
        ("be_content_in_silence", SYSTEM, lambda by: be_content_in_silence(window.id, by=by)),
        ("pay_from_pot", {"staff_on", "system"}, lambda by: pay_from_pot(owed.id, by=by)),
        ("freeze_for_chargeback", SYSTEM, lambda by: freeze_for_chargeback(case.id, by=by)),
        ("resume_after_chargeback", SYSTEM, lambda by: resume_after_chargeback(case.id, by=by)),
        ("settle_chargeback", SYSTEM, lambda by: settle_chargeback(case.id, by=by)),
    ]  # fmt: skip
    return [
        Case(action=f"trial.{name}", call=call, owner=desk.client, counterparty=desk.freelancer, may=may)
        for name, may, call in rows
    ]
