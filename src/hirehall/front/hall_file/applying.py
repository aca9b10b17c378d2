"""A file becomes a hall, in the caller's transaction: by the steps of the desk's actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused
from hirehall.front.facts import HallImported
from hirehall.front.hall_file import board, vetting
from hirehall.front.hall_file.comparing import Plan, plan_of
from hirehall.front.hall_file.fields import apply_fields
from hirehall.front.hall_file.reading import HallFile, Path, place_of, read
from hirehall.halls import operations as halls
from hirehall.halls.models import Hall
from hirehall.halls.states import amounts
from hirehall.halls.states.texts import DATED, OWN
from hirehall.money.operations import announce_schedule, set_founding_schedule
from hirehall.skills import operations as skills

ADDRESS = ("slug", "domain")
LOOK = (
    "name",
    "tagline",
    "hue",
    "chroma_thousandths",
    "typeface",
    "leads_with",
    "escrow_word",
    "contact_email",
)
REASON = "From the hall’s file"


class _NothingKept(Exception):
    """The file can be applied."""


def applied(text: str, *, by: Actor, new: bool = False) -> Hall:
    """The hall that the file names is like the file; one that is not there yet is opened.

    Args:
        new: it has to be a new hall.
    Raises:
        Refused: ``hall_file.invalid`` with the line and the field, ``hall_file.not_toml``, ``hall_file.too_long``.
    """
    plan = plan_of(read(text))
    if new and plan.hall is not None:
        raise plan.file.mistake(("hall", "slug"), "Another hall has this short name.")
    hall = _opened(plan.file, by) if plan.hall is None else _changed(plan, plan.hall, by)
    hall.refresh_from_db()
    told = [change.told for change in plan.changes]
    record(HallImported(slug=hall.slug, changes=told), by=by, hall_id=hall.id, about=[hall.id])
    return hall


def fault_of(text: str, *, by: Actor) -> Refused | None:
    """Why the file cannot open a hall; None where it can. Everything is done once, and nothing of it kept."""
    try:
        with transaction.atomic():
            applied(text, by=by, new=True)
            raise _NothingKept
    except _NothingKept:
        return None
    except Refused as refused:
        return refused


@contextmanager
def _at(file: HallFile, *path: str) -> Iterator[None]:
    """A refusal of a step says where in the file its reason stands."""
    try:
        yield
    except Refused as refused:
        if refused.code == "hall_file.invalid":
            raise
        inner: Path = path
        if refused.field in file.numbers or refused.field in file.lists:
            inner = place_of(str(refused.field))
        elif path == ("hall",) and refused.field in file.values["hall"]:
            inner = ("hall", str(refused.field))
        raise file.mistake(inner, refused.sentence, because=refused.because) from refused


def _opened(file: HallFile, by: Actor) -> Hall:
    given = dict(file.values["hall"])
    if "name" not in given:
        raise file.mistake(("hall", "name"), "A new hall needs a name.")
    escrow_word = given.pop("escrow_word", None)
    clauses = [(row["kind"], row["title"], row["text"]) for row in file.values.get("clause", [])]
    with _at(file, "hall"):
        hall: Hall = halls.open_hall(by=by, **given, policy=file.numbers, lists=file.lists, clauses=clauses)
    if escrow_word is not None:
        _look(file, hall, by)
    _texts(file, hall, by)
    if "category" in file.values:
        apply_fields(file, hall, by, at=_at)
    else:
        skills.seed_taxonomy(hall.id, by=by)
    if "fees" in file.values:
        set_founding_schedule(hall.id, rules=file.values["fees"])
    else:
        set_founding_schedule(hall.id)
    _desks(file, hall, by, since=None)
    return hall


def _changed(plan: Plan, hall: Hall, by: Actor) -> Hall:
    file, starts = plan.file, plan.starts
    touched = {change.path[:2] if change.path[0] == "hall" else change.path[:1] for change in plan.changes}
    if any(("hall", name) in touched for name in ADDRESS):
        given = {name: file.values["hall"].get(name, getattr(hall, name)) for name in ADDRESS}
        with _at(file, "hall"):
            halls.change_address(hall.id, by=by, **given)
    _reckoning(plan, hall, by, touched)
    if any(("hall", name) in touched for name in LOOK):
        _look(file, hall, by)
    if ("texts",) in touched:
        _texts(file, hall, by, plan)
    if any(change.path[0] == "policy" and change.starts is not None for change in plan.changes):
        with _at(file, "policy"):
            halls.date_policy(
                hall.id,
                by=by,
                effective_from=starts["policy"],
                changes=file.numbers,
                lists=file.lists,
                reason=_reason(file),
            )
    if ("fees",) in touched:
        with _at(file, "fees"):
            announce_schedule(
                hall.id, by=by, rules=file.values["fees"], effective_from=starts["fees"], note=_reason(file)
            )
    apply_fields(file, hall, by, at=_at)
    _clauses(plan, hall, by)
    _desks(file, hall, by, since=starts["board"])
    return hall


def _desks(file: HallFile, hall: Hall, by: Actor, *, since: datetime | None) -> None:
    def mistake(path: Path, refused: Refused) -> Refused:
        return file.mistake(path, refused.sentence, because=refused.because)

    board.apply(file.values, hall, mistake, by=by, reason=_reason(file), since=since)
    vetting.apply(file.values, hall, mistake, by=by)


def _reckoning(plan: Plan, hall: Hall, by: Actor, touched: set[Path]) -> None:
    given = plan.file.values["hall"]
    if ("hall", "currency") in touched:
        said = {name: plan.file.numbers[name] for name in amounts() if name in plan.file.numbers}
        with _at(plan.file, "hall"):
            halls.change_currency(hall.id, by=by, currency=given["currency"], amounts=said)
    if ("hall", "time_zone") in touched:
        with _at(plan.file, "hall"):
            halls.date_time_zone(
                hall.id,
                by=by,
                time_zone=given["time_zone"],
                effective_from=plan.starts["time_zone"],
                reason=_reason(plan.file),
            )


def _texts(file: HallFile, hall: Hall, by: Actor, plan: Plan | None = None) -> None:
    """Languages and texts; of what is dated a version where it reads otherwise than the newest."""
    given = file.values.get("texts", {})
    own = {kind: given[kind] for kind in OWN if kind in given}
    languages = given.get("languages", hall.languages)
    with _texts_at(file):
        halls.change_texts(hall.id, by=by, languages=languages, texts=own)
    changed = {change.path[1:] for change in plan.changes} if plan else set()
    for kind in DATED:
        for code, text in given.get(kind, {}).items():
            if plan is None or (kind, code) in changed:
                since = plan.starts.get(("texts", kind, code)) if plan else None
                with _texts_at(file):
                    halls.date_text(hall.id, by=by, kind=kind, language=code, text=text, effective_from=since)


@contextmanager
def _texts_at(file: HallFile) -> Iterator[None]:
    """Fields of texts are called ``kind_language``."""
    try:
        yield
    except Refused as refused:
        kind, _, code = str(refused.field or "languages").partition("_")
        place = ("texts", kind, code) if code else ("texts", kind)
        raise file.mistake(place, refused.sentence, because=refused.because) from refused


def _reason(file: HallFile) -> str:
    return str(file.values.get("reason") or REASON)


def _look(file: HallFile, hall: Hall, by: Actor) -> None:
    given = file.values["hall"]
    with _at(file, "hall"):
        halls.change_hall_look(
            hall.id, by=by, **{name: given.get(name, getattr(hall, name)) for name in LOOK}
        )


def _clauses(plan: Plan, hall: Hall, by: Actor) -> None:
    changed = {change.path[1] for change in plan.changes if change.path[0] == "clause"}
    for number, row in enumerate(plan.file.values.get("clause", [])):
        if row["title"] in changed:
            since = plan.starts.get((row["kind"], row["title"]), plan.starts["clause"])
            with _at(plan.file, "clause", str(number)):
                halls.date_clause(hall.id, by=by, **row, effective_from=since)
