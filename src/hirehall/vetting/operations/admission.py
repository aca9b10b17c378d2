"""A screening that decides an application to the hall: what it answers, and whether it is still asked."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from hirehall.foundation.actor import system
from hirehall.halls.operations import decide_application, reopen_application
from hirehall.halls.queries.joining import application_locked, is_member
from hirehall.halls.states.joining import Applied
from hirehall.vetting.models import Pipeline, Screening

SCREENING = system("screening")
LONGEST = 1_000


def decides_for(hall_id: UUID) -> bool:
    """Whether a screening decides the applications of the hall now."""
    return Pipeline.objects.filter(hall_id=hall_id, admits=True, closed_at=None).exists()


def had_part_in(application_id: UUID, person_id: UUID) -> bool:
    """Whether the person has scored a stage of the screening that decided the application, or marked its test."""
    screenings = Screening.objects.filter(application_id=application_id)
    return screenings.filter(
        Q(steps__scores__examiner_id=person_id, steps__scores__scored_at__isnull=False)
        | Q(steps__sitting__answers__marked_by_id=person_id)
    ).exists()


def nobody_asks(screening: Screening) -> bool:
    """Whether the application was withdrawn or refused meanwhile, so that nothing is left to decide.

    Who has come in meanwhile, by an operator or an invitation, goes on with the screening for its own sake.
    """
    if screening.application_id is None:
        return False
    row = application_locked(screening.application_id)
    return row.state != Applied.WAITING and not is_member(screening.hall_id, screening.person_id)


def answer(screening: Screening, *, accepts: bool, reason: str) -> None:
    """The result of the screening is the answer to the application, with its reason and the date to come again."""
    if screening.application_id is None:
        return
    row = application_locked(screening.application_id)
    if row.state != Applied.WAITING:
        return
    said = reason if len(reason) <= LONGEST else f"{reason[: LONGEST - 1]}…"
    decide_application(row.id, accepts=accepts, reason=said, by=SCREENING, again_at=screening.reapply_at)


def ask_again(screening: Screening) -> None:
    """A stage counts as passed after all: the application waits for the screening again."""
    if screening.application_id is not None:
        reopen_application(screening.application_id, by=SCREENING)
