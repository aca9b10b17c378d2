"""The panel's room and what its members read and score: proposals without whatever says whose they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from markupsafe import Markup

from hirehall.files.models import StoredFile
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.look import charts
from hirehall.market import rules
from hirehall.market.models import (
    Addendum,
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
from hirehall.market.queries.panel_files import Attachment, attachment_file, attachments
from hirehall.market.rules import panels as panel_rules
from hirehall.market.rules import sealing
from hirehall.market.states import PanelState, SeatState

PHASES = (
    (PanelState.OPEN, "Proposals come in, sealed"),
    (PanelState.SCORING, "Each member scores alone"),
    (PanelState.CONSENSUS, "The panel agrees"),
    (PanelState.AWARDED, "Award, names shown"),
)
SEAT_WORDS = {
    "invited": ("Asked", "neutral"),
    "seated": ("Sits on the panel", "ok"),
    "declined": ("Declined", "neutral"),
    "left": ("Left", "neutral"),
    "excluded": ("Excluded", "bad"),
}


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A member, for who is in the room. Before they accept they are what they were asked by."""

    number: int
    label: str
    state: str
    word: tuple[str, str]
    mine: bool
    declared_at: datetime | None
    handed_in_at: datetime | None
    reason: str
    excluded_at: datetime | None = None
    by_themselves: bool = False


@dataclass(frozen=True, slots=True)
class EntryLine:
    """“Proposer 3” in the room's list."""

    number: int
    amount: Money | None
    days: int | None
    unconfirmed: bool
    scored: bool
    recused: bool
    agreed: bool
    of_hundred: str
    rank: int | None
    name: str
    handle: str
    proposal_id: UUID
    state: str


@dataclass(frozen=True, slots=True)
class Room:
    """The panel as its reader sees it, and what they can do now.

    Attributes:
        asked: whether the reader was asked onto the panel and has not answered.
        reads: whether they read proposals, scores and the award, which who is only asked does not.
        scoring: whether scores are still taken.
        shown: whether names are shown, which they are from the award on.
    """

    panel: Panel
    brief_id: UUID
    title: str
    client: str
    phase: str
    ended: bool
    criteria: tuple[PanelCriterion, ...]
    seats: tuple[SeatLine, ...]
    entries: tuple[EntryLine, ...]
    addenda: tuple[Addendum, ...]
    proposal_count: int
    manages: bool
    seated: bool
    asked: bool
    reads: bool
    scoring: bool
    handed_in: bool
    shown: bool
    may_read_brief: bool
    can_open: bool
    can_compare: bool
    can_hand_in: bool
    can_award: bool
    can_pass_on: bool
    seats_open: bool
    may_exclude: bool

    @property
    def phases(self) -> list[tuple[str, bool, bool]]:
        """(words, whether it is over, whether it is now)."""
        states = [state for state, _ in PHASES]
        at = states.index(PanelState(self.phase)) if self.phase in states else -1
        return [
            (words, place < at or self.phase == "awarded", place == at and self.phase != "awarded")
            for place, (_, words) in enumerate(PHASES)
        ]

    @property
    def ranking(self) -> list[EntryLine]:
        return sorted(self.entries, key=lambda one: (one.rank or 99, one.number))

    @property
    def first(self) -> list[EntryLine]:
        """Who can be awarded: the first in the ranking, without those who gave up; several where they are level."""
        gone = {earlier["number"] for earlier in self.panel.earlier_awards}
        if self.can_pass_on and self.panel.winner is not None:
            gone.add(self.panel.winner.entry_number)
        left = [one for one in self.ranking if one.number not in gone and one.rank]
        return [one for one in left if one.rank == left[0].rank]

    @property
    def done(self) -> int:
        return sum(one.scored or one.recused for one in self.entries)


def room(by: Actor, brief_id: UUID) -> Room:
    """The panel's room, in at most 14 queries however many proposals and members there are.

    Raises:
        Refused: ``panel.not_found`` for everybody but the client's side, whoever was asked, and staff.
    """
    panel, seat = panels.panel_of(by, brief_id)
    brief = panel.brief
    criteria = tuple(panel.criteria.order_by("position"))
    seats = list(PanelSeat.objects.filter(panel=panel).select_related("person").order_by("number"))
    seated = [one for one in seats if one.state == SeatState.SEATED]
    handed = [one for one in seated if one.handed_in_at]
    shown = brief.panel == PanelState.AWARDED
    sits = seat is not None and seat.state == SeatState.SEATED
    reads = sits or by.is_staff or rules.is_client_side(brief, by)
    sealed = not reads or brief.panel in ("planned", "open")
    entries = () if sealed else _entries(panel, seat, len(criteria), shown=shown)
    live = brief.state == "published"
    manages = rules.may_manage(brief, by)
    late = panel.score_by <= clock.now() or len(handed) == len(seated)
    mine_done = bool(entries) and all(one.scored or one.recused for one in entries)
    scoring = live and brief.panel == "scoring" and not panel_rules.is_scoring_over(panel, len(handed))
    winner = Proposal.objects.filter(id=panel.winner_id).first() if panel.winner_id and reads else None
    panel.winner = winner
    if not reads:
        panel.award_reason, panel.earlier_awards = "", []
    return Room(
        panel=panel, brief_id=brief.id, title=brief.title or "Untitled brief", client=client_name(brief),
        phase=brief.panel, ended=brief.panel != PanelState.AWARDED and brief.state not in ("draft", "published"),
        criteria=criteria, seats=tuple(_seat(one, by) for one in seats), entries=entries,
        addenda=tuple(panels.addenda_of(brief)), proposal_count=brief.proposal_count, manages=manages,
        seated=sits, asked=seat is not None and not sits, reads=reads, scoring=scoring,
        handed_in=seat is not None and seat.handed_in_at is not None, shown=shown,
        may_read_brief=rules.is_client_side(brief, by) or (brief.visibility == "public" and brief.state != "draft"),
        can_open=manages and live and brief.panel == "open" and sealing.is_closed_to_proposals(brief),
        can_compare=manages and live and brief.panel == "scoring" and late
        and len(handed) >= panel.scorers_least and bool(entries),
        can_hand_in=sits and scoring and mine_done
        and seat is not None and seat.handed_in_at is None,
        can_award=manages and live and brief.panel == "consensus" and all(one.rank for one in entries),
        can_pass_on=manages and live and shown and winner is not None and winner.state == "declined",
        may_exclude=live and brief.panel in ("open", "scoring", "consensus"),
        seats_open=brief.state in ("draft", "published") and brief.panel in ("planned", "open", "scoring"),
    )  # fmt: skip


def _seat(row: PanelSeat, by: Actor) -> SeatLine:
    sits = row.state in (SeatState.SEATED, SeatState.EXCLUDED)
    known = row.person is not None and (sits or not row.email)
    return SeatLine(
        row.number, row.person.name if known and row.person else row.email, row.state, SEAT_WORDS[row.state],
        row.person_id is not None and row.person_id == by.person_id,
        row.declared_at, row.handed_in_at, row.reason, row.excluded_at, row.excluded_by_id == row.person_id,
    )  # fmt: skip


def _entries(panel: Panel, seat: PanelSeat | None, criteria: int, *, shown: bool) -> tuple[EntryLine, ...]:
    found = Proposal.objects.filter(brief_id=panel.brief_id, entry_number__isnull=False)
    rows = list(found.select_related("freelancer", "agency").order_by("entry_number"))
    mine: dict[UUID, int] = defaultdict(int)
    bound: set[UUID] = set()
    if seat is not None:
        for proposal_id in PanelScore.objects.filter(seat=seat).values_list("proposal_id", flat=True):
            mine[proposal_id] += 1
        bound = set(PanelRecusal.objects.filter(seat=seat).values_list("proposal_id", flat=True))
    stands = panels.standing(panel)
    lines = []
    for row in rows:
        number = row.entry_number or 0
        one = stands[number]
        lines.append(
            EntryLine(
                number, row.amount, row.days, row.addendum_seen < panel.brief.addenda,
                mine[row.id] == criteria, row.id in bound, one.total is not None, one.of_hundred, one.rank,
                row.author_name if shown else "", row.freelancer.handle if shown else "", row.id, row.state,
            )
        )  # fmt: skip
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion of one proposal: one's own score, and from the consensus on everybody's and what was agreed."""

    place: int
    criterion: PanelCriterion
    points: int | None
    reason: str
    given: tuple[tuple[str, int, str], ...]
    middle: int | None
    picture: Markup
    agreed: int | None
    agreed_reason: str


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    criteria: str
    amount: Money
    due_days: int | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One proposal as the panel reads it.

    Attributes:
        hidden: how many links, pieces and files are kept back until the award.
        recused: one's own reason for not scoring it.
        bound: which members do not score it, where scores are compared.
    """

    room: Room
    line: EntryLine
    cover: str
    answers: tuple[tuple[str, str], ...]
    plan: tuple[Step, ...]
    files: tuple[Attachment, ...]
    hidden: int
    rows: tuple[CriterionRow, ...]
    recused: str
    bound: tuple[tuple[str, str], ...]
    may_score: bool
    may_agree: bool
    before: int | None
    after: int | None


def entry_page(by: Actor, brief_id: UUID, number: int) -> EntryPage:
    """“Proposer 3”, in at most 22 queries.

    Raises:
        Refused: ``panel.not_found``, ``proposal.not_found``.
    """
    found = room(by, brief_id)
    line = next((one for one in found.entries if one.number == number), None)
    if line is None:
        raise not_found("proposal")
    row = panels.entry_for(found.panel, number)
    clean = panels.cleaner(row, panels.names_of([row])[row.id], shown=found.shown)
    seat = next((one for one in found.seats if one.mine and one.state == "seated"), None)
    recusals = list(
        PanelRecusal.objects.filter(proposal=row, seat__panel=found.panel).select_related("seat__person")
    )
    mine = [one for one in recusals if seat is not None and one.seat.number == seat.number]
    compared = found.phase in ("consensus", "awarded")
    live = not found.ended
    scoring = seat is not None and seat.handed_in_at is None and found.scoring
    numbers = [one.number for one in found.entries]
    at = numbers.index(number)
    files, kept_back = attachments(row.id, shown=found.shown)
    return EntryPage(
        room=found, line=line, cover=clean(row.cover),
        answers=tuple((item["question"], clean(item["answer"])) for item in row.answers),
        plan=tuple(
            Step(clean(step["title"]), clean(step["criteria"]), Money(step["amount_minor"], row.currency),
                 step["due_days"])
            for step in row.plan
        ),
        files=files, hidden=0 if found.shown else len(row.links) + len(row.piece_ids) + kept_back,
        rows=_rows(found, row, seat, compared=compared), recused=mine[0].reason if mine else "",
        bound=tuple((one.seat.person.name if one.seat.person else "", one.reason) for one in recusals)
        if compared else (),
        may_score=scoring and not mine, may_agree=found.manages and found.phase == "consensus" and live,
        before=numbers[at - 1] if at else None, after=numbers[at + 1] if at + 1 < len(numbers) else None,
    )  # fmt: skip


def _rows(found: Room, row: Proposal, seat: SeatLine | None, *, compared: bool) -> tuple[CriterionRow, ...]:
    scores = PanelScore.objects.filter(proposal=row, seat__panel=found.panel).select_related("seat__person")
    by_criterion: dict[UUID, list[PanelScore]] = defaultdict(list)
    for score in scores.order_by("seat__number"):
        by_criterion[score.criterion_id].append(score)
    verdicts = {
        one.criterion_id: one for one in (PanelVerdict.objects.filter(proposal=row) if compared else ())
    }
    rows = []
    for place, criterion in enumerate(found.criteria):
        given = by_criterion[criterion.id]
        mine = next((one for one in given if seat is not None and one.seat.number == seat.number), None)
        counted = [one for one in given if compared and _counts(one)]
        verdict: Any = verdicts.get(criterion.id)
        points = [one.points for one in counted]
        rows.append(
            CriterionRow(
                place=place, criterion=criterion, points=mine.points if mine else None,
                reason=mine.reason if mine else "",
                given=tuple((_name(one.seat), one.points, one.reason) for one in counted),
                middle=panel_rules.middle_of(points),
                picture=spread(points, found.panel.top, criterion.name),
                agreed=verdict.points if verdict else None, agreed_reason=verdict.reason if verdict else "",
            )
        )  # fmt: skip
    return tuple(rows)


def _counts(score: PanelScore) -> bool:
    return score.seat.handed_in_at is not None and score.seat.state == SeatState.SEATED


def _name(seat: PanelSeat) -> str:
    return seat.person.name if seat.person else ""


def spread(points: Sequence[int], top: int, name: str) -> Markup:
    """How far the members' points lie apart, as a band with a mark at their mean; nothing where nobody scored."""
    if not points:
        return Markup("")
    mean = sum(points) / len(points)
    label = f"{name}: from {min(points)} to {max(points)} of {top}, mean {mean:.1f}"
    return charts.band(min(points), mean, max(points), label=label, end=top)


def entry_file(by: Actor, brief_id: UUID, number: int, place: int) -> StoredFile:
    """An attachment of a proposal as the panel gets it: before the award a copy that says nothing of its author.

    Raises:
        Refused: ``panel.not_found``, ``proposal.not_found``, ``file.not_found``.
    """
    found = room(by, brief_id)
    if not any(one.number == number for one in found.entries):
        raise not_found("proposal")
    stored = attachment_file(panels.entry_for(found.panel, number).id, place, shown=found.shown)
    if stored is None:
        raise not_found("file")
    return stored
