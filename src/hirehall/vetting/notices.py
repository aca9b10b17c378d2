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
