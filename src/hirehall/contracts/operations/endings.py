"""The end of a contract: by completion, by agreement, by notice. Never with money left in escrow."""

from __future__ import annotations

from typing import Any

from hirehall.contracts import facts
from hirehall.contracts.models import Contract, Ending
from hirehall.contracts.operations.terms import touch
from hirehall.contracts.states import AskState, ContractState, EndedBy, Side
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.market import operations as market
from hirehall.money import queries as money


class EscrowNotEmpty(RuntimeError):
    """A contract was about to end with money in escrow: the engagement model did not settle it first."""


def end(contract: Contract, how: EndedBy, *, by: Actor, side: Side | None = None, note: str = "") -> Contract:
    """End a contract whose money is settled; open questions lapse.

    Raises:
        EscrowNotEmpty: when a unit still holds money; nothing may be left behind.
    """
    held = {unit: amount for unit, amount in money.escrow_by_unit(contract.id).items() if amount}
    if held:
        raise EscrowNotEmpty(f"contract {contract.id} still holds {held}")
    now = clock.now()
    contract.terms.filter(state=AskState.OPEN).update(state=AskState.LAPSED, answered_at=now)
    contract.endings.filter(state=AskState.OPEN).update(state=AskState.LAPSED, answered_at=now)
    contract.state, contract.ended_by, contract.ended_at = ContractState.ENDED, how, now
    contract.ended_side, contract.ended_note = side.value if side else "", note
    contract.version += 1
    contract.save()
    market.note_price(contract.id, brief_id=contract.brief_id, paid=contract.paid, ended_at=now)
    record_about(
        facts.ContractEnded,
        contract,
        by=by,
        ended_by=how.value,
        side=contract.ended_side,
        paid=contract.paid,
        refunded=Money(contract.refunded_minor, contract.currency),
        paid_minor=contract.paid_minor,
        currency=contract.currency,
    )
    return contract


def propose_ending(
    contract: Contract, split: list[dict[str, Any]], *, side: Side, note: str, by: Actor
) -> Ending:
    """Ask the other side to end by agreement, naming what becomes of each held amount."""
    if contract.endings.filter(state=AskState.OPEN).exists():
        raise Refused("ending.open", "A proposal to end this contract is already waiting for an answer.")
    ending = Ending.objects.create(
        contract=contract,
        side=side,
        split=split,
        note=note,
        proposed_by_id=by.require_person(),
        proposed_at=clock.now(),
    )
    touch(contract)
    released = sum(line["release_minor"] for line in split)
    refunded = sum(line["held_minor"] - line["release_minor"] for line in split)
    record_about(
        facts.EndingProposed,
        contract,
        by=by,
        ending_id=ending.id,
        side=side.value,
        released=Money(released, contract.currency),
        refunded=Money(refunded, contract.currency),
    )
    return ending


def settle_ending(ending: Ending, *, by: Actor) -> None:
    """Mark the proposal as accepted; the caller has moved the money and ends the contract next."""
    _answer(ending, AskState.ACCEPTED, by=by)


def decline_ending(contract: Contract, ending: Ending, *, side: Side, reason: str, by: Actor) -> None:
    _answer(ending, AskState.DECLINED, by=by, answer=reason)
    touch(contract)
    record_about(facts.EndingDeclined, contract, by=by, ending_id=ending.id, side=side.value, reason=reason)


def withdraw_ending(contract: Contract, ending: Ending, *, side: Side, by: Actor) -> None:
    _answer(ending, AskState.WITHDRAWN, by=by)
    touch(contract)
    record_about(facts.EndingWithdrawn, contract, by=by, ending_id=ending.id, side=side.value)


def lapse_ending(contract: Contract) -> None:
    """An open proposal lapses when money has moved since: its split no longer fits what is held."""
    contract.endings.filter(state=AskState.OPEN).update(state=AskState.LAPSED, answered_at=clock.now())


def _answer(ending: Ending, state: AskState, *, by: Actor, answer: str = "") -> None:
    ending.state, ending.answer = state, answer
    ending.answered_by_id, ending.answered_at = by.person_id, clock.now()
    ending.save(update_fields=["state", "answer", "answered_by", "answered_at"])


def record_about(fact: type[facts.ContractFact], contract: Contract, *, by: Actor, **more: Any) -> None:
    """Record a fact of a contract, with both its sides, for its timeline."""
    record(
        fact(
            contract_id=contract.id,
            client_id=contract.client_id,
            organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id,
            title=contract.title,
            **more,
        ),
        by=by,
        hall_id=contract.hall_id,
        about=[contract.id],
    )
