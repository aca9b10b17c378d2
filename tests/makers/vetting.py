"""Skill tests, made the way people make them: through actions."""

from __future__ import annotations

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
from hirehall.vetting.actions import keep_bank
from hirehall.vetting.actions.name_examiner import name_examiner
from hirehall.vetting.actions.sit_test import hand_in, save_answer, start_test
from hirehall.vetting.models import BankVersion, Sitting
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
