"""What stays of a panel: the reasons for each who proposed, the protocol, and the panels of a member."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any
from uuid import UUID

from markupsafe import Markup

from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.queries import policy_now
from hirehall.look import charts
from hirehall.look.formats import inert
from hirehall.market.models import (
    Panel,
    PanelCriterion,
    PanelRecusal,
    PanelScore,
    PanelSeat,
    PanelVerdict,
    Proposal,
)
from hirehall.market.queries import panels
from hirehall.market.queries.briefs import client_name
from hirehall.market.queries.panel_pages import Room, SeatLine, room
from hirehall.market.rules import panels as panel_rules
from hirehall.market.states import PanelState, SeatState

LINES_AT_MOST = 100
COLUMNS = ("proposer", "name", "criterion", "weight", "member", "points", "of", "reason", "rank", "of_100")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a panel says to one of those who proposed: each criterion's points and reason, rank, and the award."""

    brief_id: UUID
    title: str
    client: str
    number: int
    of: int
    rank: int | None
    of_hundred: str
    won: bool
    winner: str
    award_reason: str
    awarded_at: datetime | None
    rows: tuple[tuple[PanelCriterion, int, str], ...]
    scale: tuple[str, ...]
    top: int
    picture: Markup


def outcome(by: Actor, proposal_id: UUID) -> Outcome:
    """The reasons, for the author of a proposal.

    Raises:
        Refused: ``proposal.not_found``, ``panel.is_scoring`` and the like before the award.
    """
    row = (
        Proposal.objects.select_related("brief__organisation", "brief__client__client")
        .filter(id=proposal_id)
        .first()
    )
    if row is None or by.is_staff or row.freelancer_id != by.person_id or row.entry_number is None:
        raise not_found("proposal")
    brief = row.brief
    panel_rules.require_panel(brief, PanelState.AWARDED)
    panel = Panel.objects.select_related("winner__freelancer", "winner__agency").get(brief=brief)
    panel.brief = brief
    stands = panels.standing(panel)
    verdicts = {one.criterion_id: one for one in PanelVerdict.objects.filter(proposal=row)}
    criteria = list(panel.criteria.order_by("position"))
    rows = tuple((one, verdicts[one.id].points, verdicts[one.id].reason) for one in criteria)
    won = panel.winner_id == row.id
    tells = bool(policy_now(panel.hall_id).number("panel.tell_winner"))
    mine = stands[row.entry_number]
    bars = [
        charts.Bar(one.name, points, f"{points} of {panel.top}, weight {one.weight}", "accent", "")
        for one, points, _ in rows
    ]
    return Outcome(
        brief_id=brief.id, title=brief.title, client=client_name(brief), number=row.entry_number, of=len(stands),
        rank=mine.rank, of_hundred=mine.of_hundred, won=won,
        winner=panel.winner.author_name if panel.winner and (tells or won) else "",
        award_reason=panel.award_reason if tells or won else "", awarded_at=panel.awarded_at, rows=rows,
        scale=tuple(panel.scale), top=panel.top,
        picture=charts.bars(bars, caption="What the panel agreed on", unit="Points", highest=panel.top),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One proposal and one criterion: who gave what and why, and what was agreed on."""

    number: int
    criterion: PanelCriterion
    given: tuple[tuple[str, int, str], ...]
    agreed: int | None
    middle: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """Everything about how a panel decided, for the files of a public body."""

    room: Room
    rows: tuple[RecordRow, ...]
    bound: tuple[tuple[str, int, str], ...]

    @property
    def excluded(self) -> list[SeatLine]:
        """Whom a conflict of interest has taken off the panel."""
        return [one for one in self.room.seats if one.excluded_at]

    def as_csv(self) -> str:
        """A row for each score and for each agreement."""
        out = StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        lines, top = {one.number: one for one in self.room.entries}, self.room.panel.top
        for row in self.rows:
            line, name = lines[row.number], row.criterion.name
            first = [row.number, inert(line.name), inert(name), row.criterion.weight]
            for member, points, reason in row.given:
                writer.writerow([*first, inert(member), points, top, inert(reason), "", ""])
            if row.agreed is not None:
                agreed = (row.agreed, top, inert(row.reason), line.rank or "", line.of_hundred)
                writer.writerow([*first, "consensus", *agreed])
        for seat in self.excluded:
            how = "excluded, declared" if seat.by_themselves else "excluded by the moderator"
            writer.writerow(["", "", "", "", inert(seat.label), how, "", inert(seat.reason), "", ""])
        for member, number, reason in self.bound:
            who = (number, inert(lines[number].name), "", "", inert(member))
            writer.writerow([*who, "bound", "", inert(reason), "", ""])
        return out.getvalue()


def record(by: Actor, brief_id: UUID) -> Record:
    """The protocol, in at most 18 queries; names of proposers stand in it from the award on.

    Raises:
        Refused: ``panel.not_found``, also for who is only asked; ``panel.is_scoring`` and the like before the
            scores are compared.
    """
    found = room(by, brief_id)
    if not found.reads:
        raise not_found("panel")
    if found.phase not in (PanelState.CONSENSUS, PanelState.AWARDED):
        raise Refused(f"panel.is_{found.phase}", panel_rules.SENTENCES[found.phase])
    numbers = {one.proposal_id: one.number for one in found.entries}
    given: dict[tuple[UUID, UUID], list[tuple[str, int, str]]] = defaultdict(list)
    scores = PanelScore.objects.filter(
        seat__panel=found.panel, seat__state=SeatState.SEATED.value, seat__handed_in_at__isnull=False
    )
    for score in scores.select_related("seat__person").order_by("seat__number"):
        name = score.seat.person.name if score.seat.person else ""
        given[score.proposal_id, score.criterion_id].append((name, score.points, score.reason))
    agreed: dict[tuple[UUID, UUID], Any] = {
        (one.proposal_id, one.criterion_id): one
        for one in PanelVerdict.objects.filter(proposal_id__in=numbers)
    }
    rows = []
    for proposal_id, number in numbers.items():
        for criterion in found.criteria:
            verdict, scored = agreed.get((proposal_id, criterion.id)), given[proposal_id, criterion.id]
            rows.append(
                RecordRow(
                    number, criterion, tuple(scored), verdict.points if verdict else None,
                    panel_rules.middle_of([points for _, points, _ in scored]), verdict.reason if verdict else "",
                )
            )  # fmt: skip
    recusals = PanelRecusal.objects.filter(seat__panel=found.panel).select_related("seat__person")
    bound = tuple(
        (one.seat.person.name if one.seat.person else "", numbers[one.proposal_id], one.reason)
        for one in recusals.order_by("seat__number")
    )
    return Record(found, tuple(rows), bound)


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A panel on which somebody sits or is asked to sit."""

    brief_id: UUID
    title: str
    client: str
    phase: str
    asked: bool
    handed_in: bool
    closes_at: datetime | None
    score_by: datetime
    over: bool


def own_panels(by: Actor, hall_id: UUID) -> list[PanelLine]:
    """The newest first, in one query."""
    rows = PanelSeat.objects.filter(
        person_id=by.require_person(), panel__hall_id=hall_id, state__in=panels.LIVE_SEATS
    ).select_related("panel__brief__organisation", "panel__brief__client__client")
    lines = []
    for row in rows.order_by("-invited_at")[:LINES_AT_MOST]:
        brief = row.panel.brief
        lines.append(
            PanelLine(
                brief.id, brief.title or "Untitled brief", client_name(brief), brief.panel,
                row.state == SeatState.INVITED, row.handed_in_at is not None, brief.closes_at, row.panel.score_by,
                brief.panel == PanelState.AWARDED or brief.state not in ("draft", "published"),
            )
        )  # fmt: skip
    return lines
