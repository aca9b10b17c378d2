"""Splits are proposed, agreed and closed; and what becomes of shares when somebody leaves the agency.

What an agreed split means for a release stands in ``queries.shares_for``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from hirehall.contracts import facts
from hirehall.contracts.models import Contract, Split, SplitShare
from hirehall.contracts.states import AskState, ContractState
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.facts import record
from hirehall.money.operations import Share

CLERK = system("clerk")


def write_split(
    contract: Contract,
    shares: Sequence[Share],
    *,
    asked: Sequence[UUID],
    note: str,
    standing: bool = False,
    by: Actor,
) -> Split:
    """Put a split to everybody whom it concerns; whoever proposes it has agreed to their own part.

    Args:
        asked: who has a share now and would have none.
        standing: whether it is for later contracts of the same kind too.
    """
    last = contract.splits.order_by("-number").values_list("number", flat=True).first() or 0
    me, now = by.require_person(), clock.now()
    split = Split.objects.create(
        contract=contract,
        number=last + 1,
        note=note,
        is_standing=standing,
        proposed_by_id=me,
        proposed_at=now,
    )
    parts = {share.person_id: share.basis_points for share in shares} | dict.fromkeys(asked, 0)
    SplitShare.objects.bulk_create(
        SplitShare(
            split=split,
            person_id=person_id,
            basis_points=points,
            accepted_at=now if person_id == me else None,
        )
        for person_id, points in sorted(parts.items())
    )
    record_split(facts.SplitProposed, split, by=by)
    agree_if_all_have(split, by=by)
    return split


def agree_if_all_have(split: Split, *, by: Actor) -> bool:
    """Put a split in force when everybody has accepted it."""
    if split.shares.filter(accepted_at=None).exists():
        return False
    close_split(split, AskState.ACCEPTED, by=by)
    return True


CLOSED: dict[AskState, type[facts.SplitFact]] = {
    AskState.ACCEPTED: facts.SplitAgreed,
    AskState.DECLINED: facts.SplitDeclined,
    AskState.WITHDRAWN: facts.SplitWithdrawn,
    AskState.LAPSED: facts.SplitLapsed,
}


def close_split(split: Split, state: AskState, *, by: Actor, reason: str = "") -> None:
    split.state, split.closed_at, split.reason = state, clock.now(), reason
    split.save(update_fields=["state", "closed_at", "reason"])
    record_split(CLOSED[state], split, by=by)


def follow_departure(agency_id: UUID, person_id: UUID) -> None:
    """Somebody leaves an agency: their agreed shares end with what is funded now, and open questions to them lapse."""
    named = SplitShare.objects.filter(
        person_id=person_id, split__contract__agency_id=agency_id, left_at=None,
        split__state__in=(AskState.OPEN, AskState.ACCEPTED),
    )  # fmt: skip
    roots = named.values("split__contract_id")
    for contract in Contract.objects.select_for_update(no_key=True).filter(id__in=roots).order_by("id"):
        rows = named.filter(split__contract=contract).select_related("split__contract")
        for share in rows.order_by("id"):
            share.left_at = clock.now()
            share.save(update_fields=["left_at"])
            if share.split.state == AskState.OPEN and contract.state != ContractState.ENDED:
                close_split(share.split, AskState.LAPSED, by=CLERK, reason="Somebody named in it has left.")


def record_split(fact: type[facts.SplitFact], split: Split, *, by: Actor, **more: Any) -> None:
    """Told to the agency's people and to nobody else: the contract's own history does not have it."""
    contract = split.contract
    people = list(split.shares.order_by("person_id").values_list("person_id", flat=True))
    if contract.agency_id is None:
        raise AssertionError("only an agency’s contract has a split")
    record(
        fact(
            split_id=split.id,
            agreed_for_id=contract.id,
            agency_id=contract.agency_id,
            title=contract.title,
            number=split.number,
            proposed_by_id=split.proposed_by_id,
            people=people,
            reason=split.reason,
            **more,
        ),
        by=by,
        hall_id=contract.hall_id,
        about=[split.id, contract.agency_id, *people],
    )
