"""The software hall's tests and screening: people who passed and failed, and an applicant in each stage."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.people.models import Person
from hirehall.people.queries import actor_for
from hirehall.skills.queries import skill_named
from hirehall.vetting import queries
from hirehall.vetting.actions import keep_bank, keep_pipeline
from hirehall.vetting.actions.appeal_question import appeal_question
from hirehall.vetting.actions.examine import offer_slot, score_stage
from hirehall.vetting.actions.go_through import (
    appeal_screening,
    apply,
    book_slot,
    open_task,
    send_stage,
    start_stage_test,
)
from hirehall.vetting.actions.name_examiner import name_examiner
from hirehall.vetting.actions.sit_test import hand_in, mark_answer, save_answer, start_test
from hirehall.vetting.models import Answer, PipelineVersion, Score, Screening, Sitting
from hirehall.vetting.rules.stages import stage_of
from hirehall.vetting.states import Kind
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.small_halls import SmallHall
from hirehall.wiring.demo.stage import Steps

BANKS = ("Python", "PostgreSQL")
BEGINS, LONGER, SITTERS, EXAMINERS = 70, 62, 16, 3
INTRO = "For people who build what others have to rely on. It takes two to four weeks, most of it waiting for each other; your own part is about six hours."
STAGES: tuple[dict[str, Any], ...] = (
    {"kind": "form", "name": "What you have built", "days": 14, "pass_percent": 60,
     "text": "Answer in your own words; three sentences each are enough.",
     "questions": ["Which piece of work are you proud of, and what was your part in it?", "What went wrong once, and what did you change after it?"],
     "rubric": [{"text": "Is it their own work, and can one tell what it was?", "most": 5}, {"text": "Do they see what went wrong?", "most": 5}]},
    {"kind": "test", "name": "Python", "days": 14, "text": "The hall’s own test. A certificate that you hold already stands for it."},
    {"kind": "interview", "name": "A talk about a change", "days": 21, "minutes": 45, "pass_percent": 60,
     "text": "You and an examiner read a change of forty lines together.",
     "rubric": [{"text": "Do they find what could break?", "most": 5}, {"text": "Can one follow what they say?", "most": 5}]},
    {"kind": "project", "name": "A small service", "days": 10, "examiners": 2, "blind": True, "pass_percent": 65,
     "text": "Write a service that takes readings of a water meter and answers the use of a day. Send the code or a link, and how to run it.",
     "rubric": [{"text": "Does it do what was asked, also with readings out of order?", "most": 10}, {"text": "Could somebody else go on with it?", "most": 5}, {"text": "Are there tests that would notice a mistake?", "most": 5}]},
)  # fmt: skip
ANSWERS = (
    "The booking of a ferry line. I wrote the part that counts the places on the boats, with the lock that lets two sell the last one only once.",
    "We lost a night of bookings because a job ran twice. Since then every job of mine may run twice, and a test runs it twice.",
)
PROJECT = "Readings are kept as they came, the use of a day is worked out when it is asked for. `make run` starts it, `make test` tests it."
TASK: dict[str, Any] = {
    "kind": "project", "name": "Three hours of Python", "days": 14, "hours": 3, "examiners": 2, "blind": True, "pass_percent": 60,
    "text": "A ferry line has a file with one line per ticket: boat, day, place. Write what finds the days on which a place was sold twice, and how you would make sure that it cannot happen again. Send the code, and ten lines about what you left out.",
    "rubric": [{"text": "Does it find them, also in a file that does not fit into memory?", "most": 10}, {"text": "Could somebody else go on with it?", "most": 5}, {"text": "Is it honest about what it leaves out?", "most": 5}],
}  # fmt: skip
TASK_INTRO = "For whoever is new here: three hours, once, and two engineers of the hall who are not told whose it is. Choose a quiet morning before you open it."
TASK_SENT = "It reads line by line and keeps one bit for each place of each boat and day, so the file may be as long as it likes. A unique index makes the second sale impossible. Left out: tickets that were given back."
GOOD = "Clear, their own, and they saw the mistake that was hidden in it."
BAD = "What was asked is not in it: readings out of order give a negative use, and no test says so."
WAIT = 1.2


class Screenings(SmallHall):
    """Banks and a pipeline seventy days before the end; then people sit, apply, and stand where they stand."""

    def set_up(self) -> None:
        """Set it into the calendar."""
        self._when(BEGINS, self._begin)

    def _begin(self) -> None:
        by = self.editor()
        people = self._people()
        self.examiners = [actor_for(who) for who in people[:EXAMINERS]]
        for one in self.examiners:
            name_examiner(self.hall.id, self._id(one), by=by)
        self.banks = [self._bank(name, by) for name in BANKS]
        self.version = self._pipeline(by)
        self._sit(people[EXAMINERS : EXAMINERS + SITTERS])
        self._apply(people[EXAMINERS + SITTERS :])
        self._prove(people[EXAMINERS:])

    def _people(self) -> list[Person]:
        """The hall’s own first, then people of the first hall: one log-in opens both."""
        own = [one.person_id for one in self.members.freelancers]
        there = Person.objects.filter(wears_freelancer=True, suspended_at=None, closed_at=None)
        return [
            *there.filter(id__in=own).order_by("joined_at"),
            *there.exclude(id__in=own).order_by("joined_at"),
        ]

    @staticmethod
    def _id(actor: Actor) -> UUID:
        return actor.require_person()

    def _bank(self, name: str, by: Actor) -> UUID:
        skill = skill_named(self.hall.id, name)
        if skill is None:
            raise LookupError(f"the hall has no skill {name}")
        draft = keep_bank.open_bank(skill.id, by=by)
        text = (texts.HERE / "banks" / f"{name.lower()}.toml").read_text(encoding="utf-8")
        keep_bank.import_questions(draft.id, by=by, text=text)
        return keep_bank.publish_version(draft.id, by=by).bank_id

    def _pipeline(self, by: Actor) -> PipelineVersion:
        draft = keep_pipeline.open_pipeline(self.hall.id, by=by, name="Screening for engineers")
        python = str(self.banks[0])
        stages = [{**one, "bank_id": python} if one["kind"] == "test" else one for one in STAGES]
        keep_pipeline.set_stages(draft.id, by=by, stages=stages)
        keep_pipeline.set_pipeline(draft.id, by=by, intro=INTRO, reapply_days=90, valid_months=1)
        self._when(LONGER, self._counts_longer)
        return keep_pipeline.publish_pipeline(draft.id, by=by)

    def _counts_longer(self) -> None:
        """The second version counts for two years; who passed the first is vetted no longer, and comes again."""
        by = self.editor()
        draft = keep_pipeline.draft_pipeline(self.version.pipeline_id, by=by)
        keep_pipeline.set_pipeline(draft.id, by=by, intro=INTRO, reapply_days=90, valid_months=24)
        keep_pipeline.publish_pipeline(draft.id, by=by)

    # tests

    def _sit(self, people: list[Person]) -> None:
        """Some know the language, some do not; two write about the slow query, and one text waits."""
        until = self.calendar.until
        for number, who in enumerate(people):
            knows = 0.95 - 0.5 * (number % 5) / 4
            when = until - timedelta(days=60 - 3 * number)
            self.calendar.at(when, self._sits, self.banks[0], who.id, knows, number == 4)
        for number, who in enumerate(people[:4]):
            self.calendar.at(
                until - timedelta(days=30 - 9 * number), self._sits, self.banks[1], who.id, 0.9, False
            )
        self.calendar.at(until - timedelta(days=15), self._mark)
        self.calendar.at(until - timedelta(minutes=4), self._starts, self.banks[1], people[4].id)

    def _starts(self, bank_id: UUID, person_id: UUID) -> Sitting:
        return start_test(bank_id, by=actor_for(Person.objects.get(id=person_id)))

    def _sits(self, bank_id: UUID, person_id: UUID, knows: float, appeals: bool) -> None:
        by = actor_for(Person.objects.get(id=person_id))
        sitting = start_test(bank_id, by=by)
        self._answers(sitting, by, knows)
        hand_in(sitting.id, by=by)
        if appeals:
            appeal_question(
                sitting.id,
                1,
                by=by,
                text="One can read the question in two ways, and both answers are right.",
            )

    def _answers(self, sitting: Sitting, by: Actor, knows: float) -> None:
        for answer in sitting.answers.select_related("question"):
            given = self._given(sitting, answer, by, self.rng.random() < knows)
            save_answer(sitting.id, answer.place, by=by, given=given)

    def _given(self, sitting: Sitting, answer: Answer, by: Actor, right: bool) -> Any:
        question = answer.question
        if question.kind == Kind.NUMBER:
            return question.right[0] if right else "5"
        if question.kind == Kind.TEXT:
            return "At EXPLAIN ANALYZE of it, beside the plan of last week: mostly the statistics are old and it reads the whole table."
        written = [*range(len(question.options))]
        if question.kind == Kind.ORDER:
            wanted = written if right else written[::-1]
        else:
            wrong = [place for place in written if place not in question.right]
            wanted = list(question.right) if right else [self.rng.choice(wrong)]
        shown = {one.text: one.place for one in queries.question_page(by, sitting.id, answer.place).choices}
        return [shown[question.options[place]] for place in wanted]

    def _mark(self) -> None:
        """An examiner reads all but what comes later."""
        for examiner in self.examiners:
            for answer in queries.answers_to_mark(examiner, self.hall.id):
                mark_answer(
                    answer.id,
                    by=examiner,
                    points=2,
                    remark="The plan first, and a cause to check. That is it.",
                )

    # screening

    def _apply(self, people: list[Person]) -> None:
        """Eight are vetted, the first of them not any more; one appeals, and one waits in each stage."""
        stops = (
            ("vetted", 60), ("turned down", 50), ("vetted", 45), ("form", 40), ("no form", 25), ("project", 18),
            ("to build", 16), ("booked", 12), ("to book", 10), ("to test", 6), ("scoring", 4), ("to write", 2),
            ("vetted", 68), ("vetted", 57), ("vetted", 52), ("vetted", 36), ("vetted", 30), ("vetted", 22),
        )  # fmt: skip
        for (stop, days), who in zip(stops, people, strict=False):
            when = self.calendar.until - timedelta(days=days)
            self.calendar.at(when, self.play, self._goes(who.id, stop))

    def _prove(self, people: list[Person]) -> None:
        """Three have proven Python by a task, one has not, one waits for the second examiner and one writes."""
        by, python = self.editor(), skill_named(self.hall.id, "Python")
        draft = keep_pipeline.open_pipeline(self.hall.id, by=by, name="Show your Python")
        keep_pipeline.set_stages(
            draft.id, by=by, stages=[{**TASK, "proves": str(python.id) if python else ""}]
        )
        keep_pipeline.set_pipeline(
            draft.id, by=by, intro=TASK_INTRO, reapply_days=90, valid_months=24, vets=False
        )
        pipeline_id = keep_pipeline.publish_pipeline(draft.id, by=by).pipeline_id
        ways: tuple[tuple[float | str, float], ...] = (
            (0.9, 55),
            (0.75, 41),
            (0.65, 33),
            (0.3, 20),
            ("waits", 3),
            ("writes", 0.05),
        )
        for who, (stop, days) in zip(people, ways, strict=False):
            when = self.calendar.until - timedelta(days=days)
            self.calendar.at(when, self.play, self._proves(who.id, pipeline_id, stop))

    def _proves(self, person_id: UUID, pipeline_id: UUID, stop: float | str) -> Steps:
        by = actor_for(Person.objects.get(id=person_id))
        screening = apply(pipeline_id, by=by)
        open_task(screening.id, by=by)
        if stop == "writes":
            return
        yield 0.1
        send_stage(screening.id, by=by, answers=[TASK_SENT])
        yield WAIT
        if stop == "waits":
            self._score(screening, True, only=1)
        else:
            self._score(screening, float(stop) > 0.5, share=float(stop))

    def _goes(self, person_id: UUID, stop: str) -> Steps:
        """One applicant, as far as they come."""
        by = actor_for(Person.objects.get(id=person_id))
        screening = apply(self.version.pipeline_id, by=by)
        yield WAIT
        if stop in ("to write", "no form"):
            return  # one is still in time, the other lets it run out
        send_stage(screening.id, by=by, answers=ANSWERS)
        yield WAIT
        if stop == "scoring":
            return
        self._score(screening, stop != "form")
        yield WAIT
        if stop in ("form", "to test"):
            return
        if screening.steps.filter(kind="test", state="todo").exists():
            sitting = start_stage_test(screening.id, by=by)
            self._answers(sitting, by, 1.0)
            hand_in(sitting.id, by=by)
        yield WAIT
        if stop == "to book":
            self._offer(3)
            self._offer(4.1)
            return
        yield from self._talks(screening, by, stop)

    def _offer(self, days: float) -> UUID:
        begins = (clock.now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
        examiner = self.examiners[self.rng.randrange(EXAMINERS)]
        where = "https://call.example/engine-house"
        return offer_slot(self.hall.id, by=examiner, starts_at=begins, minutes=45, where=where).id

    def _talks(self, screening: Screening, by: Actor, stop: str) -> Steps:
        book_slot(self._offer(20 if stop == "booked" else 1.5), by=by)
        if stop == "booked":
            return
        yield 3
        self._score(screening, True)
        yield WAIT
        if stop == "to build":
            return
        send_stage(screening.id, by=by, answers=[PROJECT])
        yield WAIT
        if stop == "project":
            self._score(screening, True, only=1)
            return
        self._score(screening, stop != "turned down")
        yield WAIT
        if stop == "turned down":
            appeal_screening(
                screening.id,
                by=by,
                text="Readings out of order are in the third test, under their English name.",
            )

    def _score(self, screening: Screening, good: bool, *, only: int = 9, share: float | None = None) -> None:
        seats = {self._id(one): one for one in self.examiners}
        for score in list(Score.objects.filter(step__screening=screening, scored_at=None).order_by("id"))[
            :only
        ]:
            stage = stage_of(screening.version.stages[score.step.place - 1])
            points = [one.most - 1 if good else one.most // 4 for one in stage.rubric]
            if share is not None:
                points = [round(one.most * share) for one in stage.rubric]
            score_stage(score.id, by=seats[score.examiner_id], points=points, reason=GOOD if good else BAD)
