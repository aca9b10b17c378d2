"""The record of freelancers and of clients: what is finished, what was said, with its uncertainty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.reads import kept
from hirehall.halls.queries import halls, policies, policy_now
from hirehall.halls.queries.joining import hide_elsewhere
from hirehall.halls.states.joining import ELSEWHERE
from hirehall.reputation.formula import Figure, Reading, figure, quarter, settings
from hirehall.reputation.models import Review, ReviewWindow
from hirehall.reputation.queries.habits import Habits, habits_of
from hirehall.reputation.queries.standings import Standing, chance_of, stored_standings
from hirehall.reputation.queries.versions import prior_in_force
from hirehall.reputation.rules import counterparty_of_freelancer
from hirehall.reputation.states import LADDERS, Answer, Direction

PARTIES = ("freelancer_id", "client_id", "organisation_id", "hall_id")


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a record: ``8 or 9 in 10 would hire again``."""

    rung: str
    figure: Figure
    says: str

    @property
    def sentence(self) -> str:
        return f"{self.figure.share} {self.says}"


@dataclass(frozen=True, slots=True)
class Record:
    """What everybody may see of a freelancer's record. Without one, a person is new here, which is no fault.

    Attributes:
        contracts_finished: paid contracts that have ended.
        clients: how many different clients those were with.
        reviewed: how many visible reviews there are.
        shares: the rungs of which a figure may be shown.
        elsewhere: how many of the contracts were in other halls than the one that shows it.
        only_here: whether what was earned in other halls is left out, as the person has chosen or the hall rules.
        expected: of somebody of whom no figure can be shown yet, like ``8 or 9 in 10``.
    """

    contracts_finished: int = 0
    clients: int = 0
    reviewed: int = 0
    shares: tuple[Share, ...] = ()
    elsewhere: int = 0
    only_here: bool = False
    expected: str = ""

    @property
    def is_new(self) -> bool:
        return self.contracts_finished == 0

    @property
    def headline(self) -> Share | None:
        """The first rung's line, where it may be shown."""
        return next((share for share in self.shares if share.rung == "rung1"), None)

    @property
    def sentence(self) -> str:
        """The record in one sentence."""
        if self.is_new:
            return f"New here – expected {self.expected} would hire again" if self.expected else "New here"
        if self.headline is not None:
            return self.headline.sentence
        if self.reviewed:
            return "Reviewed, not enough answers to show a figure"
        return "No reviews yet"


@dataclass(frozen=True, slots=True)
class ClientRecord:
    """What everybody may see of a client's record.

    Attributes:
        contracts_paid: paid contracts that have ended.
        freelancers: how many different people those were with.
        habits: what their briefs came to.
    """

    contracts_paid: int = 0
    freelancers: int = 0
    reviewed: int = 0
    shares: tuple[Share, ...] = ()
    habits: Habits = field(default_factory=Habits)

    @property
    def is_new(self) -> bool:
        return self.contracts_paid == 0

    @property
    def headline(self) -> Share | None:
        return next((share for share in self.shares if share.rung == "rung1"), None)

    @property
    def sentence(self) -> str:
        if self.is_new:
            return "New here"
        if self.headline is not None:
            return self.headline.sentence
        if self.reviewed:
            return "Reviewed, not enough answers to show a figure"
        return "No reviews yet"


def record_of(person_ids: Collection[UUID], *, hall_id: UUID | None = None) -> dict[UUID, Record]:
    """The freelancers' records, one for every id asked for. Four queries, however many; six for a hall.

    Args:
        hall_id: as this hall shows them (decision 0021); without one all of it, which is the person's own.
    """
    windows, people = defaultdict(list), tuple(set(person_ids))
    hidden = hide_elsewhere(hall_id, people) if hall_id else frozenset()
    prior = prior_in_force()
    stand = (
        {} if prior is None else stored_standings(people, None, hall_id=hall_id, hidden=hidden, prior=prior)
    )

    def counts(window: ReviewWindow) -> bool:
        return window.hall_id == hall_id or window.freelancer_id not in hidden

    for window in filter(counts, _windows_of_freelancers(people)):
        windows[window.freelancer_id].append(window)
    said = defaultdict(list)
    for review in _said_of_freelancers(people):
        if counts(review.window):
            said[review.window.freelancer_id].append(review)
    return {
        person_id: Record(
            contracts_finished=len(windows[person_id]),
            clients=len({counterparty_of_freelancer(window) for window in windows[person_id]}),
            reviewed=len(said[person_id]),
            shares=(
                shares_by(stand[person_id]) if stand else _shares(Direction.OF_FREELANCER, said[person_id])
            ),
            expected=stand[person_id].share if stand and stand[person_id].is_new else "",
            elsewhere=sum(window.hall_id != hall_id for window in windows[person_id]) if hall_id else 0,
            only_here=person_id in hidden,
        )
        for person_id in person_ids
    }


@kept
def _windows_of_freelancers(people: tuple[UUID, ...]) -> QuerySet[ReviewWindow]:
    return ReviewWindow.objects.filter(freelancer_id__any_of=people).only(*PARTIES)


@kept
def _said_of_freelancers(people: tuple[UUID, ...]) -> QuerySet[Review]:
    return _visible(Direction.OF_FREELANCER).filter(window__freelancer_id__any_of=people)


HOURS_LOOKED_BACK = 3


def records_to_keep() -> list[tuple[UUID, str]]:
    """Freelancers with a record, where a hall's rule about records of other halls has changed in the last hours."""
    now = clock.now()
    since = now - timedelta(hours=HOURS_LOOKED_BACK)
    if not any(_rule_changed(hall.id, since) for hall in halls()):
        return []
    people = ReviewWindow.objects.order_by("freelancer_id").values_list("freelancer_id", flat=True)
    return [(person_id, f"{now:%Y-%m-%d-%H}") for person_id in people.distinct()]


def _rule_changed(hall_id: UUID, since: datetime) -> bool:
    row = policy_now(hall_id)
    if row.effective_from < since:
        return False
    before = next((one for one in policies(hall_id) if one.effective_from < row.effective_from), None)
    return before is not None and before.number(ELSEWHERE) != row.number(ELSEWHERE)


def client_key(client_id: UUID, organisation_id: UUID | None) -> UUID:
    """A client as one party: the organisation where there is one, else the person."""
    return organisation_id or client_id


def client_record_of(clients: Collection[tuple[UUID, UUID | None]]) -> dict[UUID, ClientRecord]:
    """The clients' records by ``client_key``. Four queries, however many.

    Args:
        clients: pairs of client id and organisation id or None, as they stand on briefs and contracts.
    """
    people = tuple(client_id for client_id, organisation_id in clients if organisation_id is None)
    organisations = tuple(organisation_id for _, organisation_id in clients if organisation_id is not None)
    windows = defaultdict(list)
    for window in _windows_of_clients(people, organisations):
        windows[counterparty_of_freelancer(window)].append(window)
    said = defaultdict(list)
    for review in _said_of_clients(people, organisations):
        said[counterparty_of_freelancer(review.window)].append(review)
    habits = habits_of(people, organisations)
    return {
        key: ClientRecord(
            contracts_paid=len(windows[key]),
            freelancers=len({window.freelancer_id for window in windows[key]}),
            reviewed=len(said[key]),
            shares=_shares(Direction.OF_CLIENT, said[key]),
            habits=habits[key],
        )
        for key in {client_key(*client) for client in clients}
    }


@kept
def _windows_of_clients(people: tuple[UUID, ...], organisations: tuple[UUID, ...]) -> QuerySet[ReviewWindow]:
    theirs = Q(client_id__any_of=people, organisation=None) | Q(organisation_id__any_of=organisations)
    return ReviewWindow.objects.filter(theirs).only(*PARTIES)


@kept
def _said_of_clients(people: tuple[UUID, ...], organisations: tuple[UUID, ...]) -> QuerySet[Review]:
    alone = Q(window__client_id__any_of=people, window__organisation=None)
    return _visible(Direction.OF_CLIENT).filter(alone | Q(window__organisation_id__any_of=organisations))


def _visible(direction: Direction) -> QuerySet[Review]:
    found: QuerySet[Review] = Review.objects.filter(direction=direction.value, released_at__isnull=False)
    return found.select_related("window")


def _shares(direction: Direction, reviews: Iterable[Review]) -> tuple[Share, ...]:
    """The rungs of which enough different people have answered."""
    shares = []
    for rung in LADDERS[direction]:
        readings = [
            Reading(_counterparty(review), Answer(review.rungs[rung.name]), review.released_at)
            for review in reviews
            if review.released_at is not None
        ]
        shown = figure(readings)
        if shown is not None and shown.counterparties >= settings().least_counterparties:
            shares.append(Share(rung.name, shown, rung.share))
    return tuple(shares)


def shares_by(standing: Standing) -> tuple[Share, ...]:
    """What a standing says of each rung; nothing for somebody of whom no client has said anything that counts."""
    if standing.is_new or standing.computed_at is None:
        return ()
    found = []
    for number, rung in enumerate(LADDERS[Direction.OF_FREELANCER]):
        _, low, high = chance_of(standing, number)
        shown = Figure(
            low=round(low * 10), high=round(high * 10), counterparties=standing.clients,
            until=quarter(standing.computed_at),
        )  # fmt: skip
        found.append(Share(rung.name, shown, rung.share))
    return tuple(found)


def _counterparty(review: Review) -> UUID:
    """Who has answered, as one party."""
    if review.direction == Direction.OF_FREELANCER:
        return counterparty_of_freelancer(review.window)
    return review.window.freelancer_id


def sentence_shown(actor: Actor) -> str:
    """What people see of the actor by now."""
    me = actor.require_person()
    return record_of([me], hall_id=actor.hall_id)[me].sentence
