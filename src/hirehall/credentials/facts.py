"""What happens to credentials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialFact(Fact):
    credential_id: UUID
    person_id: UUID
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialIssued(CredentialFact):
    name: ClassVar[str] = "credential.issued"
    source_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialShown(CredentialFact):
    name: ClassVar[str] = "credential.shown"
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialStopped(CredentialFact):
    """It is suspended or revoked from now on; its status list says so."""

    name: ClassVar[str] = "credential.stopped"
    state: str
    cause: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialRestored(CredentialFact):
    """It counts again."""

    name: ClassVar[str] = "credential.restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFact(Fact):
    consent_id: UUID
    contract_id: UUID
    freelancer_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAsked(ConsentFact):
    name: ClassVar[str] = "consent.asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAnswered(ConsentFact):
    name: ClassVar[str] = "consent.answered"
    state: str
    names_client: bool
    tells_amount: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyMade(Fact):
    """A hall signs with this key from now on."""

    name: ClassVar[str] = "signing_key.made"
    key_id: UUID
    number: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialImported(Fact):
    """Something of another issuer was checked here and belongs to a person now."""

    name: ClassVar[str] = "credential.imported"
    import_id: UUID
    person_id: UUID
    issuer: str
    title: str
    achieved_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRemoved(Fact):
    name: ClassVar[str] = "credential.import_removed"
    import_id: UUID
    person_id: UUID
