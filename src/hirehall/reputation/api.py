"""Reviews and records, for programs. The ladder’s answers of others are never in an answer of ours."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, hall_id_in
from hirehall.foundation.refused import not_found
from hirehall.foundation.schemas import once
from hirehall.halls.queries.joining import hide_elsewhere
from hirehall.people.queries import public_card
from hirehall.reputation import actions, queries

router = Router()
MOST = 50
AnswerIn = Literal["yes", "no", "cannot_tell"]


class PublicReviewOut(Schema):
    """A visible review. ``when`` is a quarter; ``earned_in`` names the hall where it is another one."""

    id: UUID
    author: str
    text: str
    when: str
    reply: str
    earned_in: str = ""


class PublicReviewPage(Schema):
    items: list[PublicReviewOut]
    next: UUID | None


class WindowOut(Schema):
    """One contract’s reviews as the reader’s side sees them; ``theirs`` is null before the reveal."""

    id: UUID
    title: str
    other: str
    closes_at: datetime
    may_answer: bool
    answered: bool
    released: bool
    mine: PublicReviewOut | None
    theirs: PublicReviewOut | None
    may_reply_until: datetime | None


class RungOut(Schema):
    name: str
    question: str


class WindowPageOut(WindowOut):
    """``ladder`` and ``questions`` hold what the reader’s side is asked; ``advice`` is for a first-timer alone."""

    direction: str
    ladder: list[RungOut]
    questions: list[str]
    advice: str


class MyReviewsOut(Schema):
    waiting: list[WindowOut]
    given: list[WindowOut]
    received: list[WindowOut]


class ReviewIn(Schema):
    """Answers that are left out count as “cannot tell”."""

    rung1: AnswerIn = "cannot_tell"
    rung2: AnswerIn = "cannot_tell"
    rung3: AnswerIn = "cannot_tell"
    deadline_kept: Literal["yes", "no"] | None = None
    scope_kept: Literal["yes", "no"] | None = None
    text: str = Field("", max_length=20_000)
    evaluation: list[Literal["yes", "partly", "no", "cannot_tell"]] = Field(
        default_factory=list,
        max_length=60,
        description="Of a first-timer: an answer to each of the window’s questions.",
    )
    advice: str = Field("", max_length=20_000)


class SubmittedOut(Schema):
    """``released`` is true when both reviews are in by now."""

    id: UUID
    submitted_at: datetime
    released: bool


class ReplyIn(Schema):
    text: str = Field(max_length=20_000)


class RepliedOut(Schema):
    id: UUID
    replied_at: datetime


class ShareOut(Schema):
    """A band in tenths; shown from three different counterparties on."""

    rung: str
    low: int
    high: int
    counterparties: int
    until: str
    says: str


class RecordOut(Schema):
    """A freelancer’s record as this hall shows it: ``elsewhere`` of the contracts were in other halls; ``only_here``
    says that such are left out. ``formula`` is the version of the formulas that counts; ``expected`` is said
    of somebody of whom no figure can be shown yet."""

    contracts_finished: int
    clients: int
    reviewed: int
    shares: list[ShareOut]
    is_new: bool
    sentence: str
    elsewhere: int
    only_here: bool
    formula: str
    expected: str


def _key(request: HttpRequest) -> str | None:
    return request.headers.get("Idempotency-Key")


def _require_known(person_id: UUID) -> None:
    if not public_card([person_id]):
        raise not_found("person")


def _public(review: queries.PublicReview | None) -> PublicReviewOut | None:
    if review is None:
        return None
    return PublicReviewOut(
        id=review.id, author=review.author, text=review.text, when=review.when, reply=review.reply,
        earned_in=review.earned_in,
    )  # fmt: skip


def _window(line: queries.WindowLine, *, may_answer: bool) -> dict[str, object]:
    return {
        "id": line.id, "title": line.title, "other": line.other, "closes_at": line.closes_at,
        "may_answer": may_answer, "answered": line.answered, "released": line.released,
        "mine": _public(line.mine), "theirs": _public(line.theirs), "may_reply_until": line.may_reply_until,
    }  # fmt: skip


@router.get("/reviews", response=MyReviewsOut, operation_id="reputation.list_my_reviews")
def list_my_reviews(request: HttpRequest) -> MyReviewsOut:
    """Reviews that wait for the person, that were given and that were received."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    mine = queries.my_reviews(actor_in(request))
    return MyReviewsOut.model_validate(
        {
            "waiting": [_window(line, may_answer=True) for line in mine.waiting],
            "given": [_window(line, may_answer=False) for line in mine.given],
            "received": [_window(line, may_answer=False) for line in mine.received],
        }
    )


@router.get("/review-windows/{window_id}", response=WindowPageOut, operation_id="reputation.show_window")
def show_window(request: HttpRequest, window_id: UUID) -> WindowPageOut:
    """One contract’s reviews, with the questions that the reader’s side is asked."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    page = queries.window_for(actor_in(request), window_id)
    return WindowPageOut.model_validate(
        {
            **_window(page.line, may_answer=page.may_answer),
            "direction": page.direction.value,
            "ladder": [{"name": rung.name, "question": rung.question} for rung in page.ladder],
            "questions": list(page.questions),
            "advice": page.advice,
        }
    )


@router.post(
    "/review-windows/{window_id}/reviews",
    response={201: SubmittedOut},
    operation_id="reputation.submit_review",
)
def submit_review(request: HttpRequest, window_id: UUID, body: ReviewIn) -> Status[SubmittedOut]:
    """Review the other side. Sealed at once, visible together with the other review, never changed."""
    facts = {"deadline_kept": body.deadline_kept, "scope_kept": body.scope_kept}
    review = actions.submit_review(  # type: ignore[call-arg]
        window_id, by=actor_in(request), rungs={"rung1": body.rung1, "rung2": body.rung2, "rung3": body.rung3},
        optional={name: answer for name, answer in facts.items() if answer}, text=body.text, key=_key(request),
        evaluation=body.evaluation, advice=body.advice,
    )  # fmt: skip
    return Status(
        201,
        SubmittedOut(id=review.id, submitted_at=review.submitted_at, released=review.released_at is not None),
    )


@router.post(
    "/reviews/{review_id}/reply", response={201: RepliedOut}, operation_id="reputation.reply_to_review"
)
def reply_to_review(request: HttpRequest, review_id: UUID, body: ReplyIn) -> Status[RepliedOut]:
    """Reply once to a visible review about oneself."""
    review = actions.reply_to_review(review_id, by=actor_in(request), text=body.text, key=_key(request))  # type: ignore[call-arg]
    assert review.replied_at is not None  # noqa: S101 - the action has just set it
    return Status(201, RepliedOut(id=review.id, replied_at=review.replied_at))


@router.get("/people/{person_id}/record", response=RecordOut, operation_id="reputation.show_record")
def show_record(request: HttpRequest, person_id: UUID) -> RecordOut:
    """A freelancer’s public record. Somebody without one is new here."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    _require_known(person_id)
    hall_id = actor_in(request).hall_id
    record = queries.record_of([person_id], hall_id=hall_id)[person_id]
    return RecordOut(
        contracts_finished=record.contracts_finished, clients=record.clients, reviewed=record.reviewed,
        shares=[
            ShareOut(
                rung=share.rung, low=share.figure.low, high=share.figure.high,
                counterparties=share.figure.counterparties, until=share.figure.until, says=share.says,
            )
            for share in record.shares
        ],
        is_new=record.is_new, sentence=record.sentence, elsewhere=record.elsewhere, only_here=record.only_here,
        formula=queries.version_shown(), expected=record.expected,
    )  # fmt: skip


@router.get("/people/{person_id}/reviews", response=PublicReviewPage, operation_id="reputation.list_reviews")
def list_reviews(
    request: HttpRequest,
    person_id: UUID,
    after: UUID | None = None,
    limit: int = Query(10, ge=1, le=MOST),  # type: ignore[type-arg]
) -> PublicReviewPage:
    """What clients wrote about a freelancer, after the reveal."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    _require_known(person_id)
    hall_id = actor_in(request).hall_id
    only_here = bool(hall_id and hide_elsewhere(hall_id, [person_id]))
    rows, cursor = queries.reviews_about_freelancer(
        person_id, hall_id=hall_id, only_here=only_here, after=after, limit=limit
    )
    shown = [out for out in map(_public, rows) if out is not None]
    return PublicReviewPage(items=shown, next=cursor)


class VerificationIn(Schema):
    """``organisation_id`` left out: for yourself."""

    organisation_id: UUID | None = None
    words: str = Field("", max_length=1_000)


class VerificationOut(Schema):
    """``verified_at`` and ``ended_at`` are null until it is decided; ``reason`` is the decision’s."""

    id: UUID
    name: str
    asked_at: datetime
    words: str
    verified_at: datetime | None
    ended_at: datetime | None
    reason: str


@router.post("/verifications", response={201: VerificationOut}, operation_id="reputation.ask_verification")
def ask_verification(request: HttpRequest, body: VerificationIn) -> Status[Any]:
    """Ask to be verified as a client, for yourself or an organisation for which you hire; again to change the words."""
    by = actor_in(request)
    found = actions.ask_verification(
        by=by, organisation_id=body.organisation_id, words=body.words, **once(request)
    )
    return Status(201, found)


@router.get("/standing", response=dict[str, Any], operation_id="reputation.show_standing")
def show_standing(request: HttpRequest) -> dict[str, Any]:
    """Your own standing with every piece and each factor of its weight; enough to recompute it."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    return queries.exported_standings(queries.own_standings(actor_in(request)))


@router.get("/standing/constants", response=dict[str, Any], operation_id="reputation.show_constants")
def show_constants(request: HttpRequest) -> dict[str, Any]:
    """Every constant of the formulas in force."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    return queries.constants_table()


class ProofOut(Schema):
    """One test or task of the hall, and how much its marks tell."""

    kind_id: UUID
    says: str
    marks: int
    mean: Annotated[float, Field(description="Of everybody’s marks, 0 to 1.")]
    spread: Annotated[float, Field(description="Their standard deviation.")]
    people: Annotated[int, Field(description="Of whom clients have said something since.")]
    is_measured: Annotated[bool, Field(description="Whether these are enough; else it is the published one.")]
    validity: Annotated[float, Field(description="Correlation of a mark with quality.")]
    low: float
    high: float
    precision: Annotated[
        float, Field(description="What a mark weighs; 0 where it tells too little to count.")
    ]


@router.get("/standing/proofs", response=list[ProofOut], operation_id="reputation.list_proofs")
def list_proofs(request: HttpRequest) -> list[queries.Told]:
    """The tests and tasks of the hall whose marks are in standings, each with its measured validity."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    hall_id = hall_id_in(request)
    return queries.proofs_told(hall_id) if hall_id else []
