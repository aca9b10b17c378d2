"""The clocks of tests and screenings."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import enqueue, job, periodic, unless_moved
from hirehall.vetting import queries
from hirehall.vetting.actions.admit import begin_admission, end_admission
from hirehall.vetting.actions.examine import end_interview
from hirehall.vetting.actions.follow_late import pass_on
from hirehall.vetting.actions.go_through import lapse_stage, settle_stage_test, stop_screenings
from hirehall.vetting.actions.sit_test import run_out

CLOCK = system("clock")


@job("vetting.run_out")
def run_out_one(sitting_id: str) -> None:
    unless_moved(run_out, sitting_id, by=CLOCK)


@periodic("vetting.sweep_tests", cron="* * * * *")
def sweep_tests() -> None:
    """Tests whose time is over, each minute: what was saved counts."""
    for sitting_id in queries.sittings_to_end(clock.now()):
        enqueue(run_out_one, once=f"vetting-test:{sitting_id}", sitting_id=str(sitting_id))


@job("vetting.settle_stage_test")
def settle_one_test(fact_id: str) -> None:
    """A test has its result: where it belongs to a stage, the screening goes on."""
    settle_stage_test(UUID(read(fact_id).data["sitting_id"]), by=CLOCK)


@job("vetting.begin_admission")
def begin_one_admission(fact_id: str) -> None:
    """Somebody has applied to a hall: where a screening decides, it begins."""
    begin_admission(UUID(read(fact_id).data["application_id"]), by=CLOCK)


@job("vetting.end_admission")
def end_one_admission(fact_id: str) -> None:
    """An application is withdrawn or decided: its screening does not go on for nothing."""
    end_admission(UUID(read(fact_id).data["application_id"]), by=CLOCK)


@job("vetting.stop_screenings")
def stop_screenings_of(fact_id: str) -> None:
    """A membership is suspended: the person's screenings in that hall stop."""
    fact = read(fact_id)
    if fact.hall_id is not None:
        stop_screenings(fact.hall_id, UUID(fact.data["person_id"]), by=CLOCK)


@job("vetting.lapse_stage")
def lapse_one(step_id: str) -> None:
    unless_moved(lapse_stage, step_id, by=CLOCK)


@job("vetting.end_interview")
def end_one_interview(step_id: str) -> None:
    unless_moved(end_interview, step_id, by=CLOCK)


@job("vetting.pass_on")
def pass_one_on(step_id: str) -> None:
    unless_moved(pass_on, step_id, by=CLOCK)


@periodic("vetting.sweep_screenings", cron="*/5 * * * *")
def sweep_screenings() -> None:
    """Stages whose time is over, interviews that have begun, and what no examiner has or one has left too long."""
    now = clock.now()
    for name, move, due in (
        ("lapse", lapse_one, queries.steps_to_lapse(now)),
        ("interview", end_one_interview, queries.interviews_begun(now)),
        ("pass-on", pass_one_on, queries.steps_to_pass_on(now)),
    ):
        for step_id in due:
            enqueue(move, once=f"vetting-{name}:{step_id}", step_id=str(step_id))
