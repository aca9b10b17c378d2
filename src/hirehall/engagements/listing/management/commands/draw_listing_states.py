"""Draws docs/engagements/listing.md from the tables that the code itself moves by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hirehall.contracts.states import picture, table
from hirehall.engagements.listing.rules.signals import WORDS
from hirehall.engagements.listing.states import (
    CLOCKS,
    DEPOSIT_CLOCKS,
    DEPOSIT_FINAL,
    DEPOSIT_MOVES,
    FINAL,
    MEMBER_CLOCKS,
    MEMBER_FINAL,
    MEMBER_MOVES,
    MOVES,
    STEP_WORDS,
)

HEAD = """# The board of outside positions

Drawn by `python -m django draw_listing_states`; a test compares it with the tables in `states.py`. Change the tables,
not this page.

Positions at other places, each screened by hand before anybody sees it. There is no contract and no money between the
two sides: one applies at the employer’s. What the hall answers for is the screening, and each position says who did
it and when. A hall has a board only where an operator has switched it on (`listing.offered`), because somebody has to
do it.

The desk screens by a dated list (`Screening`): the points that have to hold, the mail domains where everybody gets an
address, the sites that take applications for others. Each point is ticked for each position and stays on it, as it
was worded then. Nobody screens what they sent in. What a fraud often has is **remarked on**, marked where it stands,
with why; a signal never decides: an editor dismisses it with a reason, which is kept, or refuses the position with
one. The sender reads the reason and can send it again. A changed position leaves the board until it was screened
again.

A listed position is looked at again after some days, or when a member reports it; it closes itself when its days are
over, and whoever keeps it is told. What a member notes about a position is theirs alone; no fact tells of it.

A **saved search** tells at once, each morning or once a week of what was listed after it was saved. What is told is
noted in the transaction that queues the mail (`Told`, once for a search and a position), so a worker that is killed
has told nothing or all. The link in the mail stops it without a log-in. The board and each search are feeds as well.

Positions come by form and from a **CSV file** (`Intake`): read row by row by the rules of the form, shown with what is
wrong, and what is chosen waits for the desk. The words of a file are never guessed; what is not understood stays out
and says why. What the desk brings in has no poster, so that any editor may screen it; it says who brought it in, and
from which line. Files are forgotten after seven days.

People **without an account** write one down with their address (`Mailed`); the desk sees it once the signed link in the
mail has said yes. The same link, which is made anew for each mail and kept nowhere, is how they follow, change and end
it. By pages alone: who uses the API has an account.

**Feeds** (`FeedSource`: address, mapping, how often, on or off) are read by a job, outside of any transaction, by
`foundation.fetching`, which goes nowhere but where it was told; what stood there is taken in by one action. An entry is
known by its own key (`FeedItem`): new, it waits for the desk; changed, it waits again; gone, what waits is withdrawn
and what is listed is closed or comes before the desk, as the source says. What the desk has refused stays refused. Each
reading is kept for 90 days (`FeedRun`) with what in it was no position, and why.

A position that was **seen before** is found by three indices: its words (`fingerprint`), where one applies (`address`,
written in one way), and the prints of its passages (`foundation.shingles`, winnowed). The desk shows the two beside
each other with what both have; nothing follows by itself.

## What is remarked on
"""
MEMBERS = """
## Memberships of the board

A hall can sell them (`listing.membership_sold`, with a price and days, all dated; decision 26); otherwise its board is
free. Titles, summaries, pay, place and who screened it stay free; the whole text, where one applies, and alerts are the
members’. The price is paid like any other money (`money.begin_payment`, purpose `membership`). Who has paid says when
they begin; unused, it goes back whole within the policy’s days. Nothing renews itself unless its member chose that, and
then at no higher price, after a notice. What a membership cost and lasts is frozen on it.
"""


DEPOSITS = """
## Deposits for positions

A hall can ask who sends a position in for a deposit (`listing.deposit_asked`, with its amount, dated): the desk looks
at the position once it is held. Editors, files and feeds of the desk put none down, and without an account nobody can.
It goes back by itself within minutes when its sender takes the position back or closes it, or when its days are over;
some days after the desk has refused it or taken it off. It is kept for two reasons alone (a fraud; no answer to the
desk), after notice. An objection is decided by somebody else at the desk, and where nobody decides, it is not kept.
"""


def clock_table(clocks: tuple[tuple[str, str, str, str], ...]) -> list[str]:
    rows = [f"| {state} | `{column}` | `{policy}` | {move} |" for state, column, policy, move in clocks]
    return ["| while | column | policy | then |", "|---|---|---|---|", *rows]


def page() -> str:
    """The whole page as Markdown."""
    signals = [f"- {word} (`{code}`)" for code, word in WORDS.items()]
    drawn = picture(MOVES, start="submitted", final={state.value for state in FINAL})
    members = picture(MEMBER_MOVES, start="paying", final={state.value for state in MEMBER_FINAL})
    steps = " → ".join(word.lower() for word in STEP_WORDS.values())
    of_members = [f"```mermaid\n{members}\n```\n", table(MEMBER_MOVES), "", *clock_table(MEMBER_CLOCKS)]
    deposits = picture(DEPOSIT_MOVES, start="due", final={state.value for state in DEPOSIT_FINAL})
    of_deposits = [f"```mermaid\n{deposits}\n```\n", table(DEPOSIT_MOVES), "", *clock_table(DEPOSIT_CLOCKS)]
    parts = [
        HEAD, *signals, "\n## Its way\n", f"```mermaid\n{drawn}\n```\n", table(MOVES),
        "\n## Its clock\n", *clock_table(CLOCKS), MEMBERS, *of_members, DEPOSITS, *of_deposits,
        "\n## What a member notes\n", f"Steps, in any order: {steps}; dates, what comes next, and notes.", "",
    ]  # fmt: skip
    return "\n".join(parts)


class Command(BaseCommand):
    help = "Draw the states of an outside position into docs/engagements/listing.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="docs/engagements/listing.md")

    def handle(self, *args: Any, **options: Any) -> None:
        place = Path(options["to"])
        place.write_text(page(), encoding="utf-8")
        self.stdout.write(f"drawn: {place}")
