"""The numbers that engagement models add to a hall's dated policy: their own clocks and caps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

OFFERED = ".offered"
OWN_AMOUNTS = ("payout_minimum_minor", "largest_amount_minor")


@dataclass(frozen=True, slots=True)
class PolicyNumber:
    """One clock or cap of one engagement model.

    Attributes:
        name: ``<model>.<what>_<unit>``, as in ``package.silence_accepts_after_days``.
        label: how the operator's desk names it.
        default: what a policy that does not name it means.
        is_switch: whether it is on (1) or off (0) rather than a number.
        is_amount: whether it is a sum in the minor unit of the hall's currency.
        is_work: whether a switch is of a way of working, of which a hall offers at least one.
    """

    name: str
    label: str
    default: int
    least: int = 1
    most: int = 365
    is_switch: bool = False
    is_work: bool = True
    is_amount: bool = False


@dataclass(frozen=True, slots=True)
class PolicyList:
    """Words that a policy holds beside its numbers, dated like them: a list of short texts, empty by default.

    Attributes:
        name: ``<module>.<what>``.
        label: how the operator's desk names it.
        most: how many.
        longest: of how many characters each.
        pattern: a regular expression that each one matches; empty where any words will do.
        reads: how one is written, for who has written another.
    """

    name: str
    label: str
    most: int
    longest: int
    pattern: str = ""
    reads: str = ""


_declared: dict[str, PolicyNumber] = {}
_lists: dict[str, PolicyList] = {}


def declare(*numbers: PolicyNumber) -> None:
    """Make numbers part of every hall's policy. A model does it once, where it says its states.

    Raises:
        ValueError: when a name is taken or has no model before its dot.
    """
    for number in numbers:
        if "." not in number.name or _declared.get(number.name, number) != number:
            raise ValueError(f"{number.name} is not a free name of the form model.what")
        _declared[number.name] = number


def declare_list(*lists: PolicyList) -> None:
    """Make lists of words part of every hall's policy.

    Raises:
        ValueError: when a name is taken or has no module before its dot.
    """
    for one in lists:
        if "." not in one.name or one.name in _declared or _lists.get(one.name, one) != one:
            raise ValueError(f"{one.name} is not a free name of the form module.what")
        _lists[one.name] = one


def declare_way(way: str, label: str) -> None:
    """Make an engagement model something that a hall's policy offers or not; contracts that run go on either way."""
    declare(PolicyNumber(switch_of(way), label, 1, 0, 1, is_switch=True))


def declare_showing(name: str, label: str) -> None:
    """Make a part of a hall in which nothing is worked something that its policy offers or not."""
    declare(PolicyNumber(switch_of(name), label, 1, 0, 1, is_switch=True, is_work=False))


def switch_of(way: str) -> str:
    """The name of the number that says whether a hall offers this way of working."""
    return f"{way}{OFFERED}"


def is_offered(way: str, numbers: Mapping[str, int]) -> bool:
    """Whether these numbers of a policy offer it; what nobody has declared cannot be switched off."""
    number = _declared.get(switch_of(way))
    return number is None or bool(numbers.get(number.name, number.default))


def ways() -> tuple[str, ...]:
    """The ways of working that a hall can offer, in the order in which they were declared."""
    return tuple(
        name.removesuffix(OFFERED)
        for name, number in _declared.items()
        if number.is_switch and number.is_work
    )


def declared() -> Mapping[str, PolicyNumber]:
    """All numbers that models have declared, by name."""
    return MappingProxyType(_declared)


def amounts() -> tuple[str, ...]:
    """Every number of a policy that is a sum of money by name: the house's own, then what modules have declared."""
    return (*OWN_AMOUNTS, *(name for name, number in _declared.items() if number.is_amount))


def lists() -> Mapping[str, PolicyList]:
    """All lists of words that were declared, by name."""
    return MappingProxyType(_lists)
