"""What must hold before a week or an entry moves; used to refuse and to show buttons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Parties
from hirehall.engagements.hourly.models import Arrangement, Entry, Week
from hirehall.engagements.hourly.states import MODEL, OPEN_ENTRY, EntryState, State, sources
from hirehall.foundation import clock
from hirehall.foundation.refused import Because, Refused, not_found

LONGEST_MEMO = 300
A_WEEK = timedelta(days=7)
LOGGING = frozenset({State.OPEN, State.CLOSED})

WORDS = {
    State.PLANNED: "is not held yet",
    State.FUNDING: "has a payment under way",
    State.OPEN: "is open",
    State.CLOSED: "is over; its time can still be corrected",
    State.REVIEW: "is under review",
    State.DISPUTED: "has entries that both sides have to agree on",
    State.RELEASED: "is settled",
    State.CANCELLED: "was cancelled",
}


def monday_of(moment: datetime) -> datetime:
    """The Monday 00:00 UTC with which the week of that moment begins."""
    day = moment.astimezone(UTC)
    return (day - timedelta(days=day.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)


def date_week(week: Week, monday: datetime) -> None:
    """The calendar of the week that begins on that Monday, under the contract's policy."""
    policy = week.contract.policy
    week.starts_at, week.ends_at = monday, monday + A_WEEK
    week.title = f"Week of {monday:%-d %B %Y}"
    week.edit_until = week.ends_at + timedelta(hours=policy.number("hourly.edit_hours"))
    week.review_until = week.ends_at + timedelta(hours=policy.number("hourly.review_hours"), minutes=-1)
    week.hold_at = monday - timedelta(hours=policy.number("hourly.hold_hours"))


def move_on_to_now(week: Week) -> bool:
    """Date a planned week that passed without money anew: what is paid for it now is for the week that runs."""
    if week.state != State.PLANNED or week.ends_at > clock.now():
        return False
    date_week(week, monday_of(clock.now()))
    return True


def can(move: str, week: Week) -> bool:
    """Whether the move table lets this week make the move."""
    return State(week.state) in sources(move)


def require_move(move: str, week: Week) -> None:
    if not can(move, week):
        raise Refused(
            f"hourly.{week.state}", f"“{week.title}” {WORDS[State(week.state)]}, so this cannot happen now."
        )


def may_log(week: Week) -> bool:
    """Whether time can still be written down for a week, and corrected."""
    return State(week.state) in LOGGING and clock.now() < week.edit_until


def require_logging(week: Week | None) -> Week:
    """Refuse time for a week without held money, or after its time to correct."""
    if week is None:
        raise Refused(
            "hourly.no_week",
            "No money is held for the week of that day, so no time can be logged in it.",
            because=Because.INVALID,
            field="starts_at",
        )
    if State(week.state) not in LOGGING:
        raise Refused(f"hourly.{week.state}", f"“{week.title}” {WORDS[State(week.state)]}.")
    if clock.now() >= week.edit_until:
        raise Refused(
            "hourly.edit_clock_passed",
            f"Time of “{week.title}” could be corrected until {week.edit_until:%-d %B %Y, %H:%M} UTC.",
        )
    return week


def require_span(week: Week, starts_at: datetime, minutes: int) -> None:
    """Refuse time that has no length, has not passed yet, or leaves its week."""
    if not 1 <= minutes <= 24 * 60:
        raise _invalid("hourly.bad_minutes", "An entry has between one minute and 24 hours.", "minutes")
    ends_at = starts_at + timedelta(minutes=minutes)
    if ends_at > clock.now():
        raise _invalid("hourly.in_the_future", "This time has not passed yet.", "starts_at")
    if starts_at < week.contract.started_at.replace(second=0, microsecond=0):
        raise _invalid("hourly.before_the_contract", "The contract had not started then.", "starts_at")
    if starts_at < week.starts_at or ends_at > week.ends_at:
        raise _invalid(
            "hourly.across_weeks",
            "An entry stays within its week; split it on Monday 00:00 UTC.",
            "starts_at",
        )


def require_room(week: Week, entries: Iterable[Entry], starts_at: datetime, minutes: int) -> None:
    """Refuse time beyond the cap or beyond the money that is held, and time that was logged already."""
    rows = list(entries)
    logged = sum(row.minutes for row in rows)
    if logged + minutes > week.cap_minutes:
        left = max(0, week.cap_minutes - logged)
        raise _invalid(
            "hourly.over_the_cap",
            f"The cap of this week leaves {hours_text(left)}; {hours_text(minutes)} is more than that.",
            "minutes",
        )
    if logged + minutes > room_in(week):
        raise _invalid(
            "hourly.more_than_held",
            f"{week.held.text()} is held for this week; {hours_text(logged + minutes)} would cost more.",
            "minutes",
        )
    ends_at = starts_at + timedelta(minutes=minutes)
    for row in rows:
        if row.starts_at < ends_at and starts_at < row.ends_at:
            raise _invalid(
                "hourly.overlaps",
                f"“{row.memo}” already covers {row.starts_at:%H:%M} to {row.ends_at:%H:%M} UTC that day.",
                "starts_at",
            )


def room_in(week: Week) -> int:
    """How many minutes a week takes in all: its cap, and no more than its held money pays."""
    return min(week.cap_minutes, week.held.minor * 60 // week.rate_minor)


def require_memo(memo: str) -> str:
    return contract_rules.require_text(memo, field="memo", least=3, most=LONGEST_MEMO)


def require_entry(entry: Entry, *states: EntryState) -> None:
    if EntryState(entry.state) not in states:
        words = {
            EntryState.LOGGED: "is not disputed",
            EntryState.DISPUTED: "is disputed and waits for the freelancer’s answer",
            EntryState.CONTESTED: "is contested; both sides agree on its minutes",
            EntryState.TAKEN_OFF: "was taken off",
            EntryState.SETTLED: "was settled by a split",
        }
        raise Refused(f"hourly.entry_{entry.state}", f"This entry {words[EntryState(entry.state)]}.")


def require_current_entry(entry: Entry, version: int | None) -> None:
    if version is not None and version != entry.version:
        raise Refused("hourly.stale", f"Something happened to “{entry.memo}” in the meantime. Look again.")


def require_review(week: Week) -> None:
    """Entries are disputed while the week is under review, and not after."""
    if week.state != State.REVIEW:
        raise Refused(f"hourly.{week.state}", f"“{week.title}” {WORDS[State(week.state)]}, not under review.")
    if clock.now() >= week.review_until:
        raise Refused(
            "hourly.review_over", f"The review ended on {week.review_until:%-d %B %Y, %H:%M} UTC; it is paid."
        )


def require_hourly(deal: Parties) -> None:
    """An offer of another model is not there."""
    if deal.model != MODEL:
        raise not_found("offer")


def require_running(arrangement: Arrangement) -> None:
    if arrangement.notice_at is not None:
        raise Refused("hourly.ending", "Notice was given; this contract takes no new time.")


def hours_text(minutes: int) -> str:
    """Minutes as people read them: 7:30 h."""
    return f"{minutes // 60}:{minutes % 60:02d} h"


def open_minutes(entries: Iterable[Entry]) -> int:
    return sum(row.minutes for row in entries if EntryState(row.state) in OPEN_ENTRY)


def _invalid(code: str, sentence: str, field: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field=field)
