"""The permission matrix: every action x six seats (and the system), collected from tests/<module>/permissions.py."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db import transaction

import hirehall
from hirehall.foundation import clock
from hirehall.foundation.actions import registry
from hirehall.foundation.actor import ANONYMOUS, Actor, Hat, staff, system
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.people.models import StaffSession
from tests.makers.base import actor_of, make_person
from tests.permission_case import SEATS, Case

TESTS = Path(__file__).resolve().parents[1]
TURNED_AWAY = {Because.FORBIDDEN, Because.NOT_FOUND}
SYSTEM = "system"
ELSEWHERE = "staff_elsewhere"  # an operator of one hall, of another than the thing's: may what a stranger may
HERE = "staff_here"  # an operator of the thing's hall alone: may what an operator of the installation may, but for:
OF_THE_INSTALLATION = frozenset(
    {
        "front.audit_books", "front.begin_hall_draft", "front.change_hall_draft", "front.choose_draft_logo",
        "front.discard_job",
        "front.drop_hall_draft", "front.import_hall", "front.publish_hall_draft", "front.retry_job",
        "halls.appoint_hall_operator", "halls.change_currency", "halls.change_hall_address",
        "halls.dismiss_hall_operator", "halls.open_hall", "halls.settle_former_address", "people.end_staff_session",
        "people.reinstate_person", "people.suspend_person", "people.uphold_suspension", "reputation.clear_link",
        "reputation.verify_client", "skills.seed_taxonomy",
    }
)  # fmt: skip


def matrices() -> dict[str, Callable[[], list[Case]]]:
    """The ``matrix`` functions by the folder they stand in."""
    found = {}
    for path in sorted(TESTS.rglob("permissions.py")):
        folder = path.parent.relative_to(TESTS)
        if folder.name == "architecture":
            continue
        dotted = ".".join(("tests", *folder.parts, "permissions"))
        found[str(folder)] = importlib.import_module(dotted).matrix
    return found


@cache
def declared() -> dict[str, str]:
    """Every declared action and the module that it stands in."""
    for found in pkgutil.walk_packages(hirehall.__path__, "hirehall."):
        if ".actions" in found.name:
            importlib.import_module(found.name)
    return {
        name: one.function.__module__
        for name, one in registry().items()
        if one.function.__module__.startswith("hirehall.")
    }


def seats(case: Case) -> dict[str, Actor]:
    """Who sits where for this case; a seat that nobody holds is left out."""
    operator = make_person("Olga Operator", Hat.CLIENT, operator=True)
    session = StaffSession.objects.create(
        person=operator,
        reason="the permission matrix",
        started_at=clock.now(),
        expires_at=clock.now() + timedelta(hours=1),
    )
    found = {
        "anonymous": ANONYMOUS,
        "stranger": actor_of(make_person("Sam Stranger", Hat.CLIENT)),
        "counterparty": case.counterparty,
        "owner": case.owner,
        "staff_off": actor_of(operator),
        "staff_on": staff(operator.id, staff_session_id=session.id),
        ELSEWHERE: actor_of(make_person("Elsa Elsewhere", Hat.CLIENT)).serving(
            new_id(), staff_session_id=new_id()
        ),
        HERE: actor_of(make_person("Hedda Here", Hat.CLIENT)).serving(
            case.hall_id or _the_hall(), staff_session_id=new_id()
        ),
        SYSTEM: system("clock"),
    }
    assert set(SEATS) < set(found)
    return {seat: actor for seat, actor in found.items() if actor is not None}


def _the_hall() -> UUID:
    """The hall that a matrix makes first; where it makes none, one of nothing."""
    return Hall.objects.filter(at_root=True).values_list("id", flat=True).first() or new_id()


@contextmanager
def undone() -> Iterator[None]:
    """A block whose effects are taken back, so that every seat meets the same thing."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined] - lets the action's own transaction be the durable one
    with around:
        yield
        transaction.set_rollback(True)


def verdict(case: Case, seat: str, actor: Actor) -> str | None:
    """What is wrong with that seat, or None."""
    allowed = ("stranger" if seat in (ELSEWHERE, HERE) else seat) in case.may
    if seat == HERE and case.action not in OF_THE_INSTALLATION:
        allowed = allowed or "staff_on" in case.may
    try:
        with undone():
            case.call(actor)
    except Refused as refused:
        if allowed:
            return f"{case.action}: {seat} may, and was refused: {refused.code}"
        if refused.because not in TURNED_AWAY:
            return f"{case.action}: {seat} may not, and was told {refused.code} ({refused.because.name})"
        return None
    except Exception as error:  # noqa: BLE001 - every break is a line in the report
        return f"{case.action}: {seat} met {type(error).__name__}: {error}"
    if not allowed and seat != SYSTEM:
        return f"{case.action}: {seat} may not, and did it"
    return None
