"""Blind panels, for programs: the same actions as the pages, and as little of a name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in
from hirehall.foundation.schemas import MoneyOut, once
from hirehall.market.actions import arrange_panel as arranging
from hirehall.market.actions import decide_by_panel as deciding
from hirehall.market.actions import exclude_from_panel as excluding
from hirehall.market.actions import sit_on_panel as sitting
from hirehall.market.api.shapes import LONGEST_LIST, ReasonIn, StateOut, money_or_none
from hirehall.market.content import SCALE, PanelPlan, Weighed
from hirehall.market.queries import panel_pages, panel_records

router = Router()


class CriterionIn(Schema):
    name: str = Field(max_length=120)
    weight: int = Field(ge=1, le=100)
    about: str = Field("", max_length=500)


class PanelIn(Schema):
    """How a panel is to decide; the weights add up to 100."""

    criteria: list[CriterionIn] = Field(max_length=LONGEST_LIST)
    closes_at: AwareDatetime = Field(description="Proposals are taken, sealed, until then.")
    score_by: AwareDatetime
    scorers_least: int = Field(2, ge=1, le=20)
    scale: list[str] = Field(list(SCALE), max_length=11, description="The words for 0, 1, 2 … points.")

    def plan(self) -> PanelPlan:
        return PanelPlan(
            criteria=tuple(Weighed(**one.model_dump()) for one in self.criteria),
            closes_at=self.closes_at,
            score_by=self.score_by,
            scorers_least=self.scorers_least,
            scale=tuple(self.scale),
        )


class SeatIn(Schema):
    who: str = Field(max_length=254, description="A handle, or an e-mail address.")


class SeatAnswerIn(Schema):
    """``join`` comes with the declaration; ``leave`` with a reason."""

    answer: str = Field(pattern="^(join|decline|leave)$")
    unbound: bool = False
    reason: str = Field("", max_length=300)
    token: str = Field("", max_length=64, description="Of the mailed link, for who was asked by mail.")


class ScoresIn(Schema):
    """In the order of the criteria."""

    points: list[int] = Field(max_length=LONGEST_LIST)
    reasons: list[str] = Field(max_length=LONGEST_LIST)


class AwardIn(Schema):
    number: int = Field(ge=1, le=10000)
    reason: str = Field(max_length=2000)


class SeatOut(Schema):
    number: int
    who: str
    state: str
    mine: bool
    declared_at: datetime | None
    handed_in_at: datetime | None


class EntryOut(Schema):
    """``name`` and ``proposal_id`` are there from the award on."""

    number: int
    amount: MoneyOut | None
    days: int | None
    scored: bool
    recused: bool
    agreed: bool
    of_hundred: str
    rank: int | None
    name: str | None
    proposal_id: UUID | None

    @staticmethod
    def of(line: panel_pages.EntryLine, *, shown: bool) -> EntryOut:
        names = ["number", "days", "scored", "recused", "agreed", "of_hundred", "rank"]
        return EntryOut(
            **{name: getattr(line, name) for name in names},
            amount=money_or_none(line.amount),
            name=line.name if shown else None,
            proposal_id=line.proposal_id if shown else None,
        )


class PanelOut(Schema):
    brief_id: UUID
    state: str
    closes_at: datetime | None
    score_by: datetime
    scorers_least: int
    scale: list[str]
    criteria: list[CriterionIn]
    members: list[SeatOut]
    proposals: list[EntryOut]
    award_reason: str

    @staticmethod
    def of(room: panel_pages.Room) -> PanelOut:
        panel = room.panel
        return PanelOut(
            brief_id=room.brief_id, state=room.phase, closes_at=panel.brief.closes_at, score_by=panel.score_by,
            scorers_least=panel.scorers_least, scale=list(panel.scale),
            criteria=[CriterionIn(name=one.name, weight=one.weight, about=one.about) for one in room.criteria],
            members=[
                SeatOut(number=one.number, who=one.label, state=one.state, mine=one.mine,
                        declared_at=one.declared_at, handed_in_at=one.handed_in_at)
                for one in room.seats
            ],
            proposals=[EntryOut.of(one, shown=room.shown) for one in room.entries],
            award_reason=panel.award_reason,
        )  # fmt: skip


class GivenOut(Schema):
    """One criterion: one’s own score, and from the consensus on everybody’s."""

    criterion: str
    weight: int
    points: int | None
    reason: str
    given: list[tuple[str, int, str]]
    mean: int | None
    agreed: int | None
    agreed_reason: str


class EntryPageOut(EntryOut):
    cover: str
    answers: list[tuple[str, str]]
    plan: list[tuple[str, str, MoneyOut]]
    attachments: list[str]
    kept_back: int = Field(description="Links, pieces and files that would say who it is.")
    scores: list[GivenOut]


class OutcomeOut(Schema):
    """What a panel says to one of those who proposed."""

    number: int
    of: int
    rank: int | None
    of_hundred: str
    won: bool
    winner: str
    award_reason: str
    scores: list[tuple[str, int, int, str]] = Field(description="Criterion, weight, points, reason.")


@router.get("briefs/{uuid:brief_id}/panel", response=PanelOut, operation_id="market.panel")
def panel(request: HttpRequest, brief_id: UUID) -> PanelOut:
    """The panel that decides on a brief, for its client’s side and its members."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    return PanelOut.of(panel_pages.room(by, brief_id))


@router.put("briefs/{uuid:brief_id}/panel", response=PanelOut, operation_id="market.arrange_panel")
def arrange_panel(request: HttpRequest, brief_id: UUID, body: PanelIn) -> PanelOut:
    """A panel is to decide on this draft."""
    by = actor_in(request)
    arranging.arrange_panel(brief_id, by=by, plan=body.plan())
    return PanelOut.of(panel_pages.room(by, brief_id))


@router.delete("briefs/{uuid:brief_id}/panel", response={204: None}, operation_id="market.drop_panel")
def drop_panel(request: HttpRequest, brief_id: UUID) -> Status[None]:
    """No panel decides on this draft after all."""
    arranging.drop_panel(brief_id, by=actor_in(request))
    return Status(204, None)


@router.post(
    "briefs/{uuid:brief_id}/panel/seats", response={201: PanelOut}, operation_id="market.invite_to_panel"
)
def invite_to_panel(request: HttpRequest, brief_id: UUID, body: SeatIn) -> Status[PanelOut]:
    """Ask somebody onto the panel."""
    by = actor_in(request)
    arranging.invite_to_panel(brief_id, by=by, who=body.who, **once(request))
    return Status(201, PanelOut.of(panel_pages.room(by, brief_id)))


@router.post(
    "briefs/{uuid:brief_id}/panel/seats/{number}/release",
    response=PanelOut,
    operation_id="market.release_from_panel",
)
def release_from_panel(request: HttpRequest, brief_id: UUID, number: int, body: ReasonIn) -> PanelOut:
    """Take somebody off the panel, with a reason."""
    by = actor_in(request)
    arranging.release_from_panel(brief_id, by=by, number=number, reason=body.reason, **once(request))
    return PanelOut.of(panel_pages.room(by, brief_id))


@router.post(
    "briefs/{uuid:brief_id}/panel/seats/{number}/exclusion",
    response=PanelOut,
    operation_id="market.exclude_from_panel",
)
def exclude_from_panel(request: HttpRequest, brief_id: UUID, number: int, body: ReasonIn) -> PanelOut:
    """Exclude a member for a conflict of interest, with the reason; none of their scores counts."""
    by = actor_in(request)
    excluding.exclude_from_panel(brief_id, by=by, number=number, reason=body.reason, **once(request))
    return PanelOut.of(panel_pages.room(by, brief_id))


@router.post(
    "briefs/{uuid:brief_id}/panel/conflict", response=StateOut, operation_id="market.declare_conflict"
)
def declare_conflict(request: HttpRequest, brief_id: UUID, body: ReasonIn) -> StateOut:
    """Say that a conflict of interest binds you: you are off the panel, and none of your scores counts."""
    seat = excluding.declare_conflict(brief_id, by=actor_in(request), reason=body.reason, **once(request))
    return StateOut(id=brief_id, state=seat.state)


@router.post(
    "briefs/{uuid:brief_id}/panel/answer", response=StateOut, operation_id="market.answer_panel_seat"
)
def answer_panel_seat(request: HttpRequest, brief_id: UUID, body: SeatAnswerIn) -> StateOut:
    """Take the seat that one was asked onto, decline it, or leave it."""
    by = actor_in(request)
    if body.answer == "join":
        seat = sitting.join_panel(brief_id, by=by, unbound=body.unbound, token=body.token, **once(request))
    elif body.answer == "leave":
        seat = sitting.leave_panel(brief_id, by=by, reason=body.reason, **once(request))
    else:
        seat = sitting.decline_panel(brief_id, by=by, reason=body.reason, token=body.token, **once(request))
    return StateOut(id=brief_id, state=seat.state)


@router.post("briefs/{uuid:brief_id}/panel/opening", response=StateOut, operation_id="market.open_panel")
def open_panel(request: HttpRequest, brief_id: UUID) -> StateOut:
    """Open the sealed proposals once their day has come; the clock does it as well."""
    row = deciding.open_panel(brief_id, by=actor_in(request), **once(request))
    return StateOut(id=row.id, state=row.panel)


@router.get(
    "briefs/{uuid:brief_id}/panel/proposals/{number}",
    response=EntryPageOut,
    operation_id="market.panel_proposal",
)
def panel_proposal(request: HttpRequest, brief_id: UUID, number: int) -> EntryPageOut:
    """“Proposer 3”: what they wrote, without whatever says who they are."""
    by = actor_in(request)
    require_scope(by, Scope.BRIEFS_READ)
    page = panel_pages.entry_page(by, brief_id, number)
    line = EntryOut.of(page.line, shown=page.room.shown)
    return EntryPageOut(
        **line.model_dump(), cover=page.cover, answers=list(page.answers),
        plan=[(step.title, step.criteria, MoneyOut.of(step.amount)) for step in page.plan],
        attachments=[one.label for one in page.files], kept_back=page.hidden,
        scores=[
            GivenOut(criterion=row.criterion.name, weight=row.criterion.weight, points=row.points,
                     reason=row.reason, given=list(row.given), mean=row.middle, agreed=row.agreed,
                     agreed_reason=row.agreed_reason)
            for row in page.rows
        ],
    )  # fmt: skip


@router.put(
    "briefs/{uuid:brief_id}/panel/proposals/{number}/scores",
    response=EntryPageOut,
    operation_id="market.score_proposal",
)
def score_proposal(request: HttpRequest, brief_id: UUID, number: int, body: ScoresIn) -> EntryPageOut:
    """One’s own points by each criterion, each with a reason; until handed in they may change."""
    by = actor_in(request)
    sitting.score_proposal(brief_id, by=by, number=number, points=body.points, reasons=body.reasons)
    return panel_proposal(request, brief_id, number)


@router.post(
    "briefs/{uuid:brief_id}/panel/proposals/{number}/recusal",
    response=EntryPageOut,
    operation_id="market.recuse_from_proposal",
)
def recuse_from_proposal(request: HttpRequest, brief_id: UUID, number: int, body: ReasonIn) -> EntryPageOut:
    """Something binds one to this proposer, so one does not score it."""
    by = actor_in(request)
    sitting.recuse_from_proposal(brief_id, by=by, number=number, reason=body.reason, **once(request))
    return panel_proposal(request, brief_id, number)


@router.post("briefs/{uuid:brief_id}/panel/hand-in", response=PanelOut, operation_id="market.hand_in_scores")
def hand_in_scores(request: HttpRequest, brief_id: UUID) -> PanelOut:
    """One’s scores stand from now on."""
    by = actor_in(request)
    sitting.hand_in_scores(brief_id, by=by, **once(request))
    return PanelOut.of(panel_pages.room(by, brief_id))


@router.post(
    "briefs/{uuid:brief_id}/panel/comparison", response=PanelOut, operation_id="market.compare_scores"
)
def compare_scores(request: HttpRequest, brief_id: UUID) -> PanelOut:
    """Compare what has been handed in, after the day for the scores."""
    by = actor_in(request)
    deciding.compare_scores(brief_id, by=by, **once(request))
    return PanelOut.of(panel_pages.room(by, brief_id))


@router.put(
    "briefs/{uuid:brief_id}/panel/proposals/{number}/consensus",
    response=EntryPageOut,
    operation_id="market.agree_on_proposal",
)
def agree_on_proposal(request: HttpRequest, brief_id: UUID, number: int, body: ScoresIn) -> EntryPageOut:
    """What the panel agreed on for one proposal; with a reason where that is not the members’ mean."""
    by = actor_in(request)
    deciding.agree_on_proposal(brief_id, by=by, number=number, points=body.points, reasons=body.reasons)
    return panel_proposal(request, brief_id, number)


@router.post("briefs/{uuid:brief_id}/panel/award", response=PanelOut, operation_id="market.award_by_panel")
def award_by_panel(request: HttpRequest, brief_id: UUID, body: AwardIn) -> PanelOut:
    """Award the first in the ranking; names are shown from now on."""
    by = actor_in(request)
    deciding.award_by_panel(brief_id, by=by, number=body.number, reason=body.reason, **once(request))
    return PanelOut.of(panel_pages.room(by, brief_id))


@router.get("proposals/{uuid:proposal_id}/outcome", response=OutcomeOut, operation_id="market.panel_outcome")
def panel_outcome(request: HttpRequest, proposal_id: UUID) -> OutcomeOut:
    """One’s own points, rank and reasons, once a panel has awarded."""
    by = actor_in(request)
    require_scope(by, Scope.PROPOSALS_READ)
    found = panel_records.outcome(by, proposal_id)
    names = ["number", "of", "rank", "of_hundred", "won", "winner", "award_reason"]
    return OutcomeOut(
        **{name: getattr(found, name) for name in names},
        scores=[(one.name, one.weight, points, reason) for one, points, reason in found.rows],
    )
