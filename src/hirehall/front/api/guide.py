"""The guide and the comparison for programs, without a token: they are public as pages, too."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import not_found
from hirehall.foundation.schemas import MoneyOut
from hirehall.front.api.guard import hall_in
from hirehall.front.costs import whole
from hirehall.front.guide import ALL_STEPS, MOST_STEPS, Result, result_of, step_at
from hirehall.front.guide_ways import ways_here, ways_of
from hirehall.front.platforms import AS_OF, Compared, compared, platforms
from hirehall.front.platforms.comparing import Share
from hirehall.halls.models import Hall
from hirehall.money.queries import fee_quote

router = Router()
Answers = Annotated[
    str,
    Query(
        pattern=f"^[1-9]{{0,{ALL_STEPS}}}$",
        description="One digit an answer, in the order of the questions; empty to begin.",
    ),
]


class AnswerOut(Schema):
    text: str
    answers: str = Field(description="What to send to give this answer.")


class GuideQuestionOut(Schema):
    number: int
    name: str
    text: str
    hint: str
    options: list[AnswerOut]


class HereOut(Schema):
    amount: MoneyOut
    client_pays: MoneyOut
    freelancer_gets: MoneyOut
    hall_keeps: MoneyOut


class ElsewhereOut(Schema):
    """The same work at another place, in that place’s currency. A pair is a range; null is unknown."""

    slug: str
    name: str
    terms: str
    since: str
    source: str
    note: str
    price: MoneyOut
    freelancer_gets: list[MoneyOut] | None
    client_pays: list[MoneyOut] | None


class ProofOut(Schema):
    today: str
    next_title: str
    next_text: str


class WayOut(Schema):
    """One way of working, and what the typical work costs by it."""

    way: str
    plan: str
    advised: bool
    client_pays: MoneyOut
    freelancer_gets: MoneyOut
    hall_keeps: MoneyOut


class AdviceOut(Schema):
    """The way of working that fits, or ``elsewhere``; ``direct``: with one’s own client."""

    way: str
    direct: bool
    title: str
    text: str
    reasons: list[str]
    first_step: str
    ways: list[WayOut]


class GuideResultOut(Schema):
    side: str = Field(description="freelancer, client or both")
    title: str
    text: str
    reasons: list[str]
    here: HereOut
    elsewhere: list[ElsewhereOut]
    collected_until: str
    proof: ProofOut | None
    first_steps: list[str]
    advice: AdviceOut | None
    next_question: GuideQuestionOut | None = Field(
        description="The first of four more, which say which way of working fits; null once they are answered."
    )


class GuideOut(Schema):
    """The next question, or the result when all are answered; the other of the two is null.

    After eight questions there is a result. Who goes on with its ``next_question`` gets it again with an advice.
    """

    answers: str
    questions: int
    question: GuideQuestionOut | None
    result: GuideResultOut | None


class TermsOut(Schema):
    label: str
    since: str = Field(description="As exact as known; empty where unknown.")
    until: str
    current: bool
    currency: str
    source: str
    note: str
    freelancer_known: bool
    client_known: bool


class PlatformOut(Schema):
    slug: str
    name: str
    way: str = Field(description="marketplace, direct or niche")
    works: str
    terms: list[TermsOut]


class PlatformList(Schema):
    collected_until: str
    items: list[PlatformOut]
    next: None = None


@router.get("/guide", response=GuideOut, auth=None, operation_id="guide.answer")
def guide(request: HttpRequest, answers: Answers = "") -> dict[str, Any]:
    """Which side am I on? Begin without answers, and follow one option’s ``answers`` each time."""
    done = len(answers) in (MOST_STEPS, ALL_STEPS)
    return {
        "answers": answers,
        "questions": MOST_STEPS if len(answers) <= MOST_STEPS else ALL_STEPS,
        "question": None if done else _question(answers, hall_in(request)),
        "result": _result(request, result_of(answers, ways_here(hall_in(request)))) if done else None,
    }


@router.get("/platforms", response=PlatformList, auth=None, operation_id="guide.platforms")
def list_platforms(request: HttpRequest) -> dict[str, Any]:
    """What other places charge, dated and with the kind of source; what is not known says so."""
    actor_in(request)
    return {"collected_until": AS_OF, "items": [PlatformOut.from_orm(place) for place in platforms()]}


def _question(answers: str, hall: Hall) -> GuideQuestionOut:
    step = step_at(answers, ways_here(hall))
    return GuideQuestionOut(
        number=step.number,
        name=step.question.name,
        text=step.question.text,
        hint=step.question.hint,
        options=[AnswerOut(text=answer.option.text, answers=answer.code) for answer in step.answers],
    )


def _result(request: HttpRequest, result: Result) -> GuideResultOut:
    hall: Hall | None = request.hall  # type: ignore[attr-defined]
    if hall is None:
        raise not_found("hall")
    quote = fee_quote(hall.id, amount=whole(result.amount, hall.currency), origin=result.origin)
    return GuideResultOut(
        side=result.side,
        title=result.title,
        text=result.text,
        reasons=list(result.reasons),
        here=HereOut(
            amount=MoneyOut.of(quote.amount),
            client_pays=MoneyOut.of(quote.client_pays),
            freelancer_gets=MoneyOut.of(quote.freelancer_gets),
            hall_keeps=MoneyOut.of(quote.hall_keeps),
        ),
        elsewhere=[_elsewhere(place) for place in compared(result.amount)],
        collected_until=AS_OF,
        proof=ProofOut.from_orm(result.proof) if result.proof else None,
        first_steps=[step.text for step in result.steps],
        advice=_advice(hall, result),
        next_question=None if result.advice else _question(result.code, hall),
    )


def _advice(hall: Hall, result: Result) -> AdviceOut | None:
    advice = result.advice
    if advice is None:
        return None
    return AdviceOut(
        way=advice.way,
        direct=advice.direct,
        title=advice.title,
        text=advice.text,
        reasons=list(advice.reasons),
        first_step=advice.step,
        ways=[
            WayOut(
                way=way.name,
                plan=way.plan,
                advised=way.chosen,
                client_pays=MoneyOut.of(way.quote.client_pays),
                freelancer_gets=MoneyOut.of(way.quote.freelancer_gets),
                hall_keeps=MoneyOut.of(way.quote.hall_keeps),
            )
            for way in ways_of(hall, result)
        ],
    )


def _elsewhere(place: Compared) -> ElsewhereOut:
    return ElsewhereOut(
        slug=place.slug,
        name=place.name,
        terms=place.label,
        since=place.since,
        source=place.source,
        note=place.note,
        price=MoneyOut.of(place.price),
        freelancer_gets=_range(place.gets),
        client_pays=_range(place.pays),
    )


def _range(share: Share) -> list[MoneyOut] | None:
    if share.low is None or share.high is None:
        return None
    return [MoneyOut.of(share.low), MoneyOut.of(share.high)]
