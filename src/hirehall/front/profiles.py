"""Public pages about people and organisations, made of what every module knows about them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.urls import reverse
from markupsafe import Markup

from hirehall.contracts.queries import finished_in_name_of
from hirehall.credentials import queries as credentials
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import not_found
from hirehall.look import markdown
from hirehall.look.formats import day_text
from hirehall.market.models import Brief
from hirehall.market.queries import OfferedBy, services_by
from hirehall.market.queries.find import newest_services
from hirehall.market.queries.find_shapes import ServiceFound
from hirehall.market.states import BriefState, Visibility
from hirehall.people.models import Organisation
from hirehall.people.queries import (
    AgencyMember,
    PublicProfile,
    agency_by_handle,
    agency_members,
    leads_of,
    profile_by_handle,
)
from hirehall.reputation.queries import (
    ClientRecord,
    PublicReview,
    Record,
    client_record_of,
    record_of,
    reviews_about_agency,
    reviews_about_client,
    reviews_about_freelancer,
)
from hirehall.skills.queries import Piece, ShownSkill, pieces_shown, shown_here
from hirehall.vetting import queries as vetting

MOST_OPEN_BRIEFS = 5
MOST_SERVICES = 12


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """One person for everybody.

    Attributes:
        record, reviews: of the freelancer's side; None and empty for who does not wear that hat.
        client_record, client_reviews, briefs: of the client's side.
        services: what can be ordered from the person, the newest first.
        proofs: what stands behind the person, as (icon, text, whether it is there).
    """

    profile: PublicProfile
    about: Markup
    client_about: Markup
    skills: tuple[ShownSkill, ...]
    pieces: tuple[Piece, ...]
    record: Record | None
    reviews: tuple[PublicReview, ...]
    reviews_next: UUID | None
    client_record: ClientRecord | None
    client_reviews: tuple[PublicReview, ...]
    briefs: tuple[Brief, ...]
    proofs: tuple[tuple[str, str, str], ...]
    services: tuple[ServiceFound, ...]
    signed: tuple[credentials.Card, ...] = ()
    elsewhere: tuple[credentials.ElsewhereCard, ...] = ()


def profile_page(handle: str, *, hall_id: UUID, after: UUID | None = None) -> ProfilePage:
    """The public page of the person with this handle.

    Raises:
        Refused: ``profile.not_found``.
    """
    profile = profile_by_handle(handle)
    person_id = profile.person_id
    record = record_of([person_id], hall_id=hall_id)[person_id] if profile.is_freelancer else None
    reviews, cursor = _reviews(record, person_id, hall_id, after)
    pieces = pieces_shown(person_id, hall_id) if profile.is_freelancer else []
    client_record = client_record_of([(person_id, None)])[person_id] if profile.is_client else None
    client_reviews = reviews_about_client(person_id, None)[0] if profile.is_client else []
    return ProfilePage(
        profile=profile,
        about=markdown.render(profile.about),
        client_about=markdown.render(profile.client_about),
        skills=tuple(shown_here([person_id], hall_id).get(person_id, ())) if profile.is_freelancer else (),
        pieces=tuple(pieces),
        record=record,
        reviews=tuple(reviews),
        reviews_next=cursor,
        client_record=client_record,
        client_reviews=tuple(client_reviews),
        briefs=open_briefs(hall_id, client_id=person_id, organisation_id=None) if profile.is_client else (),
        proofs=(*_shown_here(hall_id, profile), *_proofs(profile, record, len(pieces))),
        services=_services(hall_id, person_id) if profile.is_freelancer else (),
        signed=tuple(credentials.shown_of(person_id, hall_id)) if profile.is_freelancer else (),
        elsewhere=tuple(credentials.elsewhere_of(person_id)) if profile.is_freelancer else (),
    )


def _reviews(
    record: Record | None, person_id: UUID, hall_id: UUID, after: UUID | None
) -> tuple[list[PublicReview], UUID | None]:
    if record is None:
        return [], None
    return reviews_about_freelancer(person_id, hall_id=hall_id, only_here=record.only_here, after=after)


def _services(hall_id: UUID, person_id: UUID) -> tuple[ServiceFound, ...]:
    return newest_services(hall_id, limit=MOST_SERVICES, freelancer_id=person_id)


def _shown_here(hall_id: UUID, profile: PublicProfile) -> tuple[tuple[str, str, str], ...]:
    """What this hall has seen for itself: a screening that was passed, and certificates that the person shows."""
    if not profile.is_freelancer:
        return ()
    person_id = profile.person_id
    since = vetting.vetted(hall_id, [person_id]).get(person_id)
    vetted = [("shield-check", f"Vetted here since {day_text(since.date())}", "")] if since else []
    return (
        *vetted,
        *(
            (
                "badge-check", f"{card.skill}, tested {day_text(card.issued_at.date())}",
                reverse("vetting:certificate", args=[card.code]),
            )
            for card in vetting.cards_of(person_id, hall_id)
        ),
    )  # fmt: skip


def _proofs(profile: PublicProfile, record: Record | None, pieces: int) -> tuple[tuple[str, str, str], ...]:
    """The proof row: each is a link to its evidence on this page or elsewhere."""
    proofs = [("mail-check", "Confirmed e-mail address", "")] if _confirmed(profile.person_id) else []
    if pieces:
        proofs.append(("image", f"{pieces} {'piece' if pieces == 1 else 'pieces'} of work", "#portfolio"))
    if record and record.contracts_finished:
        one = record.contracts_finished == 1
        proofs.append(
            ("handshake", f"{record.contracts_finished} paid {'contract' if one else 'contracts'}", "#record")
        )
    if record and record.reviewed:
        proofs.append(
            ("star", f"{record.reviewed} {'review' if record.reviewed == 1 else 'reviews'}", "#reviews")
        )
    if profile.links:
        proofs.append(("link", "Work elsewhere", "#links"))
    return tuple(proofs)


def _confirmed(person_id: UUID) -> bool:
    return _verified_address.first(person_id) is not None


@kept
def _verified_address(person_id: UUID) -> QuerySet[EmailAddress, int]:
    return EmailAddress.objects.filter(user_id=person_id, verified=True).values_list("pk", flat=True)[:1]


@dataclass(frozen=True, slots=True)
class OrganisationPublic:
    """One organisation for everybody: what it is, and how it has been to work for."""

    organisation: Organisation
    about: Markup
    record: ClientRecord
    reviews: tuple[PublicReview, ...]
    briefs: tuple[Brief, ...]


def organisation_public(handle: str, *, hall_id: UUID) -> OrganisationPublic:
    """The public page of the organisation with this handle.

    Raises:
        Refused: ``organisation.not_found``.
    """
    organisation = Organisation.objects.filter(handle=handle, kind=Organisation.Kind.CLIENT).first()
    if organisation is None:
        raise not_found("organisation")
    anybody = organisation.id
    return OrganisationPublic(
        organisation=organisation,
        about=markdown.render(organisation.about),
        record=client_record_of([(anybody, organisation.id)])[organisation.id],
        reviews=tuple(reviews_about_client(anybody, organisation.id)[0]),
        briefs=open_briefs(hall_id, client_id=None, organisation_id=organisation.id),
    )


@dataclass(frozen=True, slots=True)
class MemberShown:
    """A member who agreed to stand on the agency's page, with what they can do."""

    member: AgencyMember
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencyPage:
    """An agency for everybody: who works in it, what they offer, and what clients wrote about work in its name."""

    agency: Organisation
    about: Markup
    members: tuple[MemberShown, ...]
    skills: tuple[str, ...]
    services: tuple[OfferedBy, ...]
    reviews: tuple[PublicReview, ...]
    reviews_next: UUID | None
    contracts_finished: int
    is_open: bool


MOST_SKILLS = 16


def agency_page(handle: str, *, hall_id: UUID, after: UUID | None = None) -> AgencyPage:
    """The public page of the agency with this handle. Seven queries, however many members there are.

    Raises:
        Refused: ``agency.not_found``.
    """
    agency = agency_by_handle(handle)
    members = agency_members(agency.id, shown_only=True)
    claims = shown_here([one.person_id for one in members], hall_id)
    shown = tuple(
        MemberShown(one, tuple(skill.name for skill in claims.get(one.person_id, ())[:5])) for one in members
    )
    reviews, cursor = reviews_about_agency(agency.id, after=after)
    return AgencyPage(
        agency=agency,
        about=markdown.render(agency.about),
        members=shown,
        skills=tuple(dict.fromkeys(name for one in shown for name in one.skills))[:MOST_SKILLS],
        services=tuple(services_by(hall_id, [one.person_id for one in members], agency_id=agency.id)),
        reviews=tuple(reviews),
        reviews_next=cursor,
        contracts_finished=finished_in_name_of(agency.id, hall_id),
        is_open=bool(leads_of(agency.id)),
    )


def open_briefs(hall_id: UUID, *, client_id: UUID | None, organisation_id: UUID | None) -> tuple[Brief, ...]:
    rows = Brief.objects.filter(
        hall_id=hall_id, state=BriefState.PUBLISHED.value, visibility=Visibility.PUBLIC.value
    )
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    else:
        rows = rows.filter(client_id=client_id, organisation=None)
    return tuple(rows.order_by("-published_at")[:MOST_OPEN_BRIEFS])
