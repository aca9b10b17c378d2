"""Requests to several makers: the list, and their answers side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hirehall.contracts.models import Offer
from hirehall.contracts.queries import offer_href
from hirehall.files.queries import Shape
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.addresses import address, at_hall
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.market.models import QuoteRequest
from hirehall.market.states import WORDS, RequestState
from hirehall.people.queries import PersonCard, card_of
from hirehall.portfolio.models import Asked, Follow, Kept, Like, Project
from hirehall.portfolio.queries.wall import cards_of, visible, with_makers
from hirehall.skills.models import Showing

PAGE = 25
CANDIDATES = 24


@dataclass(frozen=True, slots=True)
class Answer:
    """One maker's side of a project."""

    maker: PersonCard
    quoted_as: str
    word: tuple[str, str]
    state: str
    reason: str
    total: Money | None
    title: str
    way: str
    valid_until: datetime | None
    request_href: str
    offer_href: str
    contract_href: str


@dataclass(frozen=True, slots=True)
class ProjectPage:
    id: UUID
    title: str
    need: str
    budget: Money | None
    wanted_by: date | None
    asked_at: datetime
    answer_by: datetime | None
    closed_at: datetime | None
    may_close: bool
    answers: tuple[Answer, ...]

    @property
    def quotes(self) -> int:
        return sum(one.total is not None for one in self.answers)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A maker whom one may want to ask, with a picture of what they make."""

    maker: PersonCard
    picture: Shape | None
    why: str


def projects_visible_to(by: Actor) -> QuerySet[Project]:
    """Those of the client's side, in the hall that is asked."""
    if by.kind is not ActorKind.PERSON:
        return Project.objects.none()
    alone = Q(client_id=by.person_id, organisation=None)
    return Project.objects.filter(at_hall(by)).filter(alone | Q(organisation_id__in=by.organisation_ids))


def own_projects(by: Actor, hall_id: UUID) -> list[Project]:
    """One's own requests to several makers, the newest first. One query."""
    return list(projects_visible_to(by).filter(hall_id=hall_id).order_by("-id")[:PAGE])


def projects_to_close() -> list[UUID]:
    """Those whose days for an answer are over."""
    due = Project.objects.filter(closed_at=None, answer_by__lte=clock.now())
    return list(due.order_by("answer_by").values_list("id", flat=True)[:500])


def quotes_of(project: Project) -> tuple[int, int]:
    """How many makers have sent a quote, and how many were asked."""
    asked = QuoteRequest.objects.filter(id__in=Asked.objects.filter(project=project).values("request_id"))
    counted = asked.aggregate(all=Count("id"), quoted=Count("id", filter=~Q(offer_id=None)))
    return counted["quoted"], counted["all"]


def project_page(by: Actor, project_id: UUID) -> ProjectPage:
    """One request with its answers, quotes first: four queries.

    Raises:
        Refused: ``project.not_found``.
    """
    project = projects_visible_to(by).filter(id=project_id).first()
    if project is None:
        raise not_found("project")
    asked = Asked.objects.filter(project=project).values("request_id")
    requests = list(
        QuoteRequest.objects.filter(id__in=asked)
        .select_related("freelancer__freelancer", "freelancer__client", "agency")
        .order_by("id")
    )
    offers = {
        row.id: row for row in Offer.objects.filter(id__in=[one.offer_id for one in requests if one.offer_id])
    }
    answers = [_answer(one, offers.get(one.offer_id) if one.offer_id else None) for one in requests]
    answers.sort(key=lambda one: (one.total is None, one.total.minor if one.total else 0))
    return ProjectPage(
        id=project.id,
        title=project.title,
        need=project.need,
        budget=Money(project.budget_minor, project.currency) if project.budget_minor is not None else None,
        wanted_by=project.wanted_by,
        asked_at=project.asked_at,
        answer_by=project.answer_by,
        closed_at=project.closed_at,
        may_close=project.closed_at is None and by.may_hire_for(project.client_id, project.organisation_id),
        answers=tuple(answers),
    )


def _answer(request: QuoteRequest, offer: Offer | None) -> Answer:
    on_the_table = offer is not None and request.state in (RequestState.QUOTED, RequestState.AGREED)
    return Answer(
        maker=card_of(request.freelancer),
        quoted_as=request.freelancer_name,
        word=WORDS[request.state],
        state=request.state,
        reason=request.reason,
        total=offer.total if offer is not None and on_the_table else None,
        title=offer.title if offer is not None and on_the_table else "",
        way=offer.model if offer is not None and on_the_table else "",
        valid_until=offer.expires_at if offer is not None and request.state == RequestState.QUOTED else None,
        request_href=address("market:request", request.id),
        offer_href=offer_href(offer) if offer is not None and on_the_table else "",
        contract_href=address("contracts:contract", request.contract_id) if request.contract_id else "",
    )


def candidates(by: Actor, hall_id: UUID, chosen: list[UUID]) -> list[Candidate]:
    """Whom one might ask: whoever was named, then makers of what one likes or keeps, then whom one follows.

    Four queries: one row of the wall per maker, their pictures, and whether those are liked.
    """
    person_id = by.require_person()
    liked = Like.objects.filter(person_id=person_id).values("showing__person_id")
    kept = Kept.objects.filter(collection__owner_id=person_id).values("showing__person_id")
    followed = Follow.objects.filter(hall_id=hall_id, person_id=person_id).values("maker_id")
    theirs = (
        Q(person_id__in=chosen) | Q(person_id__in=liked) | Q(person_id__in=kept) | Q(person_id__in=followed)
    )
    newest = visible(hall_id).filter(theirs).exclude(person_id=person_id)
    ids = newest.order_by("person_id", "-id").distinct("person_id").values("id")
    rows = list(with_makers(Showing.objects.filter(id__in=ids)).order_by("-warm", "-id")[:CANDIDATES])
    rows.sort(key=lambda row: row.person_id not in chosen)
    return [Candidate(card.maker, card.picture, card.title) for card in cards_of(by, rows)]
