"""One thing that waits for a person. Modules answer them, the dashboard and contract pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """What waits for whom.

    Attributes:
        title: what to do, starting with a verb.
        text: what happens next, when, and what silence means.
        href: where it is done.
        button: the label of the one primary button.
        due_at: when silence takes effect; None where nothing happens by itself.
        tone: ``warn`` where money or a deadline waits, else ``info``.
    """

    title: str
    text: str
    href: str
    button: str
    due_at: datetime | None = None
    tone: str = "info"
