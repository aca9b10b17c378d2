"""Draws docs/engagements/package.md from the tables that the code itself moves by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hirehall.contracts.states import picture, table
from hirehall.engagements.package.states import CLOCKS, FINAL, MOVES, PROCESS

HEAD = f"""# The packaged service

Drawn by `python -m django draw_package_states`; a test compares it with the tables in `states.py`. Process
`{PROCESS}`. Change the tables, not this page.

A freelancer publishes a service (`market`: `models/service.py`): packages, extras, questions, a queue. A
client orders one package with extras and pays the whole price, which is held. Each order is one contract with
one unit of work. An order copies what it buys, so a later change of the service changes no order. A place in
the queue is taken when the order is placed, under the lock of the service’s row, and given back when the
order closes.

**More revisions** are bought for an order that runs, at the price that its package states: the payment is an
intent of its own (`RevisionPurchase`), and the order changes when the money is here; when it has closed meanwhile, the
payment goes back in full. A **tip** is the extra payment of every contract (`contracts`), for accepted orders. A
**custom offer** is written by the freelancer in a conversation about the service (`Inquiry`); it uses the offers that
every contract begins with, and accepting it pays for it: the same order, with no limit of the queue against it. A
client’s request (“something like this”, or any other through a freelancer’s own page) can be answered with one as well:
it stands beside one of the freelancer’s services, is the request’s quote, and carries the piece into terms and order.

When the **client’s bank takes the price back**, the order ends as cancelled, whatever its state: what is still held for
more revisions goes back to the client with its fee, unless the bank wants that payment too; then the order stands still
until that case is decided. When only the money of more revisions is taken back, the order runs on without those that
were not used.

Each side may wish to cancel once for a delivery, because the clock of silence stands still while a wish is open.
"""


def page() -> str:
    """The whole page as Markdown."""
    drawn = picture(MOVES, start="ordered", final={state.value for state in FINAL})
    clocks = ["| while | column | policy | then |", "|---|---|---|---|"]
    clocks += [f"| {state} | `{column}` | `{policy}` | {move} |" for state, column, policy, move in CLOCKS]
    parts = [HEAD, "## The order\n", f"```mermaid\n{drawn}\n```\n", table(MOVES), "\n## Its clocks\n"]
    return "\n".join([*parts, *clocks, ""])


class Command(BaseCommand):
    help = "Draw the states of an order into docs/engagements/package.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="docs/engagements/package.md")

    def handle(self, *args: Any, **options: Any) -> None:
        place = Path(options["to"])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page(), encoding="utf-8")
        self.stdout.write(f"drawn: {place}")
