"""The words of skill tests: kinds of question, where a version, a sitting and an appeal stand."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from hirehall.halls.states import PolicyNumber, declare


class Kind(StrEnum):
    """What kind of answer a question asks for."""

    SINGLE = "single"
    SEVERAL = "several"
    NUMBER = "number"
    ORDER = "order"
    TEXT = "text"


KIND_WORDS = {
    Kind.SINGLE: "one right answer",
    Kind.SEVERAL: "several right answers",
    Kind.NUMBER: "a number",
    Kind.ORDER: "put in order",
    Kind.TEXT: "a short text, read by an examiner",
}
CHOOSES = (Kind.SINGLE, Kind.SEVERAL, Kind.ORDER)


class SittingState(StrEnum):
    """Where somebody's test stands. The outcome is ``passed`` on the sitting: an appeal may change it later."""

    RUNNING = "running"
    MARKING = "marking"
    DONE = "done"


class AppealState(StrEnum):
    WAITING = "waiting"
    UPHELD = "upheld"
    DECLINED = "declined"


LEAST_FOR_STATISTICS = 10
"""How many must have met a question before anything but their number is said about it."""


class StageKind(StrEnum):
    """What a stage of a screening asks of an applicant."""

    FORM = "form"
    TEST = "test"
    INTERVIEW = "interview"
    PROJECT = "project"


STAGE_WORDS = {
    StageKind.FORM: "Questions to answer in writing",
    StageKind.TEST: "A timed skill test",
    StageKind.INTERVIEW: "A live interview",
    StageKind.PROJECT: "A test project",
}


class ScreeningState(StrEnum):
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class StepState(StrEnum):
    """Where an applicant stands in one stage: theirs to do, booked, with examiners, or over."""

    YOURS = "todo"
    BOOKED = "booked"
    EXAMINING = "examining"
    PASSED = "passed"
    FAILED = "failed"
    LAPSED = "lapsed"
    LEFT = "left"


SENDING = timedelta(minutes=2)
"""What a stage that is sent in its last moment may take on its way; nothing lapses before."""

LATE_AGAIN = timedelta(days=3)
"""After how long who owns a screening is told again of a stage whose examiners are late."""

OPEN_STEPS = (StepState.YOURS, StepState.BOOKED, StepState.EXAMINING)

declare(
    PolicyNumber(
        "screening.offered", "“Get vetted” stands in members’ menus", 0, 0, 1, is_switch=True, is_work=False
    ),
    PolicyNumber(
        "vetting.needed_to_propose", "Only who is vetted here sends proposals (1 yes, 0 no)", 0, 0, 1
    ),
    PolicyNumber(
        "vetting.needed_to_publish", "Only who is vetted here publishes services (1 yes, 0 no)", 0, 0, 1
    ),
    PolicyNumber(
        "vetting.appeal_days", "Days in which a screening’s decision can be appealed against", 14, 1, 90
    ),
    PolicyNumber("vetting.score_days", "Days that an examiner has to score", 5, 1, 60),
)
