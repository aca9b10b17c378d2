"""The numbers that engagement models add to a hall's dated policy: their own clocks and caps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class PolicyNumber:
    """One clock or cap of one engagement model.

    Attributes:
        name: ``<model>.<what>_<unit>``, as in ``package.silence_accepts_after_days``.
        label: how the operator's desk names it.
        default: what a policy that does not name it means.
    """

    name: str
    label: str
    default: int
    least: int = 1
    most: int = 365


_declared: dict[str, PolicyNumber] = {}


def declare(*numbers: PolicyNumber) -> None:
    """Make numbers part of every hall's policy. A model does it once, where it says its states.

    Raises:
        ValueError: when a name is taken or has no model before its dot.
    """
    for number in numbers:
        if "." not in number.name or _declared.get(number.name, number) != number:
            raise ValueError(f"{number.name} is not a free name of the form model.what")
        _declared[number.name] = number


def declared() -> Mapping[str, PolicyNumber]:
    """All numbers that models have declared, by name."""
    return MappingProxyType(_declared)
