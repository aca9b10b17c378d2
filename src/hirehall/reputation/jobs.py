"""Windows open after a paid contract, reminders go out, windows close by themselves, records reach the lists."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import enqueue, job, periodic
from hirehall.reputation import actions, queries

CLOCK = system("clock")


@job("reputation.open_review_window")
def open_review_window(fact_id: str) -> None:
    actions.open_review_window(UUID(facts.read(fact_id).data["contract_id"]), by=CLOCK)


@job("reputation.keep_record")
def keep_record(fact_id: str) -> None:
    freelancer_id = queries.freelancer_of(UUID(facts.read(fact_id).data["window_id"]))
    actions.refresh_standing(freelancer_id, by=CLOCK)
    actions.keep_record(freelancer_id, by=CLOCK)


@job("reputation.refresh_standing_of")
def refresh_standing_of(person_id: str) -> None:
    actions.refresh_standing(UUID(person_id), by=CLOCK)
    actions.keep_record(UUID(person_id), by=CLOCK)


@periodic("reputation.refresh_standings", cron="20 3 * * *")
def refresh_standings() -> None:
    """Each night: how far clients are believed, what is usual in each field, then everybody who is known."""
    actions.refresh_trust(by=CLOCK)
    actions.refresh_figures(by=CLOCK)
    tonight = f"{clock.now():%Y-%m-%d}"
    for person_id in queries.people_who_stand():
        enqueue(refresh_standing_of, once=f"standing:{person_id}:{tonight}", person_id=str(person_id))


@job("reputation.keep_certificate_of")
def keep_certificate_of(certificate_id: str) -> None:
    actions.keep_certificate(UUID(certificate_id), by=CLOCK)


@job("reputation.keep_certificate_named")
def keep_certificate_named(fact_id: str) -> None:
    """A test was passed, its score was raised, or its certificate was withdrawn or is back."""
    data = facts.read(fact_id).data
    known = data.get("certificate_id")
    found = UUID(known) if known else queries.certificate_of_sitting(UUID(data["sitting_id"]))
    if found is not None:
        actions.keep_certificate(found, by=CLOCK)


@job("reputation.keep_task_of")
def keep_task_of(step_id: str) -> None:
    actions.keep_task(UUID(step_id), by=CLOCK)


@job("reputation.keep_task_named")
def keep_task_named(fact_id: str) -> None:
    """A task that proves a skill was passed."""
    actions.keep_task(UUID(facts.read(fact_id).data["step_id"]), by=CLOCK)


@periodic("reputation.follow_certificates", cron="35 * * * *")
def follow_certificates() -> None:
    """Certificates and tasks that have expired leave standings; certificates from before tests counted enter."""
    hour = f"{clock.now():%Y-%m-%dT%H}"
    for step_id in queries.tasks_to_follow():
        enqueue(keep_task_of, once=f"task:{step_id}:{hour}", step_id=str(step_id))
    for certificate_id in queries.certificates_to_follow():
        enqueue(
            keep_certificate_of,
            once=f"certificate:{certificate_id}:{hour}",
            certificate_id=str(certificate_id),
        )


@job("reputation.keep_record_of_listed")
def keep_record_of_listed(fact_id: str) -> None:
    """A card is new, perhaps of somebody with a record: it shows that from its beginning."""
    refresh_standing_of(facts.read(fact_id).data["person_id"])


@job("reputation.keep_record_as_chosen")
def keep_record_as_chosen(fact_id: str) -> None:
    """Somebody has chosen what a hall shows of them."""
    refresh_standing_of(facts.read(fact_id).data["person_id"])


@job("reputation.keep_record_of")
def keep_record_of(person_id: str) -> None:
    refresh_standing_of(person_id)


@periodic("reputation.follow_policies", cron="15 * * * *")
def follow_policies() -> None:
    """Where a hall's policy has begun in the last hours, cards follow what it says about records of other halls."""
    for person_id, hour in queries.records_to_keep():
        enqueue(keep_record_of, once=f"record:{person_id}:{hour}", person_id=str(person_id))


@job("reputation.release_reviews")
def release_reviews(window_id: str) -> None:
    actions.release_reviews(UUID(window_id), by=CLOCK)


@job("reputation.remind_reviewer")
def remind_reviewer(invitation_id: str) -> None:
    actions.remind_reviewer(UUID(invitation_id), by=CLOCK)


@periodic("reputation.close_review_windows", cron="*/10 * * * *")
def close_review_windows() -> None:
    """Every window whose time is over reveals what was said, both sides at once."""
    for window_id in queries.windows_due():
        enqueue(release_reviews, once=f"reveal:{window_id}", window_id=str(window_id))


@periodic("reputation.remind_reviewers", cron="5 * * * *")
def remind_reviewers() -> None:
    for invitation_id in queries.reminders_due():
        enqueue(remind_reviewer, once=f"remind:{invitation_id}", invitation_id=str(invitation_id))
