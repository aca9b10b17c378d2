"""Draws docs/engagements/hourly.md from the tables that the code itself moves by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hirehall.contracts.states import picture, table
from hirehall.engagements.hourly.states import CALENDAR, ENTRY_MOVES, FINAL, FINAL_ENTRY, MOVES

HEAD = """# The hourly contract

Drawn by `python -m django draw_hourly_states`; a test compares it with the tables in `states.py`. Change the tables,
not this page.

A contract by the hour has a rate and a weekly cap. A week runs from Monday 00:00 to Monday 00:00 UTC. The cap times the
rate, and the client’s fee on it, is held in advance: the client pays the first week, the weekly run asks for the later
ones in the same way. The freelancer writes down time with a memo; nothing else is watched, there are no screenshots and
no measure of activity. At the end of the review the logged time is paid; what was not worked rolls on to the next week
that is not held yet, or goes back to the client with its fee. Disputed entries stay held, the others are paid on time.
What is settled of a disputed entry after that is paid, or goes back, at once, whatever else is still disputed.

An offer, or a quote, can be kept as a draft that only the side that writes it sees, written on, and sent later; its
time starts then.

New terms count from the next week whose money is not held yet. A pause lets the weeks that are held run to their end
and holds no further one. Notice from either side closes the open week: a client who ends pays the undisputed time at
once; when the freelancer ends, the client keeps the review. The contract ends with its last week.

Time also comes in from the CSV exports of Toggl Track, Clockify and Kimai, known by the names in their first line,
and from any table whose columns are named by hand. The file is read in the time zone that its owner names; days that
can be read in two ways are asked for. Every row is shown with its verdict before anything is logged: the rules are
those of time by hand (memo, a week that is held and can be corrected, cap, no overlap), and a row comes in once: each
leaves a key of the tool’s own number or of its time and memo, which is unique in the database. Seconds are never
rounded up. Files are forgotten after seven days.

What a freelancer wrote down under every contract stands on one page (`hourly:hours`), by week and by contract, and
leaves it as CSV. Sums count what was not taken off, and of a settled entry what both agreed on.

An hour is paid once: time that overlaps an entry of the same freelancer under another hourly contract is refused, by
hand, by timer and by import (decided so, not only warned, since two clients would pay for it; entries that were taken
off do not count). Only the freelancer reads under which contract it stands.

While somebody is suspended they log, stop, import, approve, dispute and pay nothing, and no further week is held; a
week whose review is over is charged all the same, for its work is done and its money is held.

The weekly run is a sweep (`hourly.weekly_run`) that puts the due weeks into the queue in batches of a hundred. Each
week has a short transaction of its own, which moves its state and posts its money under a key of its own; a week that
fails is left to a job of its own. A run that is killed goes on where it stopped, and two runs at once do everything
once. `python -m bench.weekly --weeks 10000` shows it: it kills the run again and again, and then looks at the books.
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join(
        [
            HEAD,
            "## The week\n",
            _block(picture(MOVES, start="planned", final={state.value for state in FINAL})),
            table(MOVES),
            "\n## The entry\n",
            _block(picture(ENTRY_MOVES, start="logged", final={state.value for state in FINAL_ENTRY})),
            table(ENTRY_MOVES),
            "\n## The calendar\n",
            _calendar(),
            "",
        ]
    )


def _block(text: str) -> str:
    return f"```mermaid\n{text}\n```\n"


def _calendar() -> str:
    rows = ["| policy | what | usually |", "|---|---|---|"]
    return "\n".join(rows + [f"| `{one.name}` | {one.label} | {one.default} |" for one in CALENDAR])


class Command(BaseCommand):
    help = "Draw the states of the hourly contract into docs/engagements/hourly.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="docs/engagements/hourly.md")

    def handle(self, *args: Any, **options: Any) -> None:
        place = Path(options["to"])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page(), encoding="utf-8")
        self.stdout.write(f"drawn: {place}")
