"""The stages of a pipeline as data: read from JSON, checked whole, and written back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from hirehall.foundation.refused import Refused
from hirehall.vetting.rules import invalid
from hirehall.vetting.states import StageKind

MOST_STAGES, MOST_CRITERIA, MOST_QUESTIONS = 8, 8, 12
MOST_HOURS, LEAST_JUDGES = 72, 2
SCORED = (StageKind.FORM, StageKind.INTERVIEW, StageKind.PROJECT)


@dataclass(frozen=True, slots=True)
class Criterion:
    text: str
    most: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage.

    Attributes:
        days: how long the applicant has to do their part; after that the application ends by itself.
        pass_percent: what is needed, of the examiners' mean; a test has its own.
        examiners: how many score it; an interview has one, whose time it is.
        blind: whether no examiner sees another's score before their own is given.
        bank_version_id: of a test: which version of which bank, fixed when the pipeline is published.
        bank_id: of a test that is not published yet.
        minutes: how long an interview takes.
        hours: of a project, how long the applicant has from when they open its text; 0 where ``days`` alone counts.
        proves: of a project, the skill whose proof it is: passed, its mark enters the standing.
    """

    kind: StageKind
    name: str
    text: str = ""
    days: int = 14
    pass_percent: int = 60
    examiners: int = 1
    blind: bool = True
    rubric: tuple[Criterion, ...] = ()
    questions: tuple[str, ...] = ()
    bank_id: str = ""
    bank_version_id: str = ""
    minutes: int = 30
    hours: int = 0
    proves: str = ""

    @property
    def is_timed(self) -> bool:
        return self.hours > 0

    @property
    def is_scored(self) -> bool:
        return self.kind in SCORED

    @property
    def most_points(self) -> int:
        return sum(one.most for one in self.rubric)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def stage_of(data: Mapping[str, Any]) -> Stage:
    """A stage that has been kept."""
    rubric = tuple(Criterion(one["text"], one["most"]) for one in data.get("rubric", ()))
    rest = {name: value for name, value in data.items() if name not in ("rubric", "questions", "kind")}
    return Stage(
        kind=StageKind(data["kind"]), rubric=rubric, questions=tuple(data.get("questions", ())), **rest
    )


def stages_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Stage, ...]:
    return tuple(stage_of(one) for one in kept)


def new_stage(kind: StageKind) -> Stage:
    """A stage as it begins in the editor."""
    names = {
        StageKind.FORM: "About you",
        StageKind.TEST: "Skill test",
        StageKind.INTERVIEW: "Interview",
        StageKind.PROJECT: "Test project",
    }
    rubric = () if kind == StageKind.TEST else (Criterion("Does it do what was asked?", 5),)
    questions = (
        ("Which work are you proud of, and what was your part in it?",) if kind == StageKind.FORM else ()
    )
    return Stage(kind=kind, name=names[kind], rubric=rubric, questions=questions)


def require_stages(stages: tuple[Stage, ...]) -> None:
    """What a draft may hold.

    Raises:
        Refused: ``pipeline.stage_wrong``, with the stage's number.
    """
    if len(stages) > MOST_STAGES:
        raise invalid("pipeline.too_many_stages", f"A pipeline has at most {MOST_STAGES} stages.", "stages")
    for number, stage in enumerate(stages, 1):
        said = _wrong(stage)
        if said:
            raise invalid("pipeline.stage_wrong", f"Stage {number}: {said}", "stages")


def _wrong(stage: Stage) -> str:
    checks = (
        (1 <= len(stage.name.strip()) <= 60, "give it a name of at most 60 characters."),
        (len(stage.text) <= 4_000, "its text has at most 4,000 characters."),
        (1 <= stage.days <= 90, "its days are from 1 to 90."),
        (1 <= stage.pass_percent <= 100, "what passes is from 1 to 100 percent."),
        (0 < stage.examiners <= 3, "one to three examiners score it."),
        (stage.kind != StageKind.INTERVIEW or stage.examiners == 1, "an interview has one examiner."),
        (10 <= stage.minutes <= 180, "an interview takes 10 to 180 minutes."),
        (0 <= stage.hours <= MOST_HOURS, f"a timed task takes at most {MOST_HOURS} hours."),
        (not stage.hours or stage.kind == StageKind.PROJECT, "only a project is timed by the hour."),
        (not stage.proves or stage.kind == StageKind.PROJECT, "only a project proves a skill."),
        (
            not stage.proves or (stage.blind and stage.examiners >= LEAST_JUDGES),
            "what proves a skill is judged by two examiners or three, blind to each other.",
        ),
        (len(stage.rubric) <= MOST_CRITERIA, f"at most {MOST_CRITERIA} criteria."),
        (
            all(0 < len(one.text) <= 200 and 1 <= one.most <= 20 for one in stage.rubric),
            "each criterion has a text of at most 200 characters and 1 to 20 points.",
        ),
        (len(stage.questions) <= MOST_QUESTIONS, f"at most {MOST_QUESTIONS} questions."),
        (all(0 < len(one) <= 400 for one in stage.questions), "a question has at most 400 characters."),
    )
    return next((says for fine, says in checks if not fine), "")


def require_whole(stages: tuple[Stage, ...], *, vets: bool) -> None:
    """What a pipeline needs before anybody can go through it.

    Args:
        vets: whether who passes is vetted; a pipeline that vets nobody has to prove something.

    Raises:
        Refused: ``pipeline.empty``, ``pipeline.stage_wrong``.
    """
    if not stages:
        raise Refused("pipeline.empty", "A pipeline has at least one stage.")
    if not vets and not any(stage.proves for stage in stages):
        raise Refused(
            "pipeline.proves_nothing",
            "Who passes is neither vetted nor has a skill proven: say in a project which skill it proves.",
        )
    for number, stage in enumerate(stages, 1):
        if stage.is_scored and not stage.rubric:
            raise Refused("pipeline.stage_wrong", f"Stage {number}: say by which criteria it is scored.")
        if stage.kind == StageKind.FORM and not stage.questions:
            raise Refused("pipeline.stage_wrong", f"Stage {number}: ask at least one question.")
        if stage.kind == StageKind.TEST and not stage.bank_version_id:
            raise Refused("pipeline.stage_wrong", f"Stage {number}: choose a test that is published.")
