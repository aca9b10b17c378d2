"""Draws docs/engagements/unit.md from the tables that the code itself moves by."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hirehall.contracts.states import picture, table
from hirehall.engagements.unit.states import CLOCKS, FINAL, OVER, POOL_MOVES, PROCESS, UNITS, WORK_MOVES

HEAD = f"""# The unit order

Drawn by `python -m django draw_unit_states`; a test compares it with the tables in `states.py`. Process
`{PROCESS}`. Change the tables, not this page.

A client posts an order: instructions, a unit, the least and the most of it, a level, the hours for the work. The
price is the hall’s, by unit and level (numbers of its dated policy). The most that it can cost is held, with the
fee, before anybody has claimed it: the money stands in a *posting* of `contracts`, whose id becomes that of the
contract (decision 18). Whoever’s level allows it claims the order, for some minutes to decide, then works until the
date; at the end of each clock the order is in the pool again. **The first hand-over begins the contract.** Paid is
what was counted, the rest goes back with its part of the fee.

Before the first hand-over who holds the order can **ask the client** (`Question`), and so can who was asked for a
direct one. The client’s side is told; the answer is part of the instructions, and both stay with the order for
whoever claims it next, in the pool and under the contract. Who asked is shown to nobody. While a question waits the
hours of the work stand still, for at most `unit.question_hours` over all questions of one claim (none where it is 0):
`due_at` moves by all that is left of them at once, and comes back by what an early answer did not need, so no clock
has to be started again. The minutes to decide go on, because nobody else can claim the order meanwhile.

Or one person is asked: a **direct order** is at that person’s own price (`OwnPrice`, from the hall’s at their level
on), and only they see it. Until they take it on the client can cancel; declined, not answered, given back or missed,
it goes into the pool at the same price, or all goes back, as the client chose when ordering. In the first case its
fees are those of a first meeting, because somebody else may write it; in the second, those of the two: by how they have
met, and by what they have billed before.

A client’s **team** (`Team`, `Candidate`) is made of who passed the client’s own test; an order for a team is seen and
claimed by its members alone, whatever their level, at the price of the order’s level.

**Many at once**: a file of up to 500 lines (`Batch`, `BatchRow`) is read and shown first, each line with what is wrong
with it; then a job makes an order of each, with a payment of its own (decision 20). The file’s row is the lock: an
order and its mark are one transaction, so whoever is killed is followed by somebody who posts the rest. It stops
at the first line that is refused and at the first payment that does not come, and says so.

Accepted texts are taken out together (`TextExport`): a job makes one archive with each text as HTML and DOCX
(`look/word.py`), a table and the files. It is kept a week; made again after a crash it is the same.

Words are counted by one rule in plain text, Markdown, HTML and DOCX (`rules/counting.py`), and live in the page by
the same; the server’s count decides. The text counts or the files, never both, the same file once, and what each file
counted is kept. “well-known” is one word and “3.5” is one, as in word processors; a dash between spaces is none. Of a
DOCX the body counts as it reads with every change accepted: deleted text, hidden text, comments, headers, footnotes and
endnotes do not (a word processor can be set to count notes).

A page is as many words as the policy says, in text and in DOCX, because how many sheets a DOCX fills depends on who
opens it; a PDF has its pages. The rows of a table below its head and the lines of a list are items; sound, film and
subtitles have their length, all of an order rounded up together once (`rules/measuring.py`). Where the maker declares
another number, theirs is offered to the client beside what was counted, and accepting confirms it.

Out of bounds is refused, so nobody works for nothing. Work is **rejected**
only after a revision was asked, and only by an editor (an operator in a staff session), with a reason for both sides.

**Copies**: what was read of a hand-over or a text for a level is kept (`KeptText`) with its prints: hashes of runs of
six words, of which each window of five leaves its smallest (`rules/shingles.py`), so every passage of ten words that
two texts share leaves the same print in both. PostgreSQL finds shared prints by a GIN index over the arrays; prints of
the order’s own instructions do not count. What shares 8 % or more, or is word for word the same, waits for an editor
(`CopyFound`) with both texts marked. It moves nothing by itself. Both sides of an
order, or who sent a text for a level, are told when an editor takes it for a copy, and why.

**Levels** are rows (`LevelRow`): an editor sets one for a person in a hall, with the reason; the latest counts, the
others are its history. A person sends a text first, and may appeal with another; each is answered by a decision.
Where the policy asks for two editors (`unit.editors_per_text`), each rates the text without seeing the other
(`Rating`): both agree, or a third rates it and the one in the middle counts. An appeal is rated by editors who have
not rated before.

**Running readings** (`Reading`): the client of accepted work says with one click whether it is below, at or above the
level that was ordered; a share of it (`unit.readings_percent`) is drawn, by its number, for an editor who reads it
without a name and without the client’s mark. An editor’s mark counts twice. Where enough marks since the level was last
set (`unit.readings_for_level`) lie 0.40 of a mark above or below, or two works were rejected, the desk shows the person
with all figures and the level that they speak for (`rules/levels.py`); nothing changes until an editor sets it, with a
reason. The writer reads the sums from five marks on, the client’s marks stay with the editors.
"""


COUNTED_BY = {
    "word": "the hall, in the text or the files",
    "page": "the hall: words by the measure of its policy, and the pages of a PDF",
    "item": "the hall in a table or a list, else the maker, confirmed by the client",
    "minute": "the hall in sound, film and subtitles, else the maker, confirmed by the client",
}


def page() -> str:
    """The whole page as Markdown."""
    units = ["| unit | priced by | counted by |", "|---|---|---|"]
    units += [f"| {kind.one} | {kind.measure} | {COUNTED_BY[kind.code]} |" for kind in UNITS.values()]
    pool = picture(POOL_MOVES, start="paying", final={place.value for place in OVER})
    work = picture(WORK_MOVES, start="delivered", final={state.value for state in FINAL})
    clocks = ["| while | column | policy | then |", "|---|---|---|---|"]
    clocks += [f"| {state} | `{column}` | `{policy}` | {move} |" for state, column, policy, move in CLOCKS]
    parts = [
        HEAD, "## Units\n", *units, "\n## In the pool\n", f"```mermaid\n{pool}\n```\n", table(POOL_MOVES),
        "\n## Under the contract\n", f"```mermaid\n{work}\n```\n", table(WORK_MOVES), "\n## Its clocks\n",
    ]  # fmt: skip
    return "\n".join([*parts, *clocks, ""])


class Command(BaseCommand):
    help = "Draw the states of a unit order into docs/engagements/unit.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="docs/engagements/unit.md")

    def handle(self, *args: Any, **options: Any) -> None:
        place = Path(options["to"])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page(), encoding="utf-8")
        self.stdout.write(f"drawn: {place}")
