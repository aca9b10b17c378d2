"""Who may do what with money."""

from __future__ import annotations

from datetime import timedelta

from hirehall.foundation import clock, jobs
from hirehall.foundation.money import Money
from hirehall.halls.models import Policy
from hirehall.money.actions.cancel_payout import cancel_payout
from hirehall.money.actions.claim_payout import claim_payout
from hirehall.money.actions.fill_guarantee import fill_guarantee
from hirehall.money.actions.keep_back_debt import keep_back_debt
from hirehall.money.actions.record_collection import record_collection
from hirehall.money.actions.record_payout import record_payout
from hirehall.money.actions.record_refund import record_refund
from hirehall.money.actions.remove_destination import remove_destination
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.actions.retry_payout import retry_payout
from hirehall.money.actions.retry_refund import retry_refund
from hirehall.money.actions.return_payout import return_payout
from hirehall.money.actions.save_destination import save_destination
from hirehall.money.actions.take_in_event import take_in_event
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.fees.actions.cast_ballot import cast_ballot
from hirehall.money.fees.actions.close_vote import call_off_vote, close_vote
from hirehall.money.fees.actions.draft_schedule import draft_schedule
from hirehall.money.fees.actions.record_replay import record_replay
from hirehall.money.fees.actions.withdraw_schedule import withdraw_schedule
from hirehall.money.fees.operations import FOUNDING_RULES
from hirehall.money.models import Refund
from hirehall.money.queries import Replay
from hirehall.money.rails.driving import RAIL
from hirehall.money.rails.interface import Collected, Event, Outcome, Sent
from tests.makers import money as make
from tests.permission_case import Case

FAILED = Sent(Outcome.FAILED, reason="No.")


def matrix() -> list[Case]:
    deal = make.make_deal()
    make.fund(deal)
    make.release(deal, 800_00)
    idle = make.save_practice_account(deal, "SANDBOX-SLOW")
    closed = make.save_practice_account(deal, "SANDBOX-CLOSED")
    owner, client = deal.as_freelancer, deal.as_client
    failed = request_payout(closed.id, amount=Money(100_00, "EUR"), by=owner)
    jobs.drain()
    waiting = request_payout(closed.id, amount=Money(50_00, "EUR"), by=owner)
    payment = make.begin(deal)
    [stuck] = make.refund(deal, 10_00)
    Refund.objects.filter(id=stuck.id).update(status="failed")
    announced = announce_schedule(
        deal.hall.id, rules=FOUNDING_RULES, effective_from=clock.now() + timedelta(days=300), by=RAIL
    )
    draft = draft_schedule(
        deal.hall.id, rules=FOUNDING_RULES, wanted_from=clock.now() + timedelta(days=90), by=RAIL
    )
    ended, vote = (make.open_vote(deal.hall, [deal.freelancer], ended=over) for over in (True, False))
    Policy.objects.filter(hall=deal.hall).update(of_models={})  # others announce fees here without a vote
    anybody = {"stranger", "counterparty", "owner", "staff_off"}

    def mine(action: str, call: object, **more: object) -> Case:
        return Case(action=f"money.{action}", call=call, owner=owner, counterparty=client, **more)  # type: ignore[arg-type]

    return [
        mine("request_payout", lambda by: request_payout(idle.id, amount=Money(20_00, "EUR"), by=by)),
        mine("cancel_payout", lambda by: cancel_payout(waiting.id, by=by)),
        mine("retry_payout", lambda by: retry_payout(failed.id, by=by), may={"owner", "staff_on"}),
        mine("return_payout", lambda by: return_payout(waiting.id, reason="Odd.", by=by), may={"staff_on"}),
        mine(
            "keep_back_debt",
            lambda by: keep_back_debt(deal.hall.id, deal.freelancer.id, currency="EUR", by=by),
            may={"system"},
        ),
        mine(
            "withdraw_fee_schedule",
            lambda by: withdraw_schedule(announced.id, reason="A typing error.", by=by),
            may={"staff_on"},
        ),
        mine("remove_destination", lambda by: remove_destination(idle.id, by=by)),
        mine(
            "save_destination",
            lambda by: save_destination(
                deal.hall.id, kind="sandbox", holder="Ada", number="SANDBOX-PAYS", by=by
            ),
            may=anybody,
        ),
        mine(
            "announce_fee_schedule",
            lambda by: announce_schedule(
                deal.hall.id, rules=FOUNDING_RULES, effective_from=clock.now() + timedelta(days=400), by=by
            ),
            may={"staff_on"},
        ),
        mine(
            "draft_fee_schedule",
            lambda by: draft_schedule(
                deal.hall.id, rules=FOUNDING_RULES, wanted_from=clock.now() + timedelta(days=90), by=by
            ),
            may={"staff_on"},
        ),
        mine(
            "record_fee_replay",
            lambda by: record_replay(draft.id, replay=Replay(draft.read()), by=by),
            may={"system"},
        ),
        mine("cast_fee_ballot", lambda by: cast_ballot(vote.id, by=by, choice="yes")),
        mine("close_fee_vote", lambda by: close_vote(ended.id, by=by), may={"system"}),
        mine(
            "call_off_fee_vote",
            lambda by: call_off_vote(vote.id, by=by, reason="A typing error."),
            may={"staff_on"},
        ),
        mine(
            "fill_guarantee",
            lambda by: fill_guarantee(deal.hall.id, amount=Money(1, "EUR"), by=by),
            may={"staff_on"},
        ),
        mine("retry_refund", lambda by: retry_refund(stuck.id, by=by), may={"staff_on"}),
        mine("claim_payout", lambda by: claim_payout(waiting.id, by=by), may={"system"}),
        mine(
            "record_payout",
            lambda by: record_payout(waiting.id, attempt=1, sent=FAILED, by=by),
            may={"system"},
        ),
        mine("record_refund", lambda by: record_refund(stuck.id, sent=FAILED, by=by), may={"system"}),
        mine(
            "record_collection",
            lambda by: record_collection(payment.id, collected=Collected(Outcome.FAILED), by=by),
            may={"system"},
        ),
        mine(
            "take_in_event",
            lambda by: take_in_event("sandbox", event=Event("ev_1", "charge.taken", "fund:x"), by=by),
            may={"system"},
        ),
    ]
