"""Which level the readings of somebody’s accepted work speak for. Pure; an editor decides, with the figures."""

from __future__ import annotations

from dataclasses import dataclass

from hirehall.engagements.unit.states import LEVELS

EDITOR_WEIGHT = 2
TURNS_AT = 40  # hundredths of a mark


@dataclass(frozen=True, slots=True)
class Figures:
    """What was read since the level was last set: marks by who gave them, and how the works ended."""

    client: tuple[int, int, int] = (0, 0, 0)
    editor: tuple[int, int, int] = (0, 0, 0)
    accepted: int = 0
    revised: int = 0
    rejected: int = 0

    @property
    def readings(self) -> int:
        return sum(self.client) + sum(self.editor)

    @property
    def mean(self) -> int:
        """Hundredths of a mark; an editor's counts twice."""
        weight = sum(self.client) + EDITOR_WEIGHT * sum(self.editor)
        marks = self.client[2] - self.client[0] + EDITOR_WEIGHT * (self.editor[2] - self.editor[0])
        return 100 * marks // weight if weight else 0


def suggested(level: int, figures: Figures, least: int) -> tuple[int, str]:
    """The level that the figures speak for, and why; the same level where they speak for none."""
    if figures.rejected >= 2 and level > 1:
        return level - 1, f"{figures.rejected} works were rejected by an editor."
    if figures.readings < least:
        return level, f"{figures.readings} of {least} readings are there."
    if figures.mean <= -TURNS_AT and level > 1:
        return level - 1, "Clients and editors read the work below the level that was ordered."
    if figures.mean >= TURNS_AT and level < max(LEVELS) and not figures.editor[0] and not figures.rejected:
        return level + 1, "Clients and editors read the work above the level that was ordered."
    return level, "The work is read as the level that was ordered."
