from __future__ import annotations

from uuid import UUID

from hirehall.contracts import operations, queries, rules
from hirehall.contracts.models import Split
from hirehall.contracts.states import ALIKE, AskState
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.money.operations import Share
from hirehall.people.operations import locked_organisation


@action("contracts.propose_split", scope=Scope.CONTRACTS_WRITE)
def propose_split(
    contract_id: UUID,
    *,
    by: Actor,
    shares: tuple[tuple[UUID, int], ...],
    note: str = "",
    standing: bool = False,
) -> Split:
    """An owner or manager says how releases of the agency's contract are to be shared; everybody named is asked.

    It applies once all have accepted: those with a share in it, and those who lose one. Until then nothing changes.

    Args:
        shares: each person with their part in basis points; together 10,000.
        standing: whether it is also for later contracts of the same kind, as orders of one service are.
    Raises:
        Refused: ``split.*``, ``contract.wrong_party``, ``contract.ended``, ``person.suspended``.
    """
    contract = queries.contract_for(by, contract_id)
    locked_organisation(rules.require_sharing(contract, by))
    contract = queries.contract_to_move(contract_id, by=by)
    rules.require_manages_now(contract, by)
    rules.require_not_ended(contract)
    if standing and contract.model not in ALIKE:
        raise Refused(
            "split.not_standing",
            "Shares can be agreed beforehand for orders of a service; another contract stands for itself.",
            because=Because.INVALID,
            field="shares",
        )
    wanted = [Share(person_id, points) for person_id, points in shares]
    rules.require_whole(wanted)
    rules.require_members(contract, [share.person_id for share in wanted])
    operations.require_nobody_suspended(by.person_id, *(share.person_id for share in wanted))
    if contract.splits.filter(state=AskState.OPEN).exists():
        raise Refused("split.open", "A split is already waiting for answers. Withdraw it first.")
    named = {share.person_id for share in wanted}
    losing = [one for one in queries.sharing_now(contract) if one not in named]
    clean = rules.require_text(note, field="note", least=0, most=rules.LONGEST_SPLIT_NOTE)
    return operations.write_split(contract, wanted, asked=losing, note=clean, standing=standing, by=by)


@action("contracts.answer_split", scope=Scope.CONTRACTS_WRITE)
def answer_split(split_id: UUID, *, by: Actor, accept: bool, reason: str = "") -> Split:
    """Somebody named in a split accepts it, or declines it for everybody. The last yes puts it in force.

    Raises:
        Refused: ``split.not_found``, ``split.not_asked``, ``split.answered``, ``contract.ended``.
    """
    split = queries.split_to_move(split_id, by=by)
    share = rules.require_asked(split, by)
    rules.require_not_ended(split.contract)
    rules.require_ask_open(split.state)
    operations.require_nobody_suspended(by.person_id)
    if not accept:
        clean = rules.require_text(reason, field="reason", least=0, most=rules.LONGEST_SPLIT_NOTE)
        operations.close_split(split, AskState.DECLINED, by=by, reason=clean)
        return split
    if share.accepted_at is not None:
        raise Refused("split.answered", "You have accepted this already.")
    share.accepted_at = clock.now()
    share.save(update_fields=["accepted_at"])
    operations.agree_if_all_have(split, by=by)
    return split


@action("contracts.withdraw_split", scope=Scope.CONTRACTS_WRITE)
def withdraw_split(split_id: UUID, *, by: Actor) -> Split:
    """An owner or manager takes back a split that is not agreed yet; what was agreed before stays.

    Raises:
        Refused: ``split.not_found``, ``contract.wrong_party``, ``contract.already_answered``.
    """
    split = queries.split_to_move(split_id, by=by)
    rules.require_sharing(split.contract, by)
    rules.require_ask_open(split.state)
    operations.close_split(split, AskState.WITHDRAWN, by=by)
    return split


@action("contracts.end_standing_split", scope=Scope.CONTRACTS_WRITE)
def end_standing_split(split_id: UUID, *, by: Actor) -> Split:
    """An owner or manager, or anybody with a share in it, says that a split is not for later contracts any more.

    Contracts that began under it keep it: their shares change only as everybody concerned agrees.

    Raises:
        Refused: ``split.not_found``, ``split.not_asked``, ``split.not_standing``.
    """
    split = queries.split_to_move(split_id, by=by)
    if not rules.manages(split.contract, by):
        rules.require_asked(split, by)
    if not split.is_standing or split.state != AskState.ACCEPTED or split.standing_ended_at is not None:
        raise Refused("split.not_standing", "These shares are not for later contracts.")
    operations.end_standing(split, by=by)
    return split
