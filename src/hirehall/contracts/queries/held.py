"""What is held for each of an agency's people: by the shares under which it would be released now, to the cent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from hirehall.contracts.models import Contract, HeldUnit, Split, SplitShare
from hirehall.contracts.queries.sharing import shared_contract, shares_under
from hirehall.contracts.states import AskState, ContractState
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import BASIS_POINTS, Money
from hirehall.money import queries as money
from hirehall.money.operations import Share
from hirehall.people.queries import public_card


@dataclass(frozen=True, slots=True)
class HeldPart:
    """One person's part of what an agency's contract holds now, before the hall's fee."""

    person_id: UUID
    name: str
    held: Money
    is_me: bool


def held_in_shares(person_id: UUID, hall_id: UUID) -> tuple[frozenset[UUID], dict[str, int]]:
    """Agencies' contracts that concern one person, and what they hold for them in minor units by currency.

    One query for who is in none, six at most for others.
    """
    named = SplitShare.objects.filter(person_id=person_id, split__state=AskState.ACCEPTED)
    concerned = Q(freelancer_id=person_id) | Q(id__in=named.values("split__contract_id"))
    running = Contract.objects.filter(concerned, hall_id=hall_id, agency__isnull=False)
    contracts = list(running.exclude(state=ContractState.ENDED))
    sums: Counter[str] = Counter()
    for parts in held_parts(contracts).values():
        for one in parts.get(person_id, ()):
            sums[one.currency] += one.minor
    return frozenset(contract.id for contract in contracts), dict(sums)


def held_for(by: Actor, contract_id: UUID) -> list[HeldPart]:
    """The same of one contract and everybody, the largest part first. For the agency's people.

    Raises:
        Refused: ``contract.not_found``; ``split.not_found`` for the client.
    """
    contract = shared_contract(by, contract_id)
    parts = held_parts([contract])[contract.id]
    cards = public_card(parts)
    found = [
        HeldPart(key, cards[key].name, sum(rows[1:], rows[0]), key == by.person_id)
        for key, rows in parts.items()
        if rows
    ]
    return sorted(found, key=lambda one: (-one.held.minor, one.name, one.person_id))


def held_parts(contracts: Sequence[Contract]) -> dict[UUID, dict[UUID, list[Money]]]:
    """What each contract holds for each person, a sum for each unit: each is divided as its release would be."""
    found: dict[UUID, dict[UUID, list[Money]]] = {contract.id: defaultdict(list) for contract in contracts}
    if not contracts:
        return found
    rows = money.escrow_of_contracts(found)
    since = _funded_at([unit_id for _, unit_id, _ in rows])
    agreed: dict[UUID, list[Split]] = defaultdict(list)
    kept = Split.objects.filter(contract__in=found, state=AskState.ACCEPTED).order_by("number")
    for split in kept.prefetch_related("shares"):
        agreed[split.contract_id].append(split)
    by_id = {contract.id: contract for contract in contracts}
    for contract_id, unit_id, held in rows:
        contract = by_id[contract_id]
        shares = shares_under(agreed[contract_id], since.get(unit_id) or contract.started_at)
        for share, part in divided(held, shares or [Share(contract.freelancer_id, BASIS_POINTS)]):
            found[contract_id][share.person_id].append(part)
    return found


def divided(amount: Money, shares: Sequence[Share]) -> Iterable[tuple[Share, Money]]:
    """The parts of an amount, by largest remainder: they sum to it exactly."""
    return zip(shares, amount.split([share.basis_points for share in shares]), strict=True)


def _funded_at(unit_ids: list[UUID]) -> Mapping[UUID, datetime]:
    """Since when each unit counts as funded, of every engagement model. Two queries at most."""
    first, *others = [
        model._default_manager.filter(id__in=unit_ids).order_by().values_list("id", "funded_at")
        for model in apps.get_models()
        if issubclass(model, HeldUnit)
    ]
    known = {id_: at for id_, at in first.union(*others, all=True) if at is not None}
    return known | money.in_escrow_since([id_ for id_ in unit_ids if id_ not in known])
