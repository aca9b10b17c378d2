from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import Side
from hirehall.engagements.package import facts, queries, rules
from hirehall.engagements.package.models import Order
from hirehall.engagements.package.operations import move_to, start_clock, tell
from hirehall.engagements.package.states import State
from hirehall.files import operations as files
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope


@action("package.give_requirements", scope=Scope.CONTRACTS_WRITE)
def give_requirements(
    order_id: UUID,
    *,
    by: Actor,
    answers: tuple[str, ...],
    file_ids: tuple[UUID, ...] = (),
    version: int | None = None,
) -> Order:
    """The client answers everything that the freelancer must know. The days of the work count from now."""
    contract, order = queries.order_to_move(order_id, by=by)
    contract_rules.require_side(contract, by, Side.CLIENT)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(order, version)
    rules.require_move("answer", order)
    contract_operations.require_nobody_suspended(by.person_id)
    if len(answers) != len(order.questions):
        raise rules.invalid("order.answers_missing", "Answer every question.", "answers")
    clean = [
        contract_rules.require_text(text, field=f"answer_{number}", least=1, most=rules.LONGEST_ANSWER)
        for number, text in enumerate(answers, start=1)
    ]
    if len(file_ids) > rules.MOST_FILES:
        raise rules.invalid("order.too_many_files", f"At most {rules.MOST_FILES} files fit here.", "files")
    files.attach(list(file_ids), subject_kind="order", subject_id=order.id, by=by)
    order.answers = clean
    start_clock(order)
    move_to(order, State.IN_PROGRESS)
    contract_operations.touch(contract)
    tell(facts.RequirementsGiven, contract, order, by=by, due_at=order.due_at)
    return order
