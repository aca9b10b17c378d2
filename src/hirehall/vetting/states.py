"""The words of skill tests: kinds of question, where a version, a sitting and an appeal stand."""

from __future__ import annotations

from enum import StrEnum


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
