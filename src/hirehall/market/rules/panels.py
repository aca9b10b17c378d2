"""What a panel's plan must say, who may do what on it, and how a ranking comes of what was agreed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.market import rules
from hirehall.market.content import PanelPlan
from hirehall.market.models import Brief, Panel, PanelSeat
from hirehall.market.states import PanelState, SeatState

CRITERIA_AT_MOST = 12
SEATS_AT_MOST = 20
AHEAD_AT_MOST = timedelta(days=365)
REASON_AT_LEAST = 5
SENTENCES = {
    "": "No panel decides on this brief.",
    PanelState.PLANNED: "This panel begins when the brief is published.",
    PanelState.OPEN: "Proposals are still sealed; they are opened when their day has come.",
    PanelState.SCORING: "The members are still scoring.",
    PanelState.CONSENSUS: "The scores have been compared; the panel agrees now.",
    PanelState.AWARDED: "This panel has awarded.",
}


def require_plan(plan: PanelPlan) -> None:
    """Whole, and dated so that it can be kept."""
    if not 1 <= len(plan.criteria) <= CRITERIA_AT_MOST:
        raise rules.invalid("panel.criteria", f"Name one to {CRITERIA_AT_MOST} criteria.", "criteria")
    for one in plan.criteria:
        if not 2 <= len(one.name.strip()) <= 120 or len(one.about) > 500 or one.weight < 1:
            raise rules.invalid(
                "panel.criterion", "Each criterion has a name and a weight above zero.", "criteria"
            )
    if len({one.name.strip().casefold() for one in plan.criteria}) < len(plan.criteria):
        raise rules.invalid("panel.criterion", "Two criteria have the same name.", "criteria")
    total = sum(one.weight for one in plan.criteria)
    if total != 100:
        raise rules.invalid(
            "panel.weights", f"The weights add up to 100; these add up to {total}.", "criteria"
        )
    words = [word.strip() for word in plan.scale]
    if (
        not 2 <= len(words) <= 11
        or not all(1 <= len(word) <= 40 for word in words)
        or len(set(words)) < len(words)
    ):
        raise rules.invalid("panel.scale", "The scale has 2 to 11 words, each another one.", "scale")
    if not 1 <= plan.scorers_least <= SEATS_AT_MOST:
        raise rules.invalid(
            "panel.scorers", f"At least one and at most {SEATS_AT_MOST} score.", "scorers_least"
        )
    require_days(plan.closes_at, plan.score_by)


def require_days(closes_at: datetime, score_by: datetime) -> None:
    """Proposals first, scores after them, both still to come."""
    now = clock.now()
    if not now < closes_at <= now + AHEAD_AT_MOST:
        raise rules.invalid(
            "panel.closes", "Take proposals until a day still to come, within a year.", "closes_at"
        )
    if not closes_at < score_by <= now + AHEAD_AT_MOST:
        raise rules.invalid("panel.score_by", "Scores are given after the proposals are opened.", "score_by")


def require_panel(brief: Brief, *states: PanelState) -> None:
    """The panel is in one of these states, and the brief is still to be decided on."""
    if brief.panel not in states:
        code = f"panel.is_{brief.panel}" if brief.panel else "panel.none"
        raise Refused(code, SENTENCES[brief.panel])
    if (
        brief.panel in (PanelState.OPEN, PanelState.SCORING, PanelState.CONSENSUS)
        and brief.state != "published"
    ):
        raise Refused(f"brief.is_{brief.state}", "This brief is not open any more, so its panel has ended.")


def require_text(text: str, *, field: str, most: int = 1000, least: int = REASON_AT_LEAST) -> str:
    clean = " ".join(text.split()) if most <= 500 else text.strip()
    if not least <= len(clean) <= most:
        raise rules.invalid("panel.reason", f"Write {least} to {most} characters here.", field)
    return clean


def require_reader(brief: Brief, seat: PanelSeat | None, by: Actor) -> None:
    """The client's side, whoever was asked onto the panel, and staff: they see the panel's room, never a name.

    Who is only asked sees its plan and its members: before they declare that nothing binds them they read no proposal.
    """
    if seat is not None or rules.is_client_side(brief, by) or by.is_staff:
        return
    raise not_found("panel")


def require_apart(*, has_part: bool) -> None:
    """In a staff session nobody looks into a panel in which they have a part: they would read what is kept from it."""
    if has_part:
        raise Refused(
            "panel.own_case",
            "You have a part in this brief. End the staff session to see what is yours; another operator does this.",
            because=Because.FORBIDDEN,
        )


def require_seated(seat: PanelSeat | None) -> PanelSeat:
    if seat is None or seat.state != SeatState.SEATED:
        raise Refused("panel.not_seated", "Only who sits on this panel does this.", because=Because.FORBIDDEN)
    return seat


def require_scoring(seat: PanelSeat) -> None:
    if seat.handed_in_at is not None:
        raise Refused("panel.handed_in", "You have handed in your scores; they stand.")


def is_scoring_over(panel: Panel, handed_in: int) -> bool:
    """The day for the scores has passed and enough were handed in; with fewer they are still taken."""
    return panel.score_by <= clock.now() and handed_in >= panel.scorers_least


def require_in_time(panel: Panel, *, handed_in: int) -> None:
    if is_scoring_over(panel, handed_in):
        raise Refused("panel.scoring_over", "The day for the scores has passed, and enough are handed in.")


def require_points(points: Sequence[int], reasons: Sequence[str], *, criteria: int, top: int) -> None:
    if len(points) != criteria or len(reasons) != criteria or not all(0 <= given <= top for given in points):
        raise rules.invalid("panel.points", f"Give each criterion 0 to {top} points.", "points")


def require_comparable(panel: Panel, *, seated: int, handed_in: int) -> None:
    """All have handed in, or the day has passed and enough have; never fewer than were promised."""
    if handed_in < panel.scorers_least:
        raise Refused(
            "panel.too_few_scores",
            f"{handed_in} of at least {panel.scorers_least} members have handed in their scores.",
        )
    if handed_in < seated and panel.score_by > clock.now():
        raise Refused("panel.still_scoring", "Members may score until the day that was set.")


def middle_of(points: Sequence[int]) -> int | None:
    """The mean of the members' points, rounded half up; None where nobody has scored."""
    return (2 * sum(points) + len(points)) // (2 * len(points)) if points else None


def weighed(weights: Sequence[int], points: Sequence[int]) -> int:
    """The weighed sum: what all proposals of a panel are ranked by."""
    return sum(weight * given for weight, given in zip(weights, points, strict=True))


def of_hundred(total: int, top: int) -> str:
    """A weighed sum as points of a hundred, to one decimal."""
    tenths = (20 * total + top) // (2 * top)
    return f"{tenths // 10}.{tenths % 10}"


def ranked(totals: Mapping[int, int]) -> dict[int, int]:
    """Entry number -> rank; who has the same sum shares a rank, and the next one is left out."""
    found = sorted(totals.values(), reverse=True)
    return {number: found.index(total) + 1 for number, total in totals.items()}
