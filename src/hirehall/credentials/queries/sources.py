"""What a person can have signed: finished paid contracts whose reviews are released, and certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hirehall.contracts.models import Contract
from hirehall.credentials.models import ClientConsent, Credential
from hirehall.credentials.states import Consent, Kind, Standing
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused, not_found
from hirehall.market.models import BriefSkill
from hirehall.money.models import Chargeback
from hirehall.money.states import ChargebackStatus
from hirehall.reputation.models import Review, ReviewWindow
from hirehall.reputation.queries import quarter
from hirehall.reputation.queries.reviews import name_of
from hirehall.reputation.states import Direction
from hirehall.skills.models import Category
from hirehall.vetting.models import Certificate

MOST = 100


@dataclass(frozen=True, slots=True)
class Earned:
    """What a credential would say. The contract’s own title is in none: it may name the client.

    Attributes:
        title: for the holder’s own list; never signed.
        client: the client’s name, where the client agreed to it.
        paid: the amount, where the client agreed to it.
    """

    kind: Kind
    source_id: UUID
    hall_id: UUID
    person_id: UUID
    title: str
    name: str
    description: str
    criteria: str
    quarter: str
    field: str = ""
    skills: tuple[str, ...] = ()
    review: str = ""
    client: str = ""
    paid: Money | None = None
    percent: str = ""
    needed: str = ""
    expires_at: datetime | None = None

    @property
    def lines(self) -> list[tuple[str, str]]:
        """As a card shows it; exactly what is signed."""
        said = [
            ("Field", self.field), ("Skills", ", ".join(self.skills)), ("When", self.quarter),
            ("Score", f"{self.percent}% ({self.needed}% was needed)" if self.percent else ""),
            ("Client", self.client), ("Paid", str(self.paid) if self.paid else ""),
        ]  # fmt: skip
        return [(label, value) for label, value in said if value]


def windows_of(person_id: UUID, hall_id: UUID) -> QuerySet[ReviewWindow]:
    """Contracts whose reviews are released, as the freelancer. What was never paid has no window."""
    return ReviewWindow.objects.filter(
        freelancer_id=person_id, hall_id=hall_id, released_at__isnull=False
    ).select_related("hall", "client", "organisation")


def earned_by_contract(contract_id: UUID, person_id: UUID) -> Earned:
    """What can be signed about a contract.

    Raises:
        Refused: ``credential.not_found``; ``credential.reviews_open``, ``credential.charged_back``.
    """
    window = (
        ReviewWindow.objects.filter(contract_id=contract_id, freelancer_id=person_id)
        .select_related("hall", "client", "organisation")
        .first()
    )
    if window is None:
        raise not_found("credential")
    if window.released_at is None:
        raise Refused(
            "credential.reviews_open",
            "Its reviews are not out yet. A credential is signed when both are in, or their time is over.",
        )
    taken = Chargeback.objects.filter(contract_id=contract_id).exclude(status=ChargebackStatus.WON)
    if taken.exists():
        raise Refused(
            "credential.charged_back",
            "The client’s bank wants a payment of this contract back, or has taken it.",
        )
    return _contract(window, ClientConsent.objects.filter(contract_id=contract_id).first())


def _contract(window: ReviewWindow, consent: ClientConsent | None) -> Earned:
    agreed = consent is not None and consent.state == Consent.AGREED
    named = Category.objects.filter(id=window.category_id) if window.category_id else Category.objects.none()
    field = named.values_list("name", flat=True).first() or ""
    brief = Contract.objects.filter(id=window.contract_id).values_list("brief_id", flat=True).first()
    asked = (
        BriefSkill.objects.filter(brief_id=brief).order_by("position") if brief else BriefSkill.objects.none()
    )
    review = Review.objects.filter(
        window=window, direction=Direction.OF_FREELANCER.value, released_at__isnull=False
    ).first()
    hall, client = (
        window.hall.name,
        window.organisation.name if window.organisation else name_of(window.client),
    )
    return Earned(
        kind=Kind.CONTRACT, source_id=window.contract_id, hall_id=window.hall_id, person_id=window.freelancer_id,
        title=window.title, name=f"Paid contract in {field}" if field else "Paid contract",
        description=f"Work for a client that was paid for through {hall} and has ended.",
        criteria=f"A client paid for the work through {hall}, the contract has ended, nothing was taken back, and the "
        "reviews of both sides were released together.",
        quarter=quarter(window.ended_at), field=field, skills=tuple(asked.values_list("skill__name", flat=True)),
        review=review.text if review else "",
        client=client if agreed and consent and consent.names_client else "",
        paid=window.paid if agreed and consent and consent.tells_amount else None,
    )  # fmt: skip


def earned_by_test(certificate_id: UUID, person_id: UUID) -> Earned:
    """What can be signed about a certificate.

    Raises:
        Refused: ``credential.not_found``, ``credential.withdrawn``, ``credential.expired``.
    """
    row = (
        Certificate.objects.filter(id=certificate_id, person_id=person_id)
        .select_related("skill", "hall", "sitting__version")
        .first()
    )
    if row is None:
        raise not_found("credential")
    if row.withdrawn_at is not None:
        raise Refused("credential.withdrawn", "The hall has withdrawn this certificate.")
    if not row.counts:
        raise Refused("credential.expired", "This certificate has expired; pass the test again first.")
    return _test(row)


def _test(row: Certificate) -> Earned:
    version, hall, skill = row.sitting.version, row.hall.name, row.skill.name
    return Earned(
        kind=Kind.CERTIFICATE, source_id=row.id, hall_id=row.hall_id, person_id=row.person_id,
        title=f"Skill test: {skill}", name=f"Skill test: {skill}",
        description=f"Passed the test of {hall} in {skill}, against the clock, with questions drawn by lot.",
        criteria=f"At least {version.pass_percent}% in version {version.number} of the test.",
        quarter=quarter(row.issued_at), skills=(skill,), percent=str(round(row.percent)),
        needed=str(version.pass_percent), expires_at=row.expires_at,
    )  # fmt: skip


def earned(kind: Kind, source_id: UUID, person_id: UUID) -> Earned:
    return (earned_by_contract if kind is Kind.CONTRACT else earned_by_test)(source_id, person_id)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something in one’s list that is not signed yet."""

    kind: Kind
    source_id: UUID
    title: str
    when: str


def to_issue(person_id: UUID, hall_id: UUID) -> list[Offer]:
    """What could be signed and is not: the latest hundred of each kind."""
    live = set(
        Credential.objects.filter(~Q(state=Standing.REVOKED), person_id=person_id).values_list(
            "source_id", flat=True
        )
    )
    stopped = Chargeback.objects.exclude(status=ChargebackStatus.WON).values("contract_id")
    windows = windows_of(person_id, hall_id).exclude(contract_id__in=stopped).order_by("-ended_at")[:MOST]
    tests = (
        Certificate.objects.filter(person_id=person_id, hall_id=hall_id)
        .select_related("skill")
        .order_by("-issued_at")[:MOST]
    )
    offers = [
        Offer(Kind.CONTRACT, one.contract_id, one.title, quarter(one.ended_at))
        for one in windows
        if one.contract_id not in live
    ]
    return offers + [
        Offer(Kind.CERTIFICATE, one.id, f"Skill test: {one.skill.name}", quarter(one.issued_at))
        for one in tests
        if one.id not in live and one.counts
    ]
