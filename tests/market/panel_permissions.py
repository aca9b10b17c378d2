"""Who may do what with panels and addenda. The client owns and moderates; the counterparty is a member, or proposes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat, system
from hirehall.halls.models import Hall
from hirehall.market.actions.add_addendum import add_addendum, confirm_proposal
from hirehall.market.actions.arrange_panel import (
    arrange_panel,
    drop_panel,
    invite_to_panel,
    release_from_panel,
)
from hirehall.market.actions.decide_by_panel import (
    agree_on_proposal,
    award_by_panel,
    compare_scores,
    open_panel,
)
from hirehall.market.actions.exclude_from_panel import declare_conflict, exclude_from_panel
from hirehall.market.actions.sit_on_panel import (
    decline_panel,
    hand_in_scores,
    join_panel,
    leave_panel,
    recuse_from_proposal,
    score_proposal,
)
from hirehall.market.models import Brief, Panel
from tests.makers.base import actor_of, make_person
from tests.makers.market import make_brief, make_proposal
from tests.makers.panels import WHY, Table, make_table, plan
from tests.permission_case import Case

CLIENT, MEMBER = {"owner"}, {"counterparty"}
Row = tuple[str, set[str], Callable[[Actor], Any]]


def cases(hall: Hall, client: Actor, freelancer: Actor) -> list[Case]:
    members = [actor_of(make_person(name, Hat.CLIENT)) for name in ("Mina Market", "Moses Market")]
    made = iter(range(100))

    def table(phase: str = "planned", *, scored: int = 0) -> Table:
        """A panel in this phase, of whose members so many have handed in."""
        found = make_table(hall, client=client, members=members)
        if phase == "planned":
            return found
        found.seat()
        found.publish()
        found.propose(f"Proposer Market {next(made)}")
        if phase == "open":
            return found
        past(found.brief)
        open_panel(found.brief.id, by=system("clock"))
        for member in members[:scored]:
            found.score(member, {1: (4, 4, 4)})
        found.brief.refresh_from_db()
        return found

    planned = [table() for _ in range(6)]
    scoring, recusing, handing, leaving, bound, binding = (table("scoring") for _ in range(6))
    score_proposal(handing.brief.id, by=members[0], number=1, points=(3, 3, 3), reasons=(WHY,) * 3)
    late = table("scoring", scored=1)
    Panel.objects.filter(brief=late.brief).update(scorers_least=1, score_by=clock.now())
    agreeing, awarding = table("scoring", scored=2), table("scoring", scored=2)
    awarding.agreed()
    due = table("open")
    past(due.brief)
    brief = make_brief(hall, client)
    proposal = make_proposal(brief, freelancer)
    add_addendum(brief.id, by=client, text="One more thing to know.")
    given: dict[str, Any] = {"number": 1, "points": (4, 4, 4), "reasons": (WHY,) * 3}
    rows: list[Row] = [
        ("arrange_panel", CLIENT, lambda by: arrange_panel(planned[0].brief.id, by=by, plan=plan())),
        ("drop_panel", CLIENT, lambda by: drop_panel(planned[1].brief.id, by=by)),
        ("invite_to_panel", CLIENT, lambda by: invite_to_panel(planned[2].brief.id, by=by, who="a@b.example")),
        ("release_from_panel", CLIENT, lambda by: release_from_panel(planned[3].brief.id, by=by, number=1, reason=WHY)),
        ("join_panel", MEMBER, lambda by: join_panel(planned[4].brief.id, by=by, unbound=True)),
        ("decline_panel", MEMBER, lambda by: decline_panel(planned[5].brief.id, by=by)),
        ("leave_panel", MEMBER, lambda by: leave_panel(leaving.brief.id, by=by, reason=WHY)),
        ("declare_conflict", MEMBER, lambda by: declare_conflict(bound.brief.id, by=by, reason=WHY)),
        ("exclude_from_panel", CLIENT, lambda by: exclude_from_panel(binding.brief.id, by=by, number=2, reason=WHY)),
        ("score_proposal", MEMBER, lambda by: score_proposal(scoring.brief.id, by=by, **given)),
        (
            "recuse_from_proposal",
            MEMBER,
            lambda by: recuse_from_proposal(recusing.brief.id, by=by, number=1, reason=WHY),
        ),
        ("hand_in_scores", MEMBER, lambda by: hand_in_scores(handing.brief.id, by=by)),
        ("open_panel", {"owner", "system"}, lambda by: open_panel(due.brief.id, by=by)),
        ("compare_scores", CLIENT, lambda by: compare_scores(late.brief.id, by=by)),
        ("agree_on_proposal", CLIENT, lambda by: agree_on_proposal(agreeing.brief.id, by=by, **given)),
        ("award_by_panel", CLIENT, lambda by: award_by_panel(awarding.brief.id, by=by, number=1, reason=WHY)),
        ("add_addendum", CLIENT, lambda by: add_addendum(brief.id, by=by, text="Another thing to know.")),
    ]  # fmt: skip
    found = [
        Case(action=f"market.{name}", call=call, owner=client, counterparty=members[0], may=may)
        for name, may, call in rows
    ]
    confirm = Case(
        "market.confirm_proposal", lambda by: confirm_proposal(proposal.id, by=by), client, freelancer, MEMBER
    )
    return [*found, confirm]


def past(brief: Brief) -> None:
    """Its closing day has come."""
    Brief.objects.filter(id=brief.id).update(closes_at=clock.now() - timedelta(minutes=1))
