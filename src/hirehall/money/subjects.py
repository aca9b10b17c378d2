"""What a contract is called. Money points back with an opaque id; wiring says whom to ask for its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Named:
    """What people read for a contract, and where it is shown; ``href`` is empty where nothing shows it.

    Attributes:
        agency: in whose name the freelancer works under it, where it is an agency's.
    """

    title: str
    href: str = ""
    agency: str = ""


Namer = Callable[[list[UUID]], Mapping[UUID, Named]]
NAMERS: list[Namer] = []
"""Filled by wiring when the installation starts; each is asked for all ids at once."""


UnitNamer = Callable[[list[UUID]], Mapping[UUID, str]]
UNIT_NAMERS: list[UnitNamer] = []
"""The same for units of work: a milestone, a week, an order."""


@dataclass(frozen=True, slots=True)
class HeldInShares:
    """What contracts that several people share hold for one of them.

    Attributes:
        contract_ids: those contracts; what they hold is nobody's alone.
        minor: the person's part of it, by currency.
    """

    contract_ids: frozenset[UUID] = frozenset()
    minor: Mapping[str, int] = field(default_factory=dict)


SHARERS: list[Callable[[UUID, UUID], HeldInShares]] = []
"""Told the person and the hall: who knows how what is held is shared. Filled by wiring."""


def held_shared(person_id: UUID, hall_id: UUID) -> HeldInShares:
    return SHARERS[0](person_id, hall_id) if SHARERS else HeldInShares()


def work_named(contract: str, unit_id: UUID | None, units: Mapping[UUID, str]) -> str:
    """What a paper says that money was for: the contract, and its unit where that has a name of its own."""
    unit = units.get(unit_id, "") if unit_id else ""
    return f"{contract}: {unit}" if unit and unit != contract else contract


def unit_names_of(unit_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """What each unit is called; one that nobody knows is left out. One query per namer."""
    wanted = sorted({unit_id for unit_id in unit_ids if unit_id is not None})
    named: dict[UUID, str] = {}
    for namer in UNIT_NAMERS if wanted else ():
        named.update(namer(wanted))
    return named


def names_of(contract_ids: Iterable[UUID | None]) -> dict[UUID, Named]:
    """A name for every id; a namer is asked, in one query, for what none before it knows. Else it is its number."""
    wanted = sorted({contract_id for contract_id in contract_ids if contract_id is not None})
    named = {contract_id: Named(f"Contract {contract_id.hex[-6:]}") for contract_id in wanted}
    for namer in NAMERS:
        if not wanted:
            break
        found = namer(wanted)
        named.update(found)
        wanted = [one for one in wanted if one not in found]
    return named
