"""What each module says about a person's own data. The whole table, in one place.

A module that keeps something about persons adds a line here: what it exports (JSON values), why an account cannot
be closed yet (a sentence with what to do, or None), and what it erases at the closing.
"""

from __future__ import annotations

from hirehall.people import own_data, queries
from hirehall.skills.operations import erase_of as erase_skills
from hirehall.skills.queries import own_data_of as skills_of

EXPORTERS: dict[str, own_data.Exporter] = {
    "skills-and-portfolio": skills_of,
}
BLOCKERS: dict[str, own_data.Blocker] = {
    "organisations": queries.organisations_left_without_owner,
}
ERASERS: dict[str, own_data.Eraser] = {
    "skills": erase_skills,
}


def fill() -> None:
    """Tell ``people`` whom to ask; called once when the installation starts."""
    own_data.EXPORTERS.update(EXPORTERS)
    own_data.BLOCKERS.update(BLOCKERS)
    own_data.ERASERS.update(ERASERS)
