"""Who is told what about tests, certificates and appeals."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.foundation.models import FactRow
from hirehall.look.formats import when_text
from hirehall.vetting import queries


def _failed(fact: FactRow) -> str:
    again = fact.data["retake_at"]
    when = f" You can sit it again from {when_text(datetime.fromisoformat(again))} on." if again else ""
    return f"You did not pass the test in {fact.data['skill']}: {_percent(fact.data['percent'])}.{when}"


def _percent(text: str) -> str:
    return f"{float(text):.0f}%"


def _sentence(fact: FactRow) -> str:
    data = fact.data
    skill = data["skill"]
    match fact.name:
        case "test.passed":
            return (
                f"You passed the test in {skill} with {_percent(data['percent'])}. Your certificate is there."
            )
        case "test.failed":
            return _failed(fact)
        case "test.score_raised":
            now = " You have passed." if data["passes_now"] else ""
            before, after = _percent(data["percent_before"]), _percent(data["percent"])
            return f"A question of your test in {skill} has fallen. Your score rises from {before} to {after}.{now}"
        case _:
            word = "upheld" if data["upheld"] else "declined"
            return f"Your appeal against a question of the test in {skill} is {word}: {data['reason']}"


@job("vetting.tell_of_test", queue="notices")
def tell_of_test(fact_id: str) -> None:
    """Tell who sat a test what came of it, or of their appeal."""
    fact = facts.read(fact_id)
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind=fact.name,
        sentence=_sentence(fact),
        href=reverse("vetting:sitting", args=[fact.data["sitting_id"]]),
        fact_id=fact.id,
        about_id=UUID(fact.data["sitting_id"]),
    )


@job("vetting.tell_examiners", queue="notices")
def tell_examiners(fact_id: str) -> None:
    """A text waits to be read: in the app only, for everybody who examines here."""
    fact = facts.read(fact_id)
    if fact.hall_id is None:
        return
    people = [one.id for one in queries.examiners_of(fact.hall_id) if str(one.id) != fact.data["person_id"]]
    post_notice(
        person_ids=people,
        hall_id=fact.hall_id,
        kind="examining.text_waits",
        sentence=f"A text from a test in {fact.data['skill']} waits for an examiner.",
        href=reverse("vetting:examining"),
        mail=False,
        fact_id=fact.id,
    )


def _screening_says(fact: FactRow) -> tuple[str, str | None]:
    """What an applicant is told, and until when they have time."""
    data = fact.data
    name = data["pipeline"]
    match fact.name:
        case "screening.stage_begun":
            return f"{name}: “{data['stage']}” comes next.", data["due_at"]
        case "screening.interview_booked":
            when = when_text(datetime.fromisoformat(data["starts_at"]))
            return f"{name}: your interview is on {when}.", data["starts_at"]
        case "screening.interview_left":
            who = (
                "The examiner took the time of your interview back"
                if data["by_examiner"]
                else "You gave it back"
            )
            return f"{name}: {who}. Book another one.", None
        case "screening.interview_again":
            return (
                f"{name}: “{data['stage']}” was not scored in time, which is not your doing. Book another time.",
                data["due_at"],
            )
        case "screening.passed":
            vets = data.get("vets", True)
            brings = "You are vetted in this hall." if vets else "It counts in your standing now."
            return f"You have passed {name}. {brings}", None
        case "screening.failed":
            again = when_text(datetime.fromisoformat(data["reapply_at"]))
            return (
                f"{name} ended at “{data['stage']}”. The reasons are there; you can come again from {again} on.",
                None,
            )
        case _:
            word = "upheld" if data["upheld"] else "declined"
            return f"Your appeal about {name} is {word}: {data['reason']}", None


@job("vetting.tell_applicant", queue="notices")
def tell_applicant(fact_id: str) -> None:
    """Tell an applicant what comes next or what was decided; a hall's answer to an application tells it itself."""
    fact = facts.read(fact_id)
    if fact.name in ("screening.passed", "screening.failed") and queries.is_told_by_hall(
        UUID(fact.data["screening_id"])
    ):
        return
    sentence, deadline = _screening_says(fact)
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind=fact.name,
        sentence=sentence,
        href=reverse("vetting:screening", args=[fact.data["screening_id"]]),
        deadline=datetime.fromisoformat(deadline) if deadline else None,
        fact_id=fact.id,
        about_id=UUID(fact.data["screening_id"]),
    )


@job("vetting.tell_examiner", queue="notices")
def tell_examiner(fact_id: str) -> None:
    """Tell those who score, or whose time is booked or left."""
    fact = facts.read(fact_id)
    data = fact.data
    people = data.get("examiner_ids") or [data["examiner_id"]]
    says = {
        "screening.stage_sent": "“{stage}” of {pipeline} waits for your score.",
        "screening.score_reassigned": "“{stage}” of {pipeline} waits for your score.",
        "screening.interview_booked": "One of your times for an interview is booked.",
        "screening.interview_left": "A time that you offered for an interview is free again or taken back.",
    }[fact.name].format(**data)
    post_notice(
        person_ids=[UUID(str(one)) for one in people if str(one) != str(fact.actor_person_id)],
        hall_id=fact.hall_id,
        kind="examining.screening",
        sentence=says,
        href=reverse("vetting:examining"),
        fact_id=fact.id,
    )


@job("vetting.tell_late", queue="notices")
def tell_late(fact_id: str) -> None:
    """Tell examiners that they are late, and who owns the screening that an applicant waits for them."""
    fact = facts.read(fact_id)
    data = fact.data
    waits = f"“{data['stage']}” of {data['pipeline']}"
    post_notice(
        person_ids=[UUID(one) for one in data["examiner_ids"]],
        hall_id=fact.hall_id,
        kind="examining.late",
        sentence=f"{waits} should be scored by now. Score it, or it goes to somebody else.",
        href=reverse("vetting:examining"),
        fact_id=fact.id,
    )
    why = "is not scored in time" if data["examiner_ids"] else "has too few examiners"
    post_notice(
        person_ids=[UUID(one) for one in data["owner_ids"] if one not in data["examiner_ids"]],
        hall_id=fact.hall_id,
        kind="screening.late",
        sentence=f"{waits} {why}, and an applicant waits. Give it to another examiner at the desk.",
        href=reverse("front:desk_pipeline", args=[data["version_id"]]),
        fact_id=fact.id,
    )


@job("vetting.tell_of_end", queue="notices")
def tell_of_end(fact_id: str) -> None:
    """Tell somebody that they are vetted no longer, and why."""
    fact = facts.read(fact_id)
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=fact.hall_id,
        kind="vetted.ended",
        sentence=f"You are no longer vetted in this hall: {fact.data['reason']}",
        href=reverse("vetting:screenings"),
        fact_id=fact.id,
    )


@job("vetting.tell_of_withdrawal", queue="notices")
def tell_of_withdrawal(fact_id: str) -> None:
    """Tell the holder that a certificate is withdrawn and why, or what came of their appeal."""
    fact = facts.read(fact_id)
    data = fact.data
    if fact.name == "certificate.withdrawn":
        says = (
            f"Your certificate in {data['skill']} is withdrawn: {data['reason']} You can appeal on its page."
        )
    elif data["upheld"]:
        says = f"Your appeal is upheld: your certificate in {data['skill']} counts again. {data['reason']}"
    else:
        says = (
            f"Your appeal is declined: your certificate in {data['skill']} stays withdrawn. {data['reason']}"
        )
    post_notice(
        person_ids=[UUID(data["person_id"])],
        hall_id=fact.hall_id,
        kind=fact.name,
        sentence=says,
        href=reverse("vetting:certificate", args=[data["code"]]),
        fact_id=fact.id,
        about_id=UUID(data["certificate_id"]),
    )
