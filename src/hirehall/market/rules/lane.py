"""The starter lane: which briefs a client can open to first-timers, and up to which value, by the hall's policy."""

from __future__ import annotations

from hirehall.foundation import money
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Policy
from hirehall.market.models import Brief
from hirehall.market.states import LANE, LANE_FAMILIES, LANE_MOST, LANE_QUESTIONS

QUESTIONS = (
    "Is each thing that was agreed there?",
    "Was it there on the day that was agreed?",
    "Did you always know how far it was?",
    "Could you use it without asking back?",
)
"""What is asked at the end where the hall has no questions of its own for the field."""


def largest(policy: Policy, field: str, currency: str) -> Money:
    """The largest value of a brief that can be opened to first-timers.

    Args:
        field: the slug of its field of work; a value of its own goes before that of the hall.
    """
    for line in policy.words(LANE_FAMILIES):
        slug, _, amount = line.rpartition(" ")
        if slug == field:
            return money.parse(amount, currency)
    return Money(policy.number(LANE_MOST), currency)


def questions(policy: Policy, field: str) -> tuple[str, ...]:
    """What the client of a first-timer is asked at the end, by the field's slug: its own, the hall's, or ours."""
    lines = [line.partition(": ") for line in policy.words(LANE_QUESTIONS)]
    own = tuple(text for slug, colon, text in lines if colon and slug == field)
    for_all = tuple(slug for slug, colon, _ in lines if not colon)
    return own or for_all or QUESTIONS


def require_openable(brief: Brief, policy: Policy) -> None:
    """Refuse to open a brief to first-timers that is too large, or where the hall has no lane or a panel decides.

    Raises:
        Refused: ``lane.off``, ``lane.with_panel``, ``lane.too_large``.
    """
    if not policy.offers(LANE):
        raise _invalid("lane.off", "This hall does not open briefs to first-timers now. Take the tick away.")
    if brief.panel:
        raise _invalid(
            "lane.with_panel", "A panel decides on this brief without names, so it has no lane for anybody."
        )
    most = largest(policy, brief.category.slug if brief.category else "", brief.currency)
    if max(brief.budget_min_minor or 0, brief.budget_max_minor or 0) > most.minor:
        raise _invalid(
            "lane.too_large",
            f"Briefs in this field can be opened to first-timers up to {most.text(short=True)}. Take the tick away, or "
            "ask for a smaller piece first.",
        )


def require_kept(brief: Brief, *, was_open: bool) -> None:
    """A tick on which people have proposed stays.

    Raises:
        Refused: ``lane.promised``.
    """
    if was_open and not brief.first_timers and brief.proposal_count:
        raise _invalid(
            "lane.promised",
            "People have proposed because this brief is open to first-timers; that stays. Close it if you do not want "
            "it any more.",
        )


def _invalid(code: str, sentence: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field="first_timers")
