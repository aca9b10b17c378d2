"""Draws docs/engagements/milestone.md from the tables that the code itself moves by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hirehall.contracts.states import CONTRACT_MOVES, OFFER_MOVES, picture, table
from hirehall.engagements.milestone.states import CLOCKS, FINAL, MOVES, PROCESS

HEAD = f"""# The milestone contract

Drawn by `python -m django draw_milestone_states`; a test compares it with the tables in `states.py`. Process
`{PROCESS}`. Change the tables, not this page.
"""


def page() -> str:
    """The whole page as Markdown."""
    closed = {"accepted", "declined", "withdrawn", "expired"}
    return "\n".join(
        [
            HEAD,
            "## The milestone\n",
            _block(picture(MOVES, start="planned", final={state.value for state in FINAL})),
            table(MOVES),
            "\n## Its clocks\n",
            _clocks(),
            "\n## The offer\n",
            _block(picture(OFFER_MOVES, start="draft", final=closed)),
            table(OFFER_MOVES),
            "\n## The contract\n",
            _block(picture(CONTRACT_MOVES, start="active", final={"ended"})),
            table(CONTRACT_MOVES),
            "",
        ]
    )


def _block(text: str) -> str:
    return f"```mermaid\n{text}\n```\n"


def _clocks() -> str:
    rows = ["| while | column | policy | then |", "|---|---|---|---|"]
    rows += [f"| {state} | `{column}` | `{policy}` | {move} |" for state, column, policy, move, _ in CLOCKS]
    return "\n".join(rows)


class Command(BaseCommand):
    help = "Draw the states of the milestone contract into docs/engagements/milestone.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="docs/engagements/milestone.md")

    def handle(self, *args: Any, **options: Any) -> None:
        place = Path(options["to"])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page(), encoding="utf-8")
        self.stdout.write(f"drawn: {place}")
