"""Which of the hall's clauses an offer can have: one of each kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from hirehall.halls import queries as halls


@dataclass(frozen=True, slots=True)
class ClauseOption:
    id: str
    title: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ClauseChoice:
    """The clauses of one kind, of which a deal has one."""

    kind: str
    label: str
    options: tuple[ClauseOption, ...]

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"clause_{self.kind}"


def clause_choices(
    hall_id: UUID,
    *,
    agreed: Sequence[Mapping[str, str]] | None = None,
    typed: Mapping[str, str] | None = None,
) -> list[ClauseChoice]:
    """The kinds with their clauses, and which of them is chosen.

    Args:
        agreed: what the terms have so far. It is chosen again, with the words that were agreed.
        typed: what a form sent; it goes before what is agreed.
    """
    standing = {(one["kind"], one["title"]): one for one in agreed or ()}
    standard = {row.id for row in halls.standard_clauses(hall_id)}
    kinds: dict[str, list[ClauseOption]] = {}
    labels = {}
    for row in halls.clauses_now(hall_id):
        kept = standing.get((row.kind, row.title))
        first = kept is not None if agreed is not None else row.id in standard
        option = ClauseOption(
            kept["id"] if kept else str(row.id), row.title, kept["text"] if kept else row.text, first
        )
        kinds.setdefault(row.kind, []).append(option)
        labels[row.kind] = row.get_kind_display()
    return [_choice(kind, labels[kind], options, typed or {}) for kind, options in kinds.items()]


def clause_ids_in(choices: Sequence[ClauseChoice]) -> tuple[UUID, ...]:
    return tuple(UUID(option.id) for choice in choices for option in choice.options if option.chosen)


def _choice(kind: str, label: str, options: list[ClauseOption], typed: Mapping[str, str]) -> ClauseChoice:
    wanted = typed.get(f"clause_{kind}", "")
    if wanted not in {option.id for option in options}:
        wanted = next((option.id for option in options if option.chosen), "")
    return ClauseChoice(
        kind,
        label,
        tuple(ClauseOption(one.id, one.title, one.text, one.id == wanted) for one in options),
    )
