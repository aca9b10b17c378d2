"""What a draft of fees would have made of the hall's last year: computed, and as it is shown."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any
from uuid import UUID

from babel.dates import format_date
from markupsafe import Markup

from hirehall.contracts.queries import released_lines
from hirehall.foundation.actor import system
from hirehall.foundation.money import Money
from hirehall.look import formats
from hirehall.look.charts import Column, Twin, columns, twins
from hirehall.money.fees.actions.record_replay import record_replay
from hirehall.money.models import FeeDraft, FeeDraftMember
from hirehall.money.operations import note_fee_progress
from hirehall.money.queries import Replay

TELL_EVERY = 5_000
AT_ONCE = 3_000  # lines that a page may charge again itself; more are left to the job
STEPS = ("< −10", "−10", "−5", "−2", "0", "+2", "+5", "+10", "> +10")  # each is named by its far edge
FEWEST_TOLD = 5
SIDES = {"freelancer": "Freelancers", "client": "Clients"}


def charge_again(draft_id: UUID) -> None:
    """Charge every line of the draft's year by its rules, and keep what comes out. Twice changes nothing."""
    draft = FeeDraft.objects.select_related("hall").get(id=draft_id)
    if draft.replayed_at is not None:
        return
    replay = Replay(draft.read())
    for line in released_lines(draft.hall_id, draft.since, draft.until, draft.hall.currency):
        replay.add(line)
        if replay.lines % TELL_EVERY == 0:
            note_fee_progress(draft.id, replay.lines)
    record_replay(draft.id, by=system("fees"), replay=replay)


@dataclass(frozen=True, slots=True)
class SideOfYear:
    """One side: how many bear more or less, what they bore in all and would have borne, and by how much each."""

    name: str
    members: int
    more: int
    less: int
    before: Money
    after: Money
    chart: Markup

    @property
    def same(self) -> int:
        return self.members - self.more - self.less

    @property
    def change(self) -> Money:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class YearAgain:
    """A hall's year under other rules, without any name."""

    lines: int
    contracts: int
    volume: Money
    before: Money
    after: Money
    sides: tuple[SideOfYear, ...]
    months: Markup

    @property
    def change(self) -> Money:
        return self.after - self.before


def year_again(outcome: dict[str, Any], currency: str) -> YearAgain:
    """The kept sums as a page shows them."""

    def money(minor: int) -> Money:
        return Money(minor, currency)

    sides = tuple(
        SideOfYear(
            name=name,
            members=outcome[side]["members"],
            more=outcome[side]["more"],
            less=outcome[side]["less"],
            before=money(outcome[side]["before"]),
            after=money(outcome[side]["after"]),
            chart=_histogram(name, outcome[side]["steps"]),
        )
        for side, name in SIDES.items()
    )
    return YearAgain(
        lines=outcome["lines"],
        contracts=outcome["contracts"],
        volume=money(outcome["volume"]),
        before=sides[0].before + sides[1].before,
        after=sides[0].after + sides[1].after,
        sides=sides,
        months=_months(outcome["months"], currency),
    )


def told_year(outcome: dict[str, Any], currency: str) -> YearAgain | None:
    """The sums for everybody; None where so few are behind them that they would show what single people paid."""
    if any(outcome[side]["members"] < FEWEST_TOLD for side in SIDES):
        return None
    return year_again(outcome, currency)


def _histogram(name: str, steps: Sequence[int]) -> Markup:
    items = [
        Column(label, count, str(count) if count else "") for label, count in zip(STEPS, steps, strict=True)
    ]
    caption = f"{name} by the change of their fees, in percent of what the work cost"
    return (
        columns(items, caption=caption, unit="Members", what="Change in percent")
        if any(steps)
        else Markup("")
    )


def _months(rows: Sequence[tuple[str, int, int]], currency: str) -> Markup:
    locale = formats.reader().locale
    items: list[Twin] = []
    for month, before, after in rows:
        first = date.fromisoformat(f"{month}-01")
        texts = (
            formats.money_text(Money(before, currency)),
            formats.money_text(Money(after, currency)),
        )
        label, exact = (format_date(first, form, locale=locale) for form in ("LLL", "LLLL y"))
        items.append(Twin(label, before, after, texts, exact))
    return twins(items, caption="What the hall keeps, by month", names=("As it was", "By this draft"))


def member_name(row: FeeDraftMember) -> str:
    return row.organisation.name if row.organisation else row.person.name if row.person else ""


def members_csv(rows: Sequence[FeeDraftMember], currency: str) -> str:
    """One line a member: amounts in whole units with a point."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["side", "member", "id", "payments", "volume", "fees_before", "fees_after", "change", "currency"]
    )
    for row in rows:
        amounts = (row.volume_minor, row.before_minor, row.after_minor, row.change_minor)
        writer.writerow(
            [
                row.side,
                formats.inert(member_name(row)),
                row.organisation_id or row.person_id,
                row.lines,
                *(Money(minor, currency).decimal for minor in amounts),
                currency,
            ]
        )
    return out.getvalue()
