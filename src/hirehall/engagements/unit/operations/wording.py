"""What an order's terms say in words: what is counted, and what silence and lateness mean."""

from __future__ import annotations

from hirehall.engagements.unit.queries import Direct, Wanted
from hirehall.engagements.unit.states import LEVELS
from hirehall.halls.models import Policy
from hirehall.look.formats import plural


def wanted_in_words(wanted: Wanted, direct: Direct | None) -> str:
    """What is counted, as a sentence of the agreement."""
    kind = wanted.kind
    between = (
        kind.said(wanted.least)
        if wanted.least == wanted.most
        else f"between {wanted.least:,} and {kind.said(wanted.most)}"
    )
    by_whom = f"by {direct.writer_name}" if direct else f"at level {wanted.level} ({LEVELS[wanted.level]})"
    return f"To be handed in: {between}, {by_whom}, within {plural(wanted.hours, 'hour')} of the start of the work."


def clocks_in_words(policy: Policy, direct: Direct | None) -> list[str]:
    """What silence and lateness mean, for the agreement and the pages, under the policy that is frozen here."""
    number, hold = policy.number, policy.payout_hold_days
    decide = plural(number("unit.decide_minutes"), "minute")
    silence = plural(number("unit.silence_accepts_after_hours"), "hour")
    check = plural(number("unit.check_days"), "day")
    return [
        *_until_it_begins(number("unit.answer_hours"), decide, direct),
        questions_in_words(policy),
        "Paid is what is counted, at the order’s price. What is held beyond it goes back with its part of the fee.",
        f"A delivery that is not answered within {silence} counts as accepted.",
        f"A revision is handed in within {plural(number('unit.revision_hours'), 'hour')}.",
        "Work is rejected only after a revision was asked, by an editor of the hall, who tells both sides why.",
        f"Without an editor’s decision within {check} the work counts as accepted.",
        f"Released money can be paid out {plural(hold, 'day')} after its release."
        if hold
        else "Released money can be paid out at once.",
    ]  # fmt: skip


def questions_in_words(policy: Policy) -> str:
    """Who may ask what, and what that does to the clock."""
    hours = policy.number("unit.question_hours")
    stands = (
        f"While one waits, the hours of the work stand still, for at most {plural(hours, 'hour')} in all."
        if hours
        else "The hours of the work go on meanwhile."
    )
    return (
        "Who holds the order can ask the client before handing in. Answers are part of the instructions and stay with "
        f"the order. {stands}"
    )


def _until_it_begins(answer_hours: int, decide: str, direct: Direct | None) -> list[str]:
    claimed = f"Who claims the order has {decide} to decide; then it is in the pool again."
    begins = "The contract begins with the first hand-over. Until then the order can be given back."
    missed = "A missed date puts it {where} by itself; nobody owes anybody anything for that."
    if direct is None:
        return [claimed, begins, missed.format(where="back into the pool")]
    asked = f"{direct.writer_name} has {plural(answer_hours, 'hour')} to take the order on"
    if direct.to_pool:
        return [
            f"{asked}; then it stands in the pool, at the same price.",
            claimed, begins, missed.format(where="into the pool"),
        ]  # fmt: skip
    return [
        f"{asked}; then all that was paid goes back.",
        begins, "After a missed date all that was paid goes back; nobody owes anybody anything for that.",
    ]  # fmt: skip
