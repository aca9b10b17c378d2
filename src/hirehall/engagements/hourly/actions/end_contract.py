from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import AskState, Side
from hirehall.engagements.hourly import facts, queries, rules
from hirehall.engagements.hourly import operations as hourly
from hirehall.engagements.hourly.models import Timer, Week
from hirehall.engagements.hourly.operations import tell_contract
from hirehall.engagements.hourly.states import State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Refused


@action("hourly.give_notice", scope=Scope.MONEY_WRITE)
def give_notice(contract_id: UUID, *, by: Actor, note: str = "", version: int | None = None) -> Contract:
    """Either side ends at once: the open week closes, logged time is paid, and the rest goes back.

    A client who ends pays what is logged now, except what they dispute. When the freelancer ends, the client
    keeps the review of what is logged. The contract ends with its last week.
    """
    contract, arrangement = queries.contract_to_move(contract_id, by=by)
    side = contract_rules.require_deciding_side(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current(contract, version)
    rules.require_running(arrangement)
    contract_operations.require_nobody_suspended(by.person_id)
    clean = contract_rules.require_text(note, field="note", least=0, most=contract_rules.LONGEST_NOTE)
    weeks = queries.weeks_to_move(contract)
    for week in weeks:
        if week.state == State.FUNDING:
            raise Refused(
                "hourly.funding",
                f"A payment for “{week.title}” is under way. When it has arrived or failed, the contract can end.",
            )
    arrangement.notice_at, arrangement.notice_side, arrangement.notice_note = clock.now(), side, clean
    arrangement.save()
    contract.terms.filter(state=AskState.OPEN).update(state=AskState.LAPSED, answered_at=clock.now())
    Timer.objects.filter(contract=contract).delete()
    tell_contract(facts.NoticeGiven, contract, by=by, side=side.value, note=clean)
    for week in weeks:
        _close(contract, week, side, by=by)
    hourly.end_if_settled(contract, arrangement, by=by)
    return contract


def _close(contract: Contract, week: Week, side: Side, *, by: Actor) -> None:
    if week.state == State.PLANNED:
        hourly.give_back_planned(contract, week, by=by)
        return
    if week.state in (State.OPEN, State.CLOSED):
        length = contract.policy.number("hourly.review_hours")
        hourly.cut_short(week, review_hours=length)
        hourly.begin_review(contract, week, by=by)
    if week.state == State.REVIEW and (side is Side.CLIENT or not week.entries.exists()):
        hourly.charge(contract, week, by=by)
