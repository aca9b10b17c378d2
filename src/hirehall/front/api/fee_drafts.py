"""Drafts of fees for programs of the desk: written, charged again over the hall's last year, read back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status

from hirehall.foundation.schemas import MoneyOut, once
from hirehall.front.api.guard import NAMED, Cursor, Instant, Limit, Words, desk_in, hall_in
from hirehall.front.fee_replay import STEPS, member_name
from hirehall.money.fees.actions.draft_schedule import draft_schedule
from hirehall.money.models import FeeDraft, FeeDraftMember
from hirehall.money.queries import fee_draft_for, fee_draft_members, fee_drafts_of

router = Router()
Side = Literal["freelancer", "client"]
Sort = Literal["change", "-change", "before", "-before", "after", "-after", "volume", "-volume"]


class FeeDraftIn(Schema):
    rules: dict[str, Any]
    wanted_from: Instant
    note: Words = ""


class StepOut(Schema):
    """How many members’ fees change by so much, in percent of what the work cost."""

    percent: str
    members: int


class SideOut(Schema):
    members: int
    more: int
    less: int
    before: MoneyOut
    after: MoneyOut
    steps: list[StepOut]


class MonthOut(Schema):
    month: str
    before: MoneyOut
    after: MoneyOut


class YearOut(Schema):
    payments: int
    contracts: int
    volume: MoneyOut
    freelancers: SideOut
    clients: SideOut
    months: list[MonthOut]


class FeeDraftOut(Schema):
    """A draft; ``year`` is null while it is being computed."""

    id: UUID
    drafted_at: datetime
    wanted_from: datetime
    note: str
    rules: dict[str, Any]
    since: datetime
    until: datetime
    payments: int
    done: int
    year: YearOut | None


class FeeDraftList(Schema):
    items: list[FeeDraftOut]
    next: str | None = None


class FeeDraftMemberOut(Schema):
    id: UUID
    side: str
    name: str
    person_id: UUID | None
    organisation_id: UUID | None
    payments: int
    volume: MoneyOut
    before: MoneyOut
    after: MoneyOut
    change: MoneyOut


class FeeDraftMembers(Schema):
    items: list[FeeDraftMemberOut]
    next: UUID | None


@router.post(
    "/fee-drafts",
    response={201: FeeDraftOut},
    operation_id="money.draft_fee_schedule",
    openapi_extra=NAMED,
)
def write(request: HttpRequest, draft: FeeDraftIn) -> Any:
    """Write rules down and have the hall’s last year charged again by them; it charges nobody."""
    hall = hall_in(request)
    made = draft_schedule(
        hall.id,
        by=desk_in(request),
        rules=draft.rules,
        wanted_from=draft.wanted_from,
        note=draft.note,
        **once(request),
    )
    return Status(201, _draft(made, hall.currency))


@router.get("/fee-drafts", response=FeeDraftList, operation_id="fees.list_drafts", openapi_extra=NAMED)
def listed(request: HttpRequest) -> Any:
    """The latest drafts, the newest first."""
    desk_in(request)
    hall = hall_in(request)
    return {"items": [_draft(row, hall.currency) for row in fee_drafts_of(hall.id)]}


@router.get(
    "/fee-drafts/{uuid:fee_draft_id}",
    response=FeeDraftOut,
    operation_id="fees.read_draft",
    openapi_extra=NAMED,
)
def read(request: HttpRequest, fee_draft_id: UUID) -> Any:
    """One draft, with what the year would have cost by it once that is computed."""
    hall = hall_in(request)
    return _draft(fee_draft_for(desk_in(request), hall.id, fee_draft_id), hall.currency)


@router.get(
    "/fee-drafts/{uuid:fee_draft_id}/members",
    response=FeeDraftMembers,
    operation_id="fees.list_draft_members",
    openapi_extra=NAMED,
)
def members(
    request: HttpRequest,
    fee_draft_id: UUID,
    side: Side = "freelancer",
    sort: Sort = "-change",
    after: Cursor = None,
    limit: Limit = 50,
) -> Any:
    """What each member of one side bore in that year, and would have borne; sorted."""
    hall = hall_in(request)
    draft = fee_draft_for(desk_in(request), hall.id, fee_draft_id)
    rows = fee_draft_members(draft, side=side, sort=sort, after=after, most=limit + 1)
    return {
        "items": [_member(row, hall.currency) for row in rows[:limit]],
        "next": rows[limit - 1].id if len(rows) > limit else None,
    }


def _draft(row: FeeDraft, currency: str) -> FeeDraftOut:
    return FeeDraftOut(
        id=row.id, drafted_at=row.drafted_at, wanted_from=row.wanted_from, note=row.note, rules=row.rules,
        since=row.since, until=row.until, payments=row.lines, done=row.done,
        year=year_out(row.outcome, currency) if row.outcome else None,
    )  # fmt: skip


def year_out(outcome: dict[str, Any], currency: str) -> YearOut:
    def side(kept: dict[str, Any]) -> SideOut:
        return SideOut(
            members=kept["members"],
            more=kept["more"],
            less=kept["less"],
            before=_money(kept["before"], currency),
            after=_money(kept["after"], currency),
            steps=[
                StepOut(percent=label, members=count)
                for label, count in zip(STEPS, kept["steps"], strict=True)
            ],
        )

    return YearOut(
        payments=outcome["lines"],
        contracts=outcome["contracts"],
        volume=_money(outcome["volume"], currency),
        freelancers=side(outcome["freelancer"]),
        clients=side(outcome["client"]),
        months=[
            MonthOut(month=month, before=_money(before, currency), after=_money(after, currency))
            for month, before, after in outcome["months"]
        ],
    )


def _member(row: FeeDraftMember, currency: str) -> FeeDraftMemberOut:
    return FeeDraftMemberOut(
        id=row.id,
        side=row.side,
        name=member_name(row),
        person_id=row.person_id,
        organisation_id=row.organisation_id,
        payments=row.lines,
        volume=_money(row.volume_minor, currency),
        before=_money(row.before_minor, currency),
        after=_money(row.after_minor, currency),
        change=_money(row.change_minor, currency),
    )


def _money(minor: int, currency: str) -> MoneyOut:
    return MoneyOut(minor=minor, currency=currency)
