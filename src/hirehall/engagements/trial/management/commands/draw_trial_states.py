"""Draws docs/engagements/trial.md from the tables that the code itself moves by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hirehall.contracts.states import picture, table
from hirehall.engagements.trial.states import (
    CLOCKS,
    FINAL,
    MATCH_MOVES,
    MATCH_OVER,
    MOST_PROPOSED,
    MOVES,
    PROCESS,
    REQUEST_MOVES,
    REQUEST_OVER,
)

HEAD = f"""# The vetted match with trial

Drawn by `python -m django draw_trial_states`; a test compares it with the tables in `states.py`. Process
`{PROCESS}`. Change the tables, not this page.

A client asks the matcher’s desk for a freelancer (`MatchRequest`): what for, skills, rates with hours a week or a
price of the whole trial, a wished start. An operator in a staff session proposes up to {MOST_PROPOSED} people
(`Match`), each with a reason, from those who are vetted in the hall (`vetting.queries.vetted_people`; the policy
`trial.only_vetted` says whether others may be proposed as well). **Who is proposed is asked first**: the client sees
nobody before their yes, in which they name a rate within the client’s range. When everybody asked has answered, or
the matcher does not wait, the client sees them side by side and chooses one, or asks for others and says why.

The chosen one gets the **offer of a trial**, of the kind that every contract begins with, its fees quoted and frozen.
Until it is accepted the others stay: when it is declined, taken back or expires, the client chooses on. Accepting it
makes the contract with one unit of work (`Trial`). The client pays it; its days begin with the payment, and the price
is held.

**How it ends.** While it runs, and in the window after its days, the client goes on (by the hour or by milestones),
is content, or is not and says why. Silence means content. Content releases the price; going on leads to the offer of
the other model, filled in from this contract (`contracts.queries.basis_for(contract_id=…)`: the same two, met as
before, at the agreed rate). Not content sends everything back. The freelancer may give a running trial up, and nobody
is paid then.

**The guarantee pot** is the hall’s (see [money](../money.md)): an operator sets earned fees aside for it. When the
policy `trial.pot_percent` of the contract says so, it owes the freelancer of a trial without content that part of
what they would have got: so that no two agree on a failure to draw from it, not before `trial.pot_least_percent` of
the days have passed, and `trial.pot_per_pair` times at most between the same two. Both stand in the offer, are kept
on the trial (`pot_least_percent`, `pot_per_pair`), and are shown before the client gives their word. The payment is
made by a job right after the end (`pay_from_pot`), once, under the key `guarantee_pay:<trial>`. When the pot holds
less, nothing moves, the room and the notice say so, and it is paid as soon as the pot is filled, the oldest first.

When the **client’s bank takes the price back**, the trial stands still, and ends as cancelled when the case is lost.
"""


def page() -> str:
    """The whole page as Markdown."""
    clocks = ["| while | column | policy | then |", "|---|---|---|---|"]
    clocks += [f"| {state} | `{column}` | `{policy}` | {move} |" for state, column, policy, move in CLOCKS]
    parts = [HEAD]
    for title, moves, start, over in (
        ("The request", REQUEST_MOVES, "at_desk", REQUEST_OVER),
        ("Who is proposed", MATCH_MOVES, "asked", MATCH_OVER),
        ("The trial", MOVES, "agreed", FINAL),
    ):
        drawn = picture(moves, start=start, final={state.value for state in over})
        parts += [f"## {title}\n", f"```mermaid\n{drawn}\n```\n", table(moves), ""]
    return "\n".join([*parts, "## Clocks\n", *clocks, ""])


class Command(BaseCommand):
    help = "Draw the states of a match and its trial into docs/engagements/trial.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="docs/engagements/trial.md")

    def handle(self, *args: Any, **options: Any) -> None:
        place = Path(options["to"])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page(), encoding="utf-8")
        self.stdout.write(f"drawn: {place}")
