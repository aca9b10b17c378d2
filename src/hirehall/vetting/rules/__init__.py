"""Who may do what with tests, and what has to be there first."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.addresses import is_here
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.people.models import Person
from hirehall.vetting.models import Bank, BankVersion, Sitting
from hirehall.vetting.states import SittingState

RENEW_DAYS = 30
APPEAL_DAYS = 30
MOST_QUESTIONS = 300
REASON_AT_LEAST, REASON_AT_MOST = 20, 4_000


def invalid(code: str, sentence: str, field: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field=field)


def clock_only() -> Refused:
    return Refused("vetting.clock_only", "Only the clock does this.", because=Because.FORBIDDEN)


def require_candidate(by: Actor) -> UUID:
    """The acting person, themselves: nobody is tested through a staff session."""
    person_id = by.require_person()
    if by.kind is not ActorKind.PERSON:
        raise Refused(
            "vetting.only_oneself",
            "This can only be done by the person themselves. End the staff session first.",
            because=Because.FORBIDDEN,
        )
    return person_id


def require_active(who: Person) -> None:
    if who.suspended_at is not None:
        raise Refused(
            "account.suspended",
            "Your account is suspended. What you have goes on; nothing new begins.",
            because=Because.FORBIDDEN,
        )


def require_text(text: str, *, field: str, least: int = REASON_AT_LEAST, most: int = REASON_AT_MOST) -> str:
    """The text without the white space around it, when its length fits."""
    clean = text.replace("\x00", "").strip()
    if len(clean) < least:
        raise invalid("text.too_short", f"Write at least {least} characters; they will be read.", field)
    if len(clean) > most:
        raise invalid("text.too_long", f"Write at most {most:,} characters; this has {len(clean):,}.", field)
    return clean


def require_here(by: Actor, hall_id: UUID, what: str) -> None:
    if not is_here(by, hall_id):
        raise not_found(what)


def require_draft(version: BankVersion) -> None:
    if version.published_at is not None:
        raise Refused(
            "bank.published", "A published version never changes. Take up a new one and change that."
        )


def require_open(bank: Bank) -> None:
    if bank.closed_at is not None:
        raise Refused("bank.closed", "This test is not given any more.")


def require_publishable(version: BankVersion) -> None:
    """Enough questions, and no test longer than its bank."""
    many = version.questions.count()
    if many < version.drawn:
        raise Refused(
            "bank.too_few",
            f"Each person is asked {version.drawn} questions, and the bank has {many}. "
            "Add questions, or ask fewer.",
        )


def require_version_numbers(
    *, minutes: int, drawn: int, pass_percent: int, retake_days: int, valid_months: int
) -> None:
    """Bounds within which a test makes sense."""
    for field, value, least, most in (
        ("minutes", minutes, 1, 240),
        ("drawn", drawn, 1, 100),
        ("pass_percent", pass_percent, 1, 100),
        ("retake_days", retake_days, 0, 730),
        ("valid_months", valid_months, 0, 120),
    ):
        if not least <= value <= most:
            raise invalid("bank.number_out_of_bounds", f"Write a number from {least} to {most}.", field)


def require_running(sitting: Sitting) -> None:
    """The server's clock alone decides whether an answer is in time."""
    if sitting.state != SittingState.RUNNING:
        raise Refused("test.over", "This test is handed in. Its answers stand.")
    if sitting.ends_at <= clock.now():
        raise Refused("test.time_over", "The time of this test is over. What you saved before counts.")


def require_appealable(sitting: Sitting) -> None:
    if sitting.state != SittingState.DONE or sitting.finished_at is None:
        raise Refused("test.not_done", "A question can be appealed against once the test has its result.")
    if sitting.finished_at + timedelta(days=APPEAL_DAYS) < clock.now():
        raise Refused("appeal.too_late", f"An appeal is taken for {APPEAL_DAYS} days after the result.")


def retake_at(sitting: Sitting) -> datetime | None:
    """When the person may sit again after this one was not passed."""
    if sitting.finished_at is None:
        return None
    return sitting.finished_at + timedelta(days=sitting.version.retake_days)


def require_no_conflict(by: Actor, person_id: UUID, *, same_house: bool) -> None:
    """Nobody judges themselves or a colleague."""
    if by.person_id == person_id:
        raise Refused("examiner.oneself", "Nobody judges themselves.", because=Because.FORBIDDEN)
    if same_house:
        raise Refused(
            "examiner.same_organisation",
            "You belong to an organisation of this person; somebody else decides.",
            because=Because.FORBIDDEN,
        )
