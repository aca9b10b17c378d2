"""How services are obtained: one row by the actor, the page that one orders from, and the freelancer's own list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from markupsafe import Markup

from hirehall.files.queries import FileCard, for_subject, picture_href
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.queries import policy_now
from hirehall.market.content import ExtraContent, FaqContent, PackageContent, ServiceContent
from hirehall.market.models import FreelancerListing, Service
from hirehall.market.queries.quotes import Priced, Shares, shares
from hirehall.market.rules import service as rules
from hirehall.market.states import SERVICE_WORDS, ServiceState
from hirehall.people.queries import PersonCard, card_of, leads_of


@dataclass(frozen=True, slots=True)
class PackageLine:
    """One package as the page shows it; ``number`` counts from one."""

    number: int
    title: str
    scope: str
    days: int
    revisions: int
    price: Money
    revision_price: Money | None = None


@dataclass(frozen=True, slots=True)
class ExtraLine:
    number: int
    title: str
    price: Money
    days: int


@dataclass(frozen=True, slots=True)
class Picture:
    id: UUID
    small: str
    full: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody takes of a service: one package and some extras, and what it comes to."""

    package: PackageLine
    extras: tuple[ExtraLine, ...]

    @property
    def price(self) -> Money:
        return sum((extra.price for extra in self.extras), self.package.price)

    @property
    def days(self) -> int:
        return self.package.days + sum(extra.days for extra in self.extras)

    @property
    def done_on(self) -> date:
        """When it is done at the latest, where everything is answered today."""
        return (clock.now() + timedelta(days=self.days)).date()


@dataclass(frozen=True, slots=True)
class Record:
    """What the freelancer has done in this hall; the band is (low, high) in a hundred who would hire again."""

    contracts_finished: int
    reviewed: int
    band: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Voice:
    """What a client wrote after an order of this service."""

    author: str
    html: Markup
    when: str
    package: str
    reply: Markup
    replied_by: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What modules above know of a service.

    Attributes:
        favourite: the number of the package that is ordered most; None where none stands out.
        free_at: when the next place of a full queue is expected to be free.
    """

    voices: tuple[Voice, ...] = ()
    favourite: int | None = None
    free_at: datetime | None = None


# Who is asked for it; wiring/service_pages.py fills the list.
BESIDE: list[Callable[[Service], Beside]] = []


@dataclass(frozen=True, slots=True)
class ServicePage:
    """Everything that the page of a service shows.

    Attributes:
        freelancer: who offers it; of an agency's service the agency, with its own name and handle.
        record: of the freelancer; an agency's stands on its page.
    """

    service: Service
    word: tuple[str, str]
    category: str
    packages: list[PackageLine]
    extras: list[ExtraLine]
    pictures: list[Picture]
    freelancer: PersonCard
    record: Record | None
    own: bool
    why_not: str
    missing: list[str]
    chosen: Chosen | None
    shares: Shares | None
    beside: Beside

    @property
    def fastest(self) -> int | None:
        """The days of the fastest package, where packages differ in them."""
        days = {row.days for row in self.packages}
        return min(days) if len(days) > 1 else None

    @property
    def most_revisions(self) -> int | None:
        """The revisions of the package with the most, where packages differ in them."""
        counts = {row.revisions for row in self.packages}
        return max(counts) if len(counts) > 1 else None


def service_for(by: Actor, service_id: UUID) -> Service:
    """The service with its freelancer and category, if the actor may see it. One query.

    Raises:
        Refused: ``service.not_found``.
    """
    rows = Service.objects.select_related(
        "freelancer__freelancer", "freelancer__client", "agency", "category", "hall"
    )
    service = rows.filter(id=service_id).first()
    if service is None or not rules.may_see_service(service, by):
        raise not_found("service")
    return service


def own_service_for(by: Actor, service_id: UUID) -> Service:
    """The actor's own service.

    Raises:
        Refused: ``service.not_found``.
    """
    service = service_for(by, service_id)
    if not rules.owns_service(service, by):
        raise not_found("service")
    return service


def packages_of(service: Service) -> list[PackageLine]:
    return [
        PackageLine(
            number, row["title"], row["scope"], row["days"], row["revisions"],
            Money(row["price_minor"], service.currency),
            Money(row["revision_price_minor"], service.currency) if row.get("revision_price_minor") else None,
        )
        for number, row in enumerate(service.packages, start=1)
    ]  # fmt: skip


def extras_of(service: Service) -> list[ExtraLine]:
    return [
        ExtraLine(number, row["title"], Money(row["price_minor"], service.currency), row["days"])
        for number, row in enumerate(service.extras, start=1)
    ]


def chosen_of(service: Service, package: int, extras: Sequence[int] = ()) -> Chosen:
    """What somebody takes of a service.

    Args:
        package: its number, from one.
        extras: their numbers, from one, each once.
    Raises:
        Refused: ``service.no_such_package``, ``service.no_such_extra``.
    """
    packages = {row.number: row for row in packages_of(service)}
    known = {row.number: row for row in extras_of(service)}
    if package not in packages:
        raise _no_such("package", "Choose one of the packages.")
    if len(set(extras)) != len(extras) or not set(extras) <= set(known):
        raise _no_such("extra", "Choose among the extras, each once.")
    return Chosen(packages[package], tuple(known[number] for number in sorted(extras)))


def _no_such(what: str, sentence: str) -> Refused:
    return Refused(f"service.no_such_{what}", sentence, because=Because.INVALID, field=what)


def service_page(by: Actor, service_id: UUID, *, package: int = 1, extras: Sequence[int] = ()) -> ServicePage:
    """The page of a service, with what these choices come to: eight queries.

    Choices that cannot be read stand for the first package alone.
    """
    service = service_for(by, service_id)
    chosen = _read_choice(service, package, extras)
    owner = rules.owns_service(service, by)
    return ServicePage(
        service=service,
        word=SERVICE_WORDS[service.state],
        category=service.category.name if service.category else "",
        packages=packages_of(service),
        extras=extras_of(service),
        pictures=pictures_of(service.id),
        freelancer=_offering(service),
        record=None if service.agency_id else _record(service),
        own=owner,
        why_not=why_not_order(service, by),
        missing=[sentence for _, sentence in rules.missing_for_orders(service)] if owner else [],
        chosen=chosen,
        shares=shares(service.hall_id, Priced((chosen.price,))) if chosen else None,
        beside=BESIDE[0](service) if BESIDE else Beside(),
    )


def chosen_shares(
    by: Actor, service_id: UUID, package: int, extras: Sequence[int]
) -> tuple[Chosen | None, Shares | None]:
    """What these choices come to, for the live line: two queries."""
    service = service_for(by, service_id)
    chosen = _read_choice(service, package, extras)
    return chosen, shares(service.hall_id, Priced((chosen.price,))) if chosen else None


def _read_choice(service: Service, package: int, extras: Sequence[int]) -> Chosen | None:
    if not service.packages:
        return None
    try:
        return chosen_of(service, package, extras)
    except Refused:
        return chosen_of(service, 1)


def why_not_order(service: Service, by: Actor) -> str:
    """Why this actor cannot order just now; empty when they can."""
    if service.state != ServiceState.PUBLISHED:
        return {
            "draft": "This service is a draft; nobody else sees it.",
            "submitted": "The hall looks at this service; it can be ordered once it is listed.",
            "sent_back": "This service was sent back to its freelancer, and cannot be ordered.",
            "refused": "This service was refused, and cannot be ordered.",
            "paused": "This service is paused and takes no orders just now.",
        }.get(service.state, "This service is closed and takes no more orders.")
    if rules.stands_behind(service, by):
        return "This is your agency’s service." if service.agency_id else "This is your own service."
    if service.agency_id is not None:
        if not leads_of(service.agency_id):
            return "Nobody can act for this agency just now, so nothing can be ordered."
    elif service.freelancer.suspended_at is not None or not service.freelancer.is_active:
        return "This freelancer’s account is suspended or closed, so nothing can be ordered."
    if service.is_full:
        return "The queue is full just now: every place is taken by an open order."
    return ""


def pictures_of(service_id: UUID) -> list[Picture]:
    cards: list[FileCard] = for_subject("service", service_id)
    return [
        Picture(card.id, picture_href(card.id, small=True) or "", picture_href(card.id) or "")
        for card in cards
    ]


def lead_of(service: Service) -> UUID:
    """Who leads an order of it: the freelancer; of an agency's service while they act for it, then its first owner.

    Raises:
        Refused: ``service.nobody_leads``.
    """
    if service.agency_id is None:
        return service.freelancer_id
    leads = leads_of(service.agency_id)
    if not leads:
        raise Refused("service.nobody_leads", "Nobody can act for this agency just now.")
    return service.freelancer_id if service.freelancer_id in leads else leads[0]


def who_answer_for(service: Service) -> list[UUID]:
    """Who answers for it: the freelancer, or who acts for the agency, the one who leads first."""
    lead_id = lead_of(service)
    others = leads_of(service.agency_id) if service.agency_id else ()
    return [lead_id, *(one for one in others if one != lead_id)]


def _offering(service: Service) -> PersonCard:
    card, agency = card_of(service.freelancer), service.agency
    if agency is None:
        return card
    return replace(
        card, id=agency.id, name=agency.name, handle=agency.handle, avatar_url=None,
        headline="An agency of freelancers", city="", country=agency.country,
    )  # fmt: skip


def _record(service: Service) -> Record:
    row = FreelancerListing.objects.filter(hall_id=service.hall_id, person_id=service.freelancer_id).first()
    if row is None:
        return Record(0, 0, None)
    band = None if row.band_low is None or row.band_high is None else (row.band_low, row.band_high)
    return Record(row.contracts_finished, row.reviewed, band)


def is_looked_at(hall_id: UUID) -> int:
    """Whether services are looked at in this hall: 0 never, 1 before they are listed, 2 after changes too."""
    return policy_now(hall_id).number("market.screen_services")


def content_of_service(service: Service) -> ServiceContent:
    """What the freelancer has written, as it was handed in."""
    return ServiceContent(
        title=service.title,
        description=service.description,
        category_id=service.category_id,
        skill_ids=tuple(service.skill_ids),
        packages=tuple(
            PackageContent(
                title=row.title,
                scope=row.scope,
                days=row.days,
                revisions=row.revisions,
                price=row.price,
                revision_price=row.revision_price,
            )
            for row in packages_of(service)
        ),
        extras=tuple(
            ExtraContent(title=row.title, price=row.price, days=row.days) for row in extras_of(service)
        ),
        questions=tuple(service.questions),
        faq=tuple(FaqContent(question=row["question"], answer=row["answer"]) for row in service.faq),
        queue_limit=service.queue_limit,
    )
