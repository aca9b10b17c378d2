from __future__ import annotations

from typing import Any
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import queries as contract_queries
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract, Ending
from hirehall.contracts.states import EndedBy, Side
from hirehall.engagements.milestone import queries, rules
from hirehall.engagements.milestone.models import Milestone
from hirehall.engagements.milestone.operations import cancel, settle
from hirehall.engagements.milestone.states import FINAL, MODEL, State
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused


@action("milestone.propose_ending", scope=Scope.MONEY_WRITE)
def propose_ending(
    contract_id: UUID,
    *,
    by: Actor,
    split: tuple[tuple[UUID, Money], ...] = (),
    note: str = "",
    version: int | None = None,
) -> Ending:
    """One side proposes to end by agreement. The other side decides; until then nothing moves.

    Args:
        split: what is released to the freelancer, per milestone that holds money; the rest of it goes back.
            A milestone that is not named is refunded whole.
    """
    contract = contract_queries.contract_to_move(contract_id, by=by, model=MODEL)
    side = contract_rules.require_deciding_side(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current(contract, version)
    contract_operations.require_nobody_suspended(by.person_id)
    clean = contract_rules.require_text(note, field="note", least=0, most=contract_rules.LONGEST_NOTE)
    rows = queries.milestones_to_move(contract)
    rules.require_no_payment_under_way(rows)
    lines = _split_lines(rows, dict(split))
    return contract_operations.propose_ending(contract, lines, side=side, note=clean, by=by)


@action("milestone.accept_ending", scope=Scope.MONEY_WRITE)
def accept_ending(ending_id: UUID, *, by: Actor, version: int | None = None) -> Contract:
    """The other side agrees: money goes as the proposal says, nothing stays in escrow, the contract ends."""
    contract, ending = contract_queries.ending_to_move(ending_id, by=by, model=MODEL)
    side = contract_rules.require_deciding_side(contract, by)
    if side == ending.side:
        raise Refused(
            "contract.wrong_party", "The other side answers what you proposed.", because=Because.FORBIDDEN
        )
    contract_rules.require_active(contract)
    contract_rules.require_current(contract, version)
    contract_rules.require_ask_open(ending.state)
    contract_operations.require_nobody_suspended(by.person_id)
    rows = queries.milestones_to_move(contract)
    rules.require_no_payment_under_way(rows)
    wanted = {UUID(line["unit_id"]): line for line in ending.split}
    _require_unmoved(rows, wanted)
    for row in rows:
        line = wanted.get(row.id)
        _close(contract, row, row.money(line["release_minor"] if line else 0), by=by)
    contract_operations.settle_ending(ending, by=by)
    return contract_operations.end(contract, EndedBy.AGREEMENT, by=by, side=side, note=ending.note)


@action("milestone.end_by_notice", scope=Scope.MONEY_WRITE)
def end_by_notice(contract_id: UUID, *, by: Actor, note: str = "", version: int | None = None) -> Contract:
    """One side ends alone, which it may as long as the other side loses nothing by it.

    Held money goes to the other side: a client who ends pays it out, a freelancer who ends gives it back.
    """
    contract = contract_queries.contract_to_move(contract_id, by=by, model=MODEL)
    side = contract_rules.require_deciding_side(contract, by)
    contract_rules.require_active(contract)
    contract_rules.require_current(contract, version)
    contract_operations.require_nobody_suspended(by.person_id)
    clean = contract_rules.require_text(note, field="note", least=0, most=contract_rules.LONGEST_NOTE)
    rows = queries.milestones_to_move(contract)
    rules.require_no_payment_under_way(rows)
    for row in rows:
        _close(contract, row, row.held if side is Side.CLIENT else row.money(0), by=by)
    return contract_operations.end(contract, EndedBy.NOTICE, by=by, side=side, note=clean)


def _split_lines(rows: list[Milestone], split: dict[UUID, Money]) -> list[dict[str, Any]]:
    holding = {row.id: row for row in rows if row.held}
    for unit_id, amount in split.items():
        row = holding.get(unit_id)
        if row is None:
            raise Refused(
                "milestone.nothing_held",
                "A milestone in the split holds no money.",
                because=Because.INVALID,
                field="split",
            )
        if amount.minor:
            contract_rules.require_held(row, amount, field="split")
    return [
        {
            "unit_id": str(row.id),
            "title": row.title,
            "held_minor": row.held.minor,
            "release_minor": split[row.id].minor if row.id in split else 0,
        }
        for row in holding.values()
    ]


def _require_unmoved(rows: list[Milestone], wanted: dict[UUID, dict[str, Any]]) -> None:
    held = {row.id: row.held.minor for row in rows if row.held}
    if held != {unit_id: line["held_minor"] for unit_id, line in wanted.items()}:
        raise Refused("ending.money_moved", "Money has moved since this was proposed. Agree on a new split.")


def _close(contract: Contract, row: Milestone, to_release: Money, *, by: Actor) -> None:
    if row.held:
        settle(contract, row, to_release, by=by)
    elif State(row.state) not in FINAL:
        cancel(contract, row, by=by)
