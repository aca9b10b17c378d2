"""What a file would change, as lines that people read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from babel.numbers import list_currencies

from hirehall.engagements.listing.queries.rows import screenings
from hirehall.foundation import clock
from hirehall.front.hall_file import board, vetting
from hirehall.front.hall_file.change import Change, one_change
from hirehall.front.hall_file.reading import WAS, HallFile, Path
from hirehall.front.hall_file.writing import configuration_of
from hirehall.front.schedule_words import words
from hirehall.halls.models import Hall
from hirehall.halls.queries import clauses, former_address, halls, policies, policy_now
from hirehall.halls.queries.texts import legal_texts
from hirehall.halls.queries.zones import zones_of
from hirehall.halls.states import amounts
from hirehall.look.formats import plural
from hirehall.money.queries import schedules_of


@dataclass(frozen=True, slots=True)
class Plan:
    """A file beside the hall that it names.

    Attributes:
        hall: None where it would be opened.
        starts: from when dated things would count, by section; clauses by kind and title.
    """

    file: HallFile
    hall: Hall | None
    changes: tuple[Change, ...]
    starts: Mapping[Any, datetime]

    @property
    def summary(self) -> str:
        """In one line."""
        if self.hall is None:
            return f"Opens a new hall, “{self.file.values['hall'].get('name', self.file.slug)}”"
        many = len(self.changes)
        return "Nothing would change" if not many else f"{plural(many, 'change')} to {self.hall.name}"


def plan_of(file: HallFile) -> Plan:
    """What the file would change now. Nine queries.

    Raises:
        Refused: ``hall_file.invalid`` where the short name is one that a hall has left.
    """
    hall = _named(file)
    if hall is None:
        return Plan(file, None, tuple(_differences({}, file.values, {})), {})
    starts = _starts(hall)
    return Plan(file, hall, tuple(_differences(configuration_of(hall), file.values, starts)), starts)


def _named(file: HallFile) -> Hall | None:
    """The hall that has the short name, or had the one that the file says that it was."""
    found = {one.slug: one for one in halls()}
    hall = found.get(file.slug) or found.get(file.was)
    if hall is None and file.was:
        raise file.mistake(("hall", "was"), "No hall here has this short name.")
    if hall is None and (left := former_address("path", file.slug)):
        sentence = f"{left.hall.name} has left this short name; it is “{left.hall.slug}” now. Write that one"
        back = f'or add was = "{left.hall.slug}" to bring the hall back to this one.'
        raise file.mistake(("hall", "slug"), f"{sentence}, {back}")
    return hall


def _midnight(after: datetime) -> datetime:
    """The next midnight in UTC, at ``after`` or later."""
    day = datetime.combine(after.astimezone(UTC).date(), time(), tzinfo=UTC)
    return day if day >= after else day + timedelta(days=1)


def _starts(hall: Hall) -> dict[Any, datetime]:
    """The first day on which each kind of dated thing can start: tomorrow, after the notice, after the last one."""
    tomorrow = _midnight(clock.now() + timedelta(seconds=1))
    moment = timedelta(seconds=1)
    standing = [row.effective_from for row in schedules_of(hall.id) if row.withdrawn_at is None]
    notice = clock.now() + timedelta(days=policy_now(hall.id).fee_notice_days)
    found: dict[Any, datetime] = {
        "policy": max(tomorrow, _midnight(policies(hall.id)[0].effective_from + moment)),
        "fees": max([_midnight(notice), *(_midnight(start + moment) for start in standing)]),
        "clause": tomorrow,
        "board": max(
            [tomorrow, *(_midnight(row.effective_from + moment) for row in screenings(hall.id)[:1])]
        ),
        "time_zone": max(tomorrow, _midnight(zones_of(hall)[0].effective_from + moment)),
    }
    for text in legal_texts(hall.id):
        place = ("texts", text.kind, text.language)
        found[place] = max(found.get(place, tomorrow), _midnight(text.effective_from + moment))
    for row in clauses(hall.id):
        key = (row.kind, row.title)
        found[key] = max(found.get(key, tomorrow), _midnight(row.effective_from + moment))
    return found


def _differences(
    now: Mapping[str, Any], wanted: Mapping[str, Any], starts: Mapping[Any, datetime]
) -> Iterator[Change]:
    for name, value in wanted.get("hall", {}).items():
        if name != WAS:
            since = starts.get(name) if name == "time_zone" else None
            yield from one_change(("hall", name), now.get("hall", {}).get(name), value, since)
    yield from _texts(now.get("texts", {}), wanted.get("texts", {}), starts)
    counted = wanted.get("hall", {}).get("currency", before := now.get("hall", {}).get("currency"))
    for change in _numbers(
        ("policy",), now.get("policy", {}), wanted.get("policy", {}), starts.get("policy")
    ):
        at_once = (
            counted != before and ".".join(change.path[1:]) in amounts()
        )  # the currency takes its sums with it
        yield replace(change, starts=None) if at_once else change
    if "fees" in wanted:
        yield from _fees(now.get("fees", {}), wanted["fees"], _currency(now, wanted), starts.get("fees"))
    yield from _categories(now.get("category", {}), wanted.get("category", {}))
    yield from board.differences(now, wanted, starts.get("board"))
    yield from vetting.differences(now, wanted)
    standing = {(row["kind"], row["title"]): row["text"] for row in now.get("clause", [])}
    for row in wanted.get("clause", []):
        key = (row["kind"], row["title"])
        since = starts.get(key, starts.get("clause"))
        yield from one_change(("clause", row["title"]), standing.get(key), row["text"], since)


def _texts(now: Any, wanted: Mapping[str, Any], starts: Mapping[Any, datetime]) -> Iterator[Change]:
    """By kind and language; a later version of a dated text counts from its day."""
    for kind, value in wanted.items():
        if kind == "languages":
            yield from one_change(("texts", kind), now.get(kind), value)
            continue
        for code, text in value.items():
            before = now.get(kind, {}).get(code)
            since = starts.get(("texts", kind, code)) if before else None
            yield from one_change(("texts", kind, code), before, text.strip() or None, since)


def _currency(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> str:
    given = wanted.get("hall", {}).get("currency") or now.get("hall", {}).get("currency")
    return given if given in list_currencies() else "EUR"


def _fees(
    now: Mapping[str, Any], wanted: Mapping[str, Any], currency: str, starts: datetime | None
) -> Iterator[Change]:
    """By side and in words; where only the form differs, as rules."""
    if now == wanted:
        return
    found = [
        Change(("fees", side), before or None, after, starts)
        for side in ("freelancer", "client")
        if (before := words(now[side], currency) if side in now else [])
        != (after := words(wanted.get(side, []), currency))
    ]
    yield from found or [Change(("fees",), "other rules", "these rules", starts)]


def _numbers(path: Path, now: Any, wanted: Any, starts: datetime | None) -> Iterator[Change]:
    for name, value in wanted.items():
        if isinstance(value, dict):
            yield from _numbers((*path, name), now.get(name, {}), value, starts)
        else:
            yield from one_change((*path, name), now.get(name), value, starts)


def _categories(now: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[Change]:
    order, shared = list(now), [slug for slug in wanted if slug in now]
    if shared != [slug for slug in order if slug in wanted]:
        yield Change(("category",), [slug for slug in order if slug in wanted], shared)
    for slug, category in wanted.items():
        standing, path = now.get(slug, {}), ("category", slug)
        for name in ("name", "icon"):
            yield from one_change(("category", slug, name), standing.get(name), category[name])
        yield from one_change((*path, "closed"), standing.get("closed", False), category.get("closed", False))
        before = standing.get("retired", {})
        for name, one in category.get("retired", {}).items():
            yield from one_change((*path, "retired", name), _retired(before.get(name)), _retired(one))
        skills = dict(standing.get("skills", {}))
        for name, was in category.get("was", {}).items():
            if was in skills and name not in skills:
                yield Change((*path, "skills"), was, name)
                skills[name] = skills.pop(was)
        for name in dict.fromkeys([*skills, *category["skills"]]):
            yield from one_change(
                ("category", slug, "skills", name), skills.get(name), category["skills"].get(name)
            )


def _retired(skill: Mapping[str, Any] | None) -> list[str] | None:
    """The words of a retired skill and what took its place."""
    if skill is None:
        return None
    return [*skill["synonyms"], *([f"now {skill['successor']}"] if skill.get("successor") else [])]
