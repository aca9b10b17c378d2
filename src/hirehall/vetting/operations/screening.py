"""A screening goes on: the next stage, its examiners, its decision, its end."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Policy
from hirehall.halls.queries import policy_now
from hirehall.halls.queries.joining import suspended_in
from hirehall.people.models import Membership, Person
from hirehall.skills.models import Skill
from hirehall.vetting import facts
from hirehall.vetting.models import (
    Certificate,
    Examiner,
    PipelineVersion,
    Score,
    Screening,
    Sitting,
    Slot,
    Step,
    Vetted,
)
from hirehall.vetting.operations import admission
from hirehall.vetting.queries.knowing import in_force
from hirehall.vetting.queries.screening import is_judged
from hirehall.vetting.rules import stages as stage_rules
from hirehall.vetting.rules.dates import months_after
from hirehall.vetting.rules.marking import percent_of
from hirehall.vetting.rules.stages import Stage
from hirehall.vetting.states import OPEN_STEPS, ScreeningState, SittingState, StageKind, StepState


def about(screening: Screening) -> dict[str, Any]:
    """What every fact of a screening names."""
    return {
        "screening_id": screening.id,
        "pipeline_id": screening.pipeline_id,
        "person_id": screening.person_id,
        "pipeline": screening.pipeline.name,
    }


def tell(fact: facts.ScreeningFact, screening: Screening, *, by: Actor) -> None:
    record(fact, by=by, hall_id=screening.hall_id, about=[screening.id, screening.person_id])


def locked_screening(screening_id: UUID) -> Screening:
    """The screening with its version, locked until the transaction ends."""
    found = (
        Screening.objects.select_for_update(of=("self",))
        .select_related("version", "pipeline")
        .filter(id=screening_id)
        .first()
    )
    if found is None:
        raise not_found("screening")
    return found


def locked_step(step_id: UUID) -> tuple[Screening, Step]:
    """A step as it is once its screening is locked.

    Raises:
        Refused: ``step.not_found``.
    """
    found = Step.objects.filter(id=step_id).first()
    if found is None:
        raise not_found("step")
    screening = locked_screening(found.screening_id)
    return screening, Step.objects.get(id=step_id)


def step_of(screening: Screening) -> Step | None:
    """The step in which a screening stands."""
    return Step.objects.filter(screening=screening, state__in=OPEN_STEPS).first()


def stage_at(screening: Screening, place: int) -> Stage:
    return stage_rules.stage_of(screening.version.stages[place - 1])


def begin(
    version: PipelineVersion, person_id: UUID, *, by: Actor, application_id: UUID | None = None
) -> Screening:
    """Somebody begins, for its own sake or to be let into the hall; the caller holds the person's lock."""
    screening = Screening.objects.create(
        hall_id=version.pipeline.hall_id,
        pipeline=version.pipeline,
        version=version,
        person_id=person_id,
        began_at=clock.now(),
        application_id=application_id,
    )
    tell(facts.ScreeningBegun(**about(screening)), screening, by=by)
    enter(screening, 1, by=by)
    return screening


def enter(screening: Screening, place: int, *, by: Actor) -> None:
    """The stage at that place begins; after the last one the person is vetted. A certificate stands for its test."""
    if place > len(screening.version.stages):
        _pass(screening, by=by)
        return
    stage, now = stage_at(screening, place), clock.now()
    step = Step.objects.create(
        screening=screening,
        place=place,
        kind=stage.kind,
        begun_at=now,
        due_at=now + timedelta(days=stage.days),
        wanted=stage.examiners if stage.is_scored else 0,
    )
    held = _certificate_for(stage, screening.person_id) if stage.kind == StageKind.TEST else None
    if held is not None:
        step.percent = held.percent
        settle(screening, step, passed=True, reason=f"Certificate of {held.issued_at:%-d %B %Y}.", by=by)
        return
    due: dict[str, Any] = {"stage": stage.name, "due_at": step.due_at}
    tell(facts.StageBegun(**about(screening), **due), screening, by=by)


def _certificate_for(stage: Stage, person_id: UUID) -> Certificate | None:
    return Certificate.objects.filter(
        in_force(), person_id=person_id, sitting__bank__versions__id=stage.bank_version_id
    ).first()


def send(screening: Screening, step: Step, sent: list[str], *, by: Actor) -> None:
    """The applicant's part is done: examiners are assigned, who has least to do first."""
    step.state, step.sent_at, step.sent = StepState.EXAMINING, clock.now(), sent
    step.save(update_fields=["state", "sent_at", "sent"])
    people = assign(screening, step)
    stage = stage_at(screening, step.place).name
    tell(facts.StageSent(**about(screening), stage=stage, examiner_ids=people), screening, by=by)


def eligible(screening: Screening) -> list[Person]:
    """Who may score for this applicant: examiners of the hall, not themselves, nobody of their organisations."""
    houses = Membership.objects.filter(person_id=screening.person_id).values("organisation_id")
    named = Examiner.objects.filter(hall_id=screening.hall_id, ended_at=None).values("person_id")
    waiting = Count("load", filter=Q(load__scored_at=None, load__step__screening__hall_id=screening.hall_id))
    return list(
        Person.objects.filter(id__in=named, suspended_at=None, closed_at=None)
        .exclude(id=screening.person_id)
        .exclude(id__in=suspended_in(screening.hall_id))
        .exclude(memberships__organisation_id__in=houses)
        .annotate(waiting=waiting)
        .order_by("waiting", "id")
    )


def assign(screening: Screening, step: Step) -> list[UUID]:
    """Fill the step up to the number of examiners that it wants, the least loaded first; who was added."""
    there = set(step.scores.values_list("examiner_id", flat=True))
    free = [one.id for one in eligible(screening) if one.id not in there][: max(0, step.wanted - len(there))]
    for person_id in free:
        give(screening, step, person_id)
    return free


def give(screening: Screening, step: Step, examiner_id: UUID) -> Score:
    """One examiner has this step to score, until a date."""
    days = policy_now(screening.hall_id).number("vetting.score_days")
    now = clock.now()
    return Score.objects.create(
        step=step, examiner_id=examiner_id, assigned_at=now, due_at=now + timedelta(days=days)
    )


def weigh(screening: Screening, step: Step, *, by: Actor) -> None:
    """Once every examiner has scored: their mean decides, and all their reasons are the reason."""
    scores = list(step.scores.all())
    if len(scores) < step.wanted or any(one.percent is None for one in scores):
        return
    mean = sum((one.percent or Decimal(0) for one in scores), Decimal(0)) / len(scores)
    step.percent = mean.quantize(Decimal("0.01"))
    passed = step.percent >= stage_at(screening, step.place).pass_percent
    settle(screening, step, passed=passed, reason="\n\n".join(one.reason for one in scores), by=by)


def settle(screening: Screening, step: Step, *, passed: bool, reason: str, by: Actor) -> None:
    """A stage is over: the next one begins, or the screening ends with the reason and a date to come again.

    Where it was to decide an application that was withdrawn or refused meanwhile, it ends without a result.
    """
    if admission.nobody_asks(screening):
        leave(screening, by=by)
        return
    step.state = StepState.PASSED if passed else StepState.FAILED
    step.reason, step.decided_at = reason, clock.now()
    step.save()
    if passed:
        _prove(screening, step, by=by)
        enter(screening, step.place + 1, by=by)
    else:
        fail(screening, step, reason=reason, by=by)


def _prove(screening: Screening, step: Step, *, by: Actor) -> None:
    stage = stage_at(screening, step.place)
    skill = Skill.objects.filter(id=stage.proves).first() if stage.proves else None
    if skill is not None:
        told: dict[str, Any] = {"step_id": step.id, "stage": stage.name, "skill": skill.name}
        tell(facts.SkillProved(**about(screening), **told), screening, by=by)


def leave(screening: Screening, *, by: Actor) -> None:
    """The screening ends without a result; what is not scored is scored no more.

    Who leaves when a stage of it is with the examiners, or its test has begun, comes again when who has failed does:
    nobody leaves to be asked anew because it went badly.
    """
    step, now = step_of(screening), clock.now()
    if step is not None:
        if is_judged(step, Slot.objects.filter(step=step).first()):
            screening.reapply_at = now + timedelta(days=screening.version.reapply_days)
        Slot.objects.filter(step=step).update(step=None)
        step.scores.filter(scored_at=None).delete()
        step.state, step.decided_at = StepState.LEFT, now
        step.save(update_fields=["state", "decided_at"])
    screening.state, screening.ended_at = ScreeningState.WITHDRAWN, now
    screening.save(update_fields=["state", "ended_at", "reapply_at"])
    tell(facts.ScreeningWithdrawn(**about(screening)), screening, by=by)


def fail(screening: Screening, step: Step, *, reason: str, by: Actor, lapsed: bool = False) -> None:
    """The screening ends without being passed."""
    now = clock.now()
    screening.state = ScreeningState.LAPSED if lapsed else ScreeningState.FAILED
    screening.ended_at, screening.reason = now, reason
    screening.reapply_at = now + timedelta(days=screening.version.reapply_days)
    screening.save(update_fields=["state", "ended_at", "reason", "reapply_at"])
    stage = stage_at(screening, step.place).name
    told: dict[str, Any] = {
        "stage": stage,
        "reason": reason,
        "reapply_at": screening.reapply_at,
        "lapsed": lapsed,
    }
    tell(facts.ScreeningFailed(**about(screening), **told), screening, by=by)
    says = reason if lapsed else f"“{stage}” was not passed. {reason}"
    admission.answer(screening, accepts=False, reason=says)


def revive(screening: Screening, step: Step, *, reason: str, by: Actor) -> None:
    """A stage that was not passed counts as passed after all; the screening goes on from there.

    Raises:
        Refused: ``screening.begun_again`` where the person has begun another one meanwhile.
    """
    running = Screening.objects.filter(
        pipeline_id=screening.pipeline_id, person_id=screening.person_id, state=ScreeningState.RUNNING
    )
    if running.exists():
        raise Refused("screening.begun_again", "The person has begun this screening again meanwhile.")
    screening.state, screening.ended_at, screening.reapply_at = ScreeningState.RUNNING, None, None
    screening.reason = ""
    screening.save(update_fields=["state", "ended_at", "reapply_at", "reason"])
    admission.ask_again(screening)
    settle(screening, step, passed=True, reason=reason, by=by)


def _pass(screening: Screening, *, by: Actor) -> None:
    now, version = clock.now(), screening.version
    screening.state, screening.ended_at = ScreeningState.PASSED, now
    if not version.vets:
        screening.reapply_at = now + timedelta(days=version.reapply_days)
    screening.save(update_fields=["state", "ended_at", "reapply_at"])
    until = months_after(now, version.valid_months) if version.valid_months else None
    if version.vets:
        Vetted.objects.create(
            hall_id=screening.hall_id, person_id=screening.person_id, pipeline_id=screening.pipeline_id,
            screening=screening, since=now, expires_at=until,
        )  # fmt: skip
    told: dict[str, Any] = {"expires_at": until, "vets": version.vets}
    tell(facts.ScreeningPassed(**about(screening), **told), screening, by=by)
    admission.answer(screening, accepts=True, reason=f"You have passed {screening.pipeline.name}.")


def score_percent(stage: Stage, points: list[int]) -> Decimal:
    return percent_of(Decimal(sum(points)), stage.most_points)


def after_test(sitting: Sitting, *, by: Actor) -> bool:
    """The test of a stage has its result, or a better one after an appeal; whether anything followed."""
    step = Step.objects.filter(sitting=sitting).first()
    if step is None or sitting.state != SittingState.DONE:
        return False
    screening = locked_screening(step.screening_id)
    step = Step.objects.select_for_update().get(id=step.id)
    step.percent = sitting.percent
    reason = f"{sitting.percent:.0f}% of the points; {sitting.version.pass_percent}% passes."
    if step.state == StepState.YOURS:
        settle(screening, step, passed=bool(sitting.passed), reason=reason, by=by)
        return True
    if step.state == StepState.FAILED and sitting.passed and screening.state == ScreeningState.FAILED:
        revive(screening, step, reason=reason, by=by)
        return True
    return False


def require_vetted(policy: Policy, person_id: UUID, *, to: str) -> None:
    """Where the hall's policy wants it, only who is vetted here may: ``propose`` or ``publish``.

    Raises:
        Refused: ``vetting.needed``.
    """
    if not policy.number(f"vetting.needed_to_{to}"):
        return
    valid = Q(expires_at=None) | Q(expires_at__gt=clock.now())
    if Vetted.objects.filter(valid, hall_id=policy.hall_id, person_id=person_id, ended_at=None).exists():
        return
    what = {"propose": "sends proposals", "publish": "publishes services"}[to]
    raise Refused(
        "vetting.needed",
        f"In this hall only who has been screened {what}. Begin at Screening, from your page of skills and proofs.",
        because=Because.FORBIDDEN,
    )
