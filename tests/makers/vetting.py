"""Skill tests, made the way people make them: through actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Hat, staff, system
from hirehall.halls.models import Hall
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.skills.actions.add_category import add_category
from hirehall.skills.actions.add_skill import add_skill
from hirehall.skills.models import Skill
from hirehall.vetting import queries
from hirehall.vetting.actions import keep_bank, keep_pipeline
from hirehall.vetting.actions.examine import offer_slot, score_stage
from hirehall.vetting.actions.go_through import apply, book_slot, send_stage, start_stage_test
from hirehall.vetting.actions.name_examiner import name_examiner
from hirehall.vetting.actions.sit_test import hand_in, save_answer, start_test
from hirehall.vetting.models import BankVersion, PipelineVersion, Score, Screening, Sitting, Slot
from hirehall.vetting.rules.stages import stage_of
from hirehall.vetting.states import Kind
from tests.makers.base import actor_of, make_person

BANK = """
[test]
minutes = 10
drawn = 4
pass_percent = 75
retake_days = 14
valid_months = 12

[[question]]
key = "seven"
kind = "single"
text = "How many days has a week?"
options = ["five", "six", "seven"]
right = 3

[[question]]
key = "even"
kind = "several"
text = "Which of these numbers are even?"
options = ["two", "three", "four", "nine"]
right = [1, 3]
why = "They can be halved."

[[question]]
key = "pi"
kind = "number"
text = "What is pi, to two places?"
right = "3.14"
tolerance = "0.005"

[[question]]
key = "sizes"
kind = "order"
text = "The smallest first."
options = ["mouse", "cat", "cow", "whale"]
"""
IN_WORDS = """
[[question]]
key = "why"
kind = "text"
text = "Why is the sky blue?"
points = 2
why = "Short waves are scattered more."
"""


@dataclass
class Lab:
    """A hall with a skill, its published bank, an operator in a staff session, an examiner and a candidate."""

    hall: Hall
    skill: Skill
    version: BankVersion
    operator: Actor
    examiner: Actor
    candidate: Actor

    def started(self, by: Actor | None = None) -> Sitting:
        return start_test(self.version.bank_id, by=by or self.candidate)

    def answered(self, sitting: Sitting, right: bool, by: Actor | None = None) -> None:
        """Every question but those in words, all right or all wrong."""
        for answer in sitting.answers.select_related("question"):
            question = answer.question
            if question.kind == Kind.NUMBER:
                given: Any = "3,14" if right else "4"
            elif question.kind == Kind.TEXT:
                given = "Because short waves are scattered more than long ones."
            else:
                order = [*range(len(question.options))]
                wrong = [place for place in order if place not in question.right]
                written = order if question.kind == Kind.ORDER else question.right
                if not right:
                    written = order[::-1] if question.kind == Kind.ORDER else wrong[:1]
                page = queries.question_page(by or self.candidate, sitting.id, answer.place)
                shown = {one.text: one.place for one in page.choices}
                given = [shown[question.options[place]] for place in written]
            save_answer(sitting.id, answer.place, by=by or self.candidate, given=given)

    def sat(self, *, right: bool = True, by: Actor | None = None) -> Sitting:
        sitting = self.started(by)
        self.answered(sitting, right, by)
        return hand_in(sitting.id, by=by or self.candidate)


def make_lab(hall: Hall, *, bank: str = BANK, name: str = "Vet") -> Lab:
    by = system("tests")
    category = add_category(hall.id, by=by, name=f"{name} work")
    skill = add_skill(category.id, by=by, name=f"{name} knowledge")
    owner = make_person(f"Olga {name}", Hat.CLIENT, operator=True)
    session = start_staff_session(by=actor_of(owner), reason="The question banks")
    operator = staff(owner.id, staff_session_id=session.id)
    examiner = make_person(f"Edda {name}")
    name_examiner(hall.id, examiner.id, by=operator)
    draft = keep_bank.open_bank(skill.id, by=operator)
    keep_bank.import_questions(draft.id, by=operator, text=bank)
    version = keep_bank.publish_version(draft.id, by=operator)
    jobs.drain()
    candidate = actor_of(make_person(f"Carl {name}"))
    return Lab(hall, skill, version, operator, actor_of(examiner), candidate)


def ran_out(sitting: Sitting) -> Sitting:
    """The minutes pass, and the sweep comes by."""
    with clock.at(sitting.ends_at + timedelta(seconds=20)):
        jobs.run_sweeps()
    sitting.refresh_from_db()
    return sitting


STAGES = [
    {"kind": "form", "name": "About you", "questions": ["What have you built?"], "days": 10,
     "rubric": [{"text": "Is it their own?", "most": 5}], "pass_percent": 60},
    {"kind": "test", "name": "Knowledge", "days": 10},
    {"kind": "interview", "name": "Talk", "days": 10, "rubric": [{"text": "Do they explain it?", "most": 4}],
     "minutes": 30, "pass_percent": 50},
    {"kind": "project", "name": "Project", "days": 10, "examiners": 2, "pass_percent": 60,
     "rubric": [{"text": "Does it work?", "most": 5}, {"text": "Can it be read?", "most": 5}]},
]  # fmt: skip
REASON = "It is clear, it is their own, and it holds."
WORDS = "I rebuilt the stock system of a shop, alone, in a winter."


@dataclass
class Way:
    """A hall with a screening of four stages, three examiners, and an applicant."""

    lab: Lab
    version: PipelineVersion
    examiners: list[Actor]
    applicant: Actor

    @property
    def hall(self) -> Hall:
        return self.lab.hall

    def begun(self, by: Actor | None = None) -> Screening:
        return apply(self.version.pipeline_id, by=by or self.applicant)

    def scored(self, screening: Screening, *shares: float) -> None:
        """Every examiner who has it scores; by default in full."""
        scores = Score.objects.filter(step__screening=screening, scored_at=None).order_by("id")
        for place, score in enumerate(list(scores)):
            stage = stage_of(screening.version.stages[score.step.place - 1])
            share = shares[place] if place < len(shares) else 1.0
            points = [round(one.most * share) for one in stage.rubric]
            by = next(one for one in self.examiners if one.person_id == score.examiner_id)
            score_stage(score.id, by=by, points=points, reason=f"{REASON} ({place})")
        jobs.drain()

    def formed(self, by: Actor | None = None) -> Screening:
        screening = self.begun(by)
        send_stage(screening.id, by=by or self.applicant, answers=[WORDS])
        return screening

    def tested(self, by: Actor | None = None) -> Screening:
        """At the test."""
        screening = self.formed(by)
        self.scored(screening)
        return screening

    def interviewing(self, by: Actor | None = None) -> Screening:
        """At the interview, nothing booked."""
        screening, who = self.tested(by), by or self.applicant
        sitting = start_stage_test(screening.id, by=who)
        self.lab.answered(sitting, True, who)
        hand_in(sitting.id, by=who)
        jobs.drain()
        return screening

    def slot(self, examiner: int = 0, *, days: float = 2) -> Slot:
        begins = clock.now() + timedelta(days=days)
        return offer_slot(
            self.hall.id, by=self.examiners[examiner], starts_at=begins, minutes=30, where="The call’s link"
        )

    def building(self, by: Actor | None = None) -> Screening:
        """At the project."""
        screening, slot = self.interviewing(by), self.slot(days=1 + Slot.objects.count() / 10)
        book_slot(slot.id, by=by or self.applicant)
        with clock.at(slot.starts_at):
            jobs.run_sweeps()
            self.scored(screening)
        return screening

    def handed(self, by: Actor | None = None) -> Screening:
        """The project is with two examiners."""
        screening = self.building(by)
        send_stage(screening.id, by=by or self.applicant, answers=[WORDS])
        return screening


def make_way(
    hall: Hall, *, name: str = "Way", bank: str = BANK, asks: Sequence[dict[str, Any]] = STAGES
) -> Way:
    lab = make_lab(hall, name=name, bank=bank)
    examiners = [lab.examiner]
    for number in (1, 2):
        who = make_person(f"Exa {name} {number}")
        name_examiner(hall.id, who.id, by=lab.operator)
        examiners.append(actor_of(who))
    draft = keep_pipeline.open_pipeline(hall.id, by=lab.operator, name=f"{name} screening")
    stages = [{**one, "bank_id": str(lab.version.bank_id)} if one["kind"] == "test" else one for one in asks]
    keep_pipeline.set_stages(draft.id, by=lab.operator, stages=stages)
    version = keep_pipeline.publish_pipeline(draft.id, by=lab.operator)
    return Way(lab, version, examiners, actor_of(make_person(f"Ada {name}")))
