"""Reads a schedule's rules (JSON) into charges, and says exactly what is wrong with rules that it cannot read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hirehall.money.fees import primitives as p

FORM = 1
MOST_CHARGES = 20
MOST_DEPTH = 3
LARGEST_MINOR = 10**12


class UnreadableRules(ValueError):
    """Rules that are not a fee schedule; the message names the place."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A schedule that can be computed with.

    Attributes:
        currency: of every fixed sum in it; empty where there is none, and then any currency will do.
        freelancer: what is taken from the price.
        client: what is put on the price.
        shared: what both sides bear together, by ``freelancer_share`` (basis points) unless they agree otherwise.
        tip_freelancer, tip_client: what is charged on tips and bonuses.
    """

    currency: str
    freelancer: tuple[p.Charge, ...]
    client: tuple[p.Charge, ...]
    shared: tuple[p.Charge, ...] = ()
    freelancer_share: int = p.WHOLE
    tip_freelancer: tuple[p.Charge, ...] = ()
    tip_client: tuple[p.Charge, ...] = ()

    def for_tips(self) -> Rules:
        """What is charged on tips and bonuses, which are given freely: nothing, unless the schedule says so."""
        return Rules(currency=self.currency, freelancer=self.tip_freelancer, client=self.tip_client)


def read(rules: Mapping[str, Any]) -> Rules:
    """The rules as charges.

    Raises:
        UnreadableRules: with the place and what should stand there.
    """
    known = {"form", "currency", "freelancer", "client", "shared", "freelancer_share_basis_points", "tips"}
    _no_strangers(rules, known, "the schedule")
    if rules.get("form") != FORM:
        raise UnreadableRules(f"form: write {FORM}")
    currency = rules.get("currency", "")
    if currency and not (isinstance(currency, str) and len(currency) == 3 and currency.isupper()):
        raise UnreadableRules("currency: an ISO 4217 code in capitals")
    tips = rules.get("tips", {})
    if not isinstance(tips, dict):
        raise UnreadableRules("tips: what freelancer and client are charged on tips and bonuses")
    _no_strangers(tips, {"freelancer", "client"}, "tips")
    read_rules = Rules(
        currency=currency,
        freelancer=_charges(rules.get("freelancer", []), "freelancer"),
        client=_charges(rules.get("client", []), "client"),
        shared=_charges(rules.get("shared", []), "shared"),
        freelancer_share=_number(rules, "freelancer_share_basis_points", "", default=p.WHOLE, most=p.WHOLE),
        tip_freelancer=_charges(tips.get("freelancer", []), "tips.freelancer"),
        tip_client=_charges(tips.get("client", []), "tips.client"),
    )
    if not currency and _has_fixed_sums(rules):
        raise UnreadableRules("currency: needed, because the schedule has fixed sums")
    return read_rules


def _charges(entries: Any, place: str, depth: int = 0) -> tuple[p.Charge, ...]:
    if not isinstance(entries, list) or len(entries) > MOST_CHARGES:
        raise UnreadableRules(f"{place}: a list of at most {MOST_CHARGES} charges")
    if depth > MOST_DEPTH:
        raise UnreadableRules(f"{place}: nested more than {MOST_DEPTH} deep")
    return tuple(_charge(entry, f"{place}[{index}]", depth) for index, entry in enumerate(entries))


def _charge(entry: Any, place: str, depth: int) -> p.Charge:
    if not isinstance(entry, dict) or entry.get("kind") not in READERS:
        raise UnreadableRules(f"{place}.kind: one of {', '.join(sorted(READERS))}")
    reader, fields = READERS[entry["kind"]]
    _no_strangers(entry, fields | {"kind", "label"}, place)
    return reader(entry, place, depth)


def _percent(entry: dict[str, Any], place: str, depth: int) -> p.Charge:
    of = entry.get("of", "amount")
    if of not in ("amount", "total"):
        raise UnreadableRules(f"{place}.of: amount or total")
    return p.Percent(
        _label(entry, place, "Share of the price"),
        _number(entry, "basis_points", place, most=p.WHOLE),
        _number(entry, "minimum_minor", place, default=0),
        of == "total",
    )


def _marginal(entry: dict[str, Any], place: str, depth: int) -> p.Charge:
    label = _label(entry, place, "Share by what you two have billed")
    return p.Marginal(label, _tiers(entry, place))


def _graduated(entry: dict[str, Any], place: str, depth: int) -> p.Charge:
    return p.Graduated(_label(entry, place, "Share by size of the payment"), _tiers(entry, place))


def _flat(entry: dict[str, Any], place: str, depth: int) -> p.Charge:
    on = entry.get("on", "first_payment")
    if on not in ("first_payment", "each_payment"):
        raise UnreadableRules(f"{place}.on: first_payment or each_payment")
    returned = entry.get("returned_if_unreleased", False)
    if not isinstance(returned, bool):
        raise UnreadableRules(f"{place}.returned_if_unreleased: true or false")
    label = "Once per contract" if on == "first_payment" else "Fixed sum per payment"
    return p.Flat(_label(entry, place, label), _number(entry, "minor", place), on == "each_payment", returned)


def _small_order(entry: dict[str, Any], place: str, depth: int) -> p.Charge:
    label = _label(entry, place, "Small-order surcharge")
    return p.SmallOrder(label, _number(entry, "below_minor", place), _number(entry, "minor", place))


def _per_unit(entry: dict[str, Any], place: str, depth: int) -> p.Charge:
    return p.PerUnit(
        _label(entry, place, "Commission per unit"),
        _number(entry, "thousandths_of_minor", place),
        _number(entry, "flat_minor", place, default=0),
    )


def _monthly(entry: dict[str, Any], place: str, depth: int) -> p.Charge:
    return p.Monthly(_label(entry, place, "Per month"), _number(entry, "minor", place))


def _selected(entry: dict[str, Any], place: str, depth: int) -> p.Charge:
    by, options = entry.get("by"), entry.get("options")
    if not isinstance(by, str) or not by:
        raise UnreadableRules(f"{place}.by: origin, level or plan")
    if not isinstance(options, dict) or not options:
        raise UnreadableRules(f"{place}.options: charges by the value of {by}")
    return p.Selected(
        by,
        {name: _charges(value, f"{place}.options.{name}", depth + 1) for name, value in options.items()},
        _charges(entry.get("otherwise", []), f"{place}.otherwise", depth + 1),
    )


def _capped(entry: dict[str, Any], place: str, depth: int) -> p.Charge:
    return p.Capped(
        _number(entry, "most_minor", place),
        _charges(entry.get("within"), f"{place}.within", depth + 1),
    )


Reader = Callable[[dict[str, Any], str, int], p.Charge]
READERS: dict[str, tuple[Reader, set[str]]] = {
    "percent": (_percent, {"basis_points", "minimum_minor", "of"}),
    "marginal": (_marginal, {"tiers"}),
    "graduated": (_graduated, {"tiers"}),
    "flat": (_flat, {"minor", "on", "returned_if_unreleased"}),
    "small_order": (_small_order, {"below_minor", "minor"}),
    "per_unit": (_per_unit, {"thousandths_of_minor", "flat_minor"}),
    "monthly": (_monthly, {"minor"}),
    "selected": (_selected, {"by", "options", "otherwise"}),
    "capped": (_capped, {"most_minor", "within"}),
}


def _tiers(entry: dict[str, Any], place: str) -> tuple[p.Tier, ...]:
    listed = entry.get("tiers")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_CHARGES:
        raise UnreadableRules(f"{place}.tiers: a list of tiers")
    tiers, floor = [], 0
    for index, tier in enumerate(listed):
        at = f"{place}.tiers[{index}]"
        if not isinstance(tier, dict):
            raise UnreadableRules(f"{at}: up_to_minor and basis_points")
        _no_strangers(tier, {"up_to_minor", "basis_points"}, at)
        last = index == len(listed) - 1
        if last != (tier.get("up_to_minor") is None):
            raise UnreadableRules(f"{at}.up_to_minor: left out in the last tier, and only there")
        up_to = None if last else _number(tier, "up_to_minor", at)
        if up_to is not None and up_to <= floor:
            raise UnreadableRules(f"{at}.up_to_minor: more than the tier before it")
        tiers.append(p.Tier(up_to, _number(tier, "basis_points", at, most=p.WHOLE)))
        floor = up_to or floor
    return tuple(tiers)


def _number(
    entry: Mapping[str, Any], name: str, place: str, *, default: int | None = None, most: int = LARGEST_MINOR
) -> int:
    value = entry.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise UnreadableRules(f"{place}.{name}: a whole number from 0 to {most}".lstrip("."))
    return value


def _label(entry: dict[str, Any], place: str, default: str) -> str:
    label = entry.get("label", default)
    if not isinstance(label, str) or not 0 < len(label) <= 80:
        raise UnreadableRules(f"{place}.label: a text of at most 80 characters")
    return label


def _no_strangers(entry: Mapping[str, Any], known: set[str], place: str) -> None:
    strange = sorted(set(entry) - known)
    if strange:
        raise UnreadableRules(
            f"{place}: {strange[0]} is not known here; known are {', '.join(sorted(known))}"
        )


def _has_fixed_sums(value: Any) -> bool:
    if isinstance(value, dict):
        return any(
            (name.endswith("minor") and bool(inner)) or _has_fixed_sums(inner)
            for name, inner in value.items()
        )
    return isinstance(value, list) and any(_has_fixed_sums(item) for item in value)
