"""Which rails this installation has. A rail is found by the first part of a method's code."""

from __future__ import annotations

from functools import cache
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from hirehall.money.rails.interface import Method, Rail

RAILS = {"sandbox": "hirehall.money.rails.sandbox.rail.SandboxRail"}


@cache
def rail_named(name: str) -> Rail:
    """The rail.

    Raises:
        LookupError: when there is none of that name.
    """
    if name not in RAILS:
        raise LookupError(f"there is no rail called {name!r}")
    return cast(Rail, import_string(RAILS[name])())


def offered() -> tuple[str, ...]:
    """The rails that are switched on, in the order in which they are offered."""
    return tuple(name for name in RAILS if name != "sandbox" or settings.CONFIG.sandbox)


def methods() -> tuple[Method, ...]:
    """Every way to pay that is switched on."""
    return tuple(method for name in offered() for method in rail_named(name).methods())


def payout_rail() -> Rail:
    """The rail that pays out.

    Raises:
        LookupError: when none is switched on.
    """
    if not offered():
        raise LookupError("no payment rail is switched on")
    return rail_named(offered()[0])
