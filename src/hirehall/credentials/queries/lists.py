"""Credentials as their person, everybody, a client and an operator see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hirehall.credentials import rules
from hirehall.credentials.models import ClientConsent, Credential, Elsewhere, SigningKey, StatusList
from hirehall.credentials.queries.documents import PURPOSES
from hirehall.credentials.queries.sources import Earned, Offer, earned, to_issue
from hirehall.credentials.queries.verifying import Outcome, Verdict, judge, state_of
from hirehall.credentials.signing.keys import host_of
from hirehall.credentials.states import Cause, Consent, Kind, Standing
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address, at_hall, is_here
from hirehall.foundation.refused import not_found
from hirehall.foundation.turns import Turn
from hirehall.money.models import Chargeback
from hirehall.money.states import ChargebackStatus
from hirehall.reputation.models import ReviewWindow
from hirehall.reputation.queries.reviews import name_of

MOST = 100


@dataclass(frozen=True, slots=True)
class Card:
    """A credential in a list."""

    id: UUID
    name: str
    hall: str
    quarter: str
    outcome: Outcome
    says: str
    shown: bool
    reason: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class ElsewhereCard:
    """What another issuer has signed, and when that was checked here."""

    id: UUID
    name: str
    issuer: str
    achieved_at: datetime | None
    verified_at: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class Mine:
    issued: tuple[Card, ...]
    offers: tuple[Offer, ...]
    elsewhere: tuple[ElsewhereCard, ...]


def _card(row: Credential) -> Card:
    subject = row.document.get("credentialSubject", {})
    return Card(
        row.id, row.name, row.hall.name, str(subject.get("term", "")), state_of(row),
        Cause(row.cause).says if row.cause else "", row.shown, row.reason, row.issued_at,
    )  # fmt: skip


def my_credentials(by: Actor, hall_id: UUID) -> Mine:
    """Signed ones of every hall, what can be signed in this one, and what was brought from elsewhere."""
    person_id = by.require_person()
    rows = Credential.objects.filter(person_id=person_id).select_related("hall").order_by("-issued_at")[:MOST]
    return Mine(tuple(map(_card, rows)), tuple(to_issue(person_id, hall_id)), tuple(elsewhere_of(person_id)))


def shown_of(person_id: UUID, hall_id: UUID) -> list[Card]:
    """What a profile in a hall shows: those of the hall in force that the person lets be seen. One query."""
    rows = Credential.objects.filter(person_id=person_id, hall_id=hall_id, shown=True, state=Standing.ISSUED)
    cards = map(_card, rows.select_related("hall").order_by("-issued_at")[:MOST])
    return [card for card in cards if card.outcome is Outcome.VALID]


def elsewhere_of(person_id: UUID) -> list[ElsewhereCard]:
    now = clock.now()
    return [
        ElsewhereCard(
            row.id, row.name, _who(row), row.achieved_at, row.verified_at,
            row.expires_at is None or row.expires_at > now,
        )
        for row in Elsewhere.objects.filter(person_id=person_id).order_by("-verified_at")
    ]  # fmt: skip


def _who(row: Elsewhere) -> str:
    """The address that was checked comes first: a name, anybody can give themselves."""
    if row.issuer.startswith("did:web:"):
        host = host_of(row.issuer)
        return f"{row.issuer_name} ({host})" if row.issuer_name else host
    return f"{row.issuer_name or 'An issuer'} (key {row.issuer[-8:]})"


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be signed, and how far the client has been asked."""

    earned: Earned
    consent: ClientConsent | None


def preview(by: Actor, kind: str, source_id: UUID) -> Preview:
    """Word for word what a credential would say.

    Raises:
        Refused: as ``sources.earned``.
    """
    if kind not in set(Kind) or by.is_staff:
        raise not_found("credential")
    found = earned(Kind(kind), source_id, by.require_person())
    if not is_here(by, found.hall_id):
        raise not_found("credential")
    consent = ClientConsent.objects.filter(contract_id=source_id).first() if kind == Kind.CONTRACT else None
    return Preview(found, consent)


@dataclass(frozen=True, slots=True)
class Page:
    """One credential, checked anew each time it is looked at."""

    row: Credential
    verdict: Verdict
    mine: bool
    holder: str
    handle: str
    says: str


def credential_row(by: Actor, credential_id: UUID) -> Credential:
    """One’s own, or one that its person shows to everybody.

    Raises:
        Refused: ``credential.not_found``.
    """
    row = (
        Credential.objects.filter(id=credential_id)
        .select_related("hall", "person", "key", "status_list")
        .first()
    )
    mine = row is not None and not by.is_staff and row.person_id == by.person_id
    if row is None or not row.document or not is_here(by, row.hall_id) or not (mine or row.shown):
        raise not_found("credential")
    return row


def credential_page(by: Actor, credential_id: UUID) -> Page:
    row = credential_row(by, credential_id)
    return Page(
        row, judge(row.token), row.person_id == by.person_id, name_of(row.person), row.person.handle,
        Cause(row.cause).says if row.cause else "",
    )  # fmt: skip


def status_list(list_id: UUID, purpose: str, hall_id: UUID | None) -> StatusList:
    found = StatusList.objects.filter(id=list_id).first() if purpose in PURPOSES else None
    if found is None or (hall_id is not None and found.hall_id != hall_id):
        raise not_found("status_list")
    return found


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """What a client is asked, and word for word what would be told."""

    consent: ClientConsent
    title: str
    freelancer: str
    client: str
    paid: str
    is_issued: bool


def consent_page(by: Actor, contract_id: UUID) -> ConsentPage:
    """For those who hire for the client of a contract.

    Raises:
        Refused: ``consent.not_found``.
    """
    window = (
        ReviewWindow.objects.filter(at_hall(by), contract_id=contract_id)
        .select_related("client", "organisation", "freelancer")
        .first()
    )
    window = rules.require_client(window, by)
    consent = ClientConsent.objects.filter(contract_id=contract_id).first()
    if consent is None:
        raise not_found("consent")
    issued = Credential.objects.filter(kind=Kind.CONTRACT, source_id=contract_id).exclude(
        state=Standing.REVOKED
    )
    client = window.organisation.name if window.organisation else name_of(window.client)
    return ConsentPage(
        consent, window.title, name_of(window.freelancer), client, str(window.paid), issued.exists()
    )


def turns_for(actor: Actor) -> list[Turn]:
    """Clients who were asked and have not answered."""
    windows = ReviewWindow.objects.filter(at_hall(actor)).filter(rules.hires_for(actor))
    asked = ClientConsent.objects.filter(state=Consent.ASKED, contract_id__in=windows.values("contract_id"))
    return [
        Turn(
            title=f"Say what {name_of(one.freelancer)}’s credential may tell",
            text="Your name and the amount are told only if you agree. Without an answer they stay out.",
            href=address("credentials:consent", one.contract_id),
            button="Answer",
            tone="info",
        )
        for one in asked.select_related("freelancer").order_by("asked_at")[:MOST]
    ]


def bank_says(contract_id: UUID) -> Standing:
    """Where a contract’s credential stands by its chargebacks."""
    found = set(Chargeback.objects.filter(contract_id=contract_id).values_list("status", flat=True))
    if ChargebackStatus.LOST in found:
        return Standing.REVOKED
    return Standing.SUSPENDED if ChargebackStatus.OPENED in found else Standing.ISSUED


def keys_of(hall_id: UUID) -> list[SigningKey]:
    return list(SigningKey.objects.filter(hall_id=hall_id).order_by("-number"))


def issued_in(hall_id: UUID, *, limit: int = MOST) -> list[Credential]:
    """For the hall’s desk: the latest."""
    return list(
        Credential.objects.filter(hall_id=hall_id).select_related("person").order_by("-issued_at")[:limit]
    )


def exported(person_id: UUID) -> dict[str, list[Any]]:
    """What these tables hold about one person, for their own archive."""
    return {
        "credentials": list(
            Credential.objects.filter(person_id=person_id)
            .order_by("issued_at")
            .values("kind", "name", "document", "token", "state", "cause", "reason", "shown", "issued_at")
        ),
        "credentials_from_elsewhere": list(
            Elsewhere.objects.filter(person_id=person_id)
            .order_by("verified_at")
            .values("issuer", "issuer_name", "name", "text", "verified_at")
        ),
        "consents": list(
            ClientConsent.objects.filter(freelancer_id=person_id)
            .order_by("asked_at")
            .values("contract_id", "state", "names_client", "tells_amount", "asked_at", "answered_at")
        ),
        "consents_given": list(
            ClientConsent.objects.filter(answered_by_id=person_id)
            .order_by("asked_at")
            .values("contract_id", "state", "names_client", "tells_amount", "answered_at")
        ),
    }
