"""The ladder's answers and questions, who reviews whom, and the states of an invitation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Whom a review is about."""

    OF_FREELANCER = "of_freelancer"
    OF_CLIENT = "of_client"

    @property
    def other(self) -> Direction:
        return Direction.OF_CLIENT if self is Direction.OF_FREELANCER else Direction.OF_FREELANCER


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


class Met(StrEnum):
    """How far a first-timer's work met one criterion, in the words of their client."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


class Invited(StrEnum):
    """What became of an invitation to review."""

    OPEN = "open"
    ANSWERED = "answered"
    SILENT = "silent"


MOVES: dict[Invited, frozenset[Invited]] = {
    Invited.OPEN: frozenset({Invited.ANSWERED, Invited.SILENT}),
    Invited.ANSWERED: frozenset(),
    Invited.SILENT: frozenset(),
}
assert set(MOVES) == set(Invited), "every state says where it leads"  # noqa: S101 - at import


@dataclass(frozen=True, slots=True)
class Rung:
    """One question of the ladder.

    Attributes:
        name: ``rung1`` to ``rung3``, how it is stored.
        question: as asked.
        share: what the figure says, after "8 or 9 in 10".
    """

    name: str
    question: str
    share: str


LADDERS: dict[Direction, tuple[Rung, Rung, Rung]] = {
    Direction.OF_FREELANCER: (
        Rung("rung1", "Would you hire this person again for similar work?", "would hire again"),
        Rung(
            "rung2",
            "Was the delivered work usable without rework on your side?",
            "could use the work as it came",
        ),
        Rung(
            "rung3",
            "Is this among the best work of this kind that you have bought (the top one in five)?",
            "count it among the best they have bought",
        ),
    ),
    Direction.OF_CLIENT: (
        Rung("rung1", "Were you paid on time?", "were paid on time"),
        Rung("rung2", "Did the brief match the work?", "found that the brief matched the work"),
        Rung("rung3", "Would you work for them again?", "would work for them again"),
    ),
}

OPTIONAL_FACTS: dict[str, str] = {
    "deadline_kept": "Was the deadline kept?",
    "scope_kept": "Did the agreed scope hold?",
}


class Source(StrEnum):
    """Where a piece of a standing comes from."""

    CONTRACT = "contract"
    SILENCE = "silence"
    REHIRE = "rehire"
    LATER = "later"
    PROOF = "proof"
    VOUCHER = "voucher"
    OUTSIDE = "outside"
    FIELD = "field"
