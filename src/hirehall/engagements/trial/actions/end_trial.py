"""How a trial ends: the client goes on, is content, or is not; the freelancer gives it up; or time passes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.states import Side
from hirehall.engagements.trial import facts, operations, queries, rules
from hirehall.engagements.trial.models import Trial
from hirehall.engagements.trial.states import Further, State
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("trial.keep_person", scope=Scope.MONEY_WRITE)
def keep_person(trial_id: UUID, *, by: Actor, further: str, version: int | None = None) -> Trial:
    """The client is content and goes on, by the hour or by milestones: the trial is paid, the next offer follows."""
    contract, trial = _for_client("keep", trial_id, by=by, version=version)
    if further not in set(Further):
        raise rules.invalid("trial.unknown_further", "Go on by the hour, or by milestones.", "further")
    operations.end_content(contract, trial, by=by, side=Side.CLIENT, further=Further(further))
    return trial


@action("trial.be_content", scope=Scope.MONEY_WRITE)
def be_content(trial_id: UUID, *, by: Actor, version: int | None = None) -> Trial:
    """The client is content and does not go on. All that is held is released; it cannot be undone."""
    contract, trial = _for_client("end content", trial_id, by=by, version=version)
    operations.end_content(contract, trial, by=by, side=Side.CLIENT)
    return trial


@action("trial.be_not_content", scope=Scope.MONEY_WRITE)
def be_not_content(trial_id: UUID, *, by: Actor, reason: str, version: int | None = None) -> Trial:
    """The client is not content, and says why: everything goes back, and the pot pays the freelancer by policy."""
    contract, trial = _for_client("end not content", trial_id, by=by, version=version)
    clean = contract_rules.require_text(reason, field="reason", least=20, most=contract_rules.LONGEST_NOTE)
    operations.end_not_content(contract, trial, reason=clean, by=by)
    return trial


@action("trial.give_up", scope=Scope.CONTRACTS_WRITE)
def give_up(trial_id: UUID, *, by: Actor, reason: str, version: int | None = None) -> Trial:
    """The freelancer gives a running trial up, and says why: the client has everything back."""
    contract, trial = queries.trial_to_move(trial_id, by=by)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(trial, version)
    rules.require_move("give up", trial)
    clean = contract_rules.require_text(reason, field="reason", least=20, most=contract_rules.LONGEST_NOTE)
    operations.cancel(contract, trial, by=by, why=clean, side=Side.FREELANCER)
    return trial


@action("trial.open_window")
def open_window(trial_id: UUID, *, by: Actor) -> Trial:
    """The days of a trial are over: the client has the window's days to say that they are not content."""
    rules.require_system(by)
    contract, trial = queries.trial_to_move(trial_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("open the window", trial)
    rules.require_over(trial.ends_at)
    trial.decide_by = clock.now() + timedelta(days=contract.policy.number("trial.window_days"))
    operations.move_to(trial, State.WINDOW)
    contract_operations.touch(contract)
    operations.tell(facts.TrialOver, contract, trial, by=by, amount=trial.held, decide_by=trial.decide_by)
    return trial


@action("trial.be_content_in_silence")
def be_content_in_silence(trial_id: UUID, *, by: Actor) -> Trial:
    """The window has passed without a word: silence means content, and the freelancer is paid."""
    rules.require_system(by)
    contract, trial = queries.trial_to_move(trial_id, by=by)
    contract_rules.require_active(contract)
    rules.require_move("be content in silence", trial)
    rules.require_over(trial.decide_by)
    operations.end_content(contract, trial, by=by, side=None)
    return trial


def _for_client(move: str, trial_id: UUID, *, by: Actor, version: int | None) -> tuple[Contract, Trial]:
    contract, trial = queries.trial_to_move(trial_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(trial, version)
    rules.require_move(move, trial)
    rules.require_time_left(trial.decide_by)
    contract_operations.require_nobody_suspended(by.person_id)
    return contract, trial
