"""Credentials for programs: one’s own, what can be signed, what a client agrees to, and checking anybody’s."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.credentials import actions, queries
from hirehall.credentials.bundle import bundle_of
from hirehall.credentials.models import ClientConsent, Credential
from hirehall.credentials.queries.reading import lines_of, review_of
from hirehall.credentials.rules import LARGEST_TEXT
from hirehall.foundation.actor import Scope, require_scope
from hirehall.foundation.http import actor_in, answers_file, download, hall_id_in
from hirehall.foundation.refused import not_found
from hirehall.foundation.schemas import once

router = Router()
KindIn = Literal["contract", "certificate"]


class LineOut(Schema):
    label: str
    value: str


class CredentialOut(Schema):
    """One of your own. ``outcome``: valid, suspended, revoked or expired; ``says`` is why."""

    id: UUID
    name: str
    hall: str
    quarter: str
    outcome: str
    says: str
    reason: str
    shown: bool
    issued_at: datetime


class OfferOut(Schema):
    """What can be signed and is not."""

    kind: KindIn
    source_id: UUID
    title: str
    when: str


class ElsewhereOut(Schema):
    id: UUID
    name: str
    issuer: str
    achieved_at: datetime | None
    verified_at: datetime
    counts: bool


class MineOut(Schema):
    issued: list[CredentialOut]
    offers: list[OfferOut]
    elsewhere: list[ElsewhereOut]


class SignedOut(Schema):
    """A signed credential in both forms."""

    id: UUID
    name: str
    state: str
    shown: bool
    credential: dict[str, Any]
    token: str


class PreviewOut(Schema):
    """What would be signed; ``consent`` is where the client’s stands, empty before anybody has asked."""

    name: str
    lines: list[LineOut]
    review: str
    consent: str


class IssueIn(Schema):
    shown: bool = True


class ShownIn(Schema):
    shown: bool


class ConsentIn(Schema):
    """Neither is a no."""

    names_client: bool = False
    tells_amount: bool = False


class ConsentOut(Schema):
    contract_id: UUID
    state: str
    names_client: bool
    tells_amount: bool


class TextIn(Schema):
    """The credential: JSON in a string, or a token."""

    text: str = Field(max_length=LARGEST_TEXT)


class ReasonIn(Schema):
    reason: str = Field(max_length=1_000)


class KeyOut(Schema):
    id: UUID
    name: str
    did: str


class StepOut(Schema):
    """``went`` is null where it could not be found out."""

    name: str
    went: bool | None
    says: str


class VerdictOut(Schema):
    """``outcome``: valid, invalid, revoked, suspended, expired or undecided."""

    outcome: str
    words: str
    steps: list[StepOut]
    name: str
    issuer: str
    lines: list[LineOut]
    review: str


def _lines(lines: Any) -> list[LineOut]:
    return [LineOut(label=label, value=value) for label, value in lines]


def _signed(row: Credential) -> SignedOut:
    return SignedOut(
        id=row.id, name=row.name, state=row.state, shown=row.shown, credential=row.document, token=row.token
    )


def _consent(row: ClientConsent) -> ConsentOut:
    return ConsentOut(
        contract_id=row.contract_id, state=row.state, names_client=row.names_client, tells_amount=row.tells_amount
    )  # fmt: skip


def _hall_id(request: HttpRequest) -> UUID:
    hall_id = hall_id_in(request)
    if hall_id is None:
        raise not_found("hall")
    return hall_id


@router.get("/credentials", response=MineOut, operation_id="credentials.list_credentials")
def list_credentials(request: HttpRequest) -> queries.Mine:
    """Your signed credentials, what can be signed, and what was verified elsewhere."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    return queries.my_credentials(actor_in(request), _hall_id(request))


@router.get("/credentials/{credential_id}", response=SignedOut, operation_id="credentials.show_credential_of")
def show_one(request: HttpRequest, credential_id: UUID) -> SignedOut:
    """One of yours, or one that its person shows."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    return _signed(queries.credential_row(actor_in(request), credential_id))


@router.get(
    "/credentials/{credential_id}/bundle",
    operation_id="credentials.download_bundle",
    openapi_extra=answers_file(
        "application/zip", "Both forms, keys, status lists, contexts and how to check them."
    ),
)
def download_bundle(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """Everything that checking it takes, also without the hall."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    row = queries.credential_row(actor_in(request), credential_id)
    return download(bundle_of(row), "application/zip", f"credential-{str(row.id)[-8:]}.zip")


@router.get(
    "/credential-previews/{kind}/{source_id}",
    response=PreviewOut,
    operation_id="credentials.preview_credential",
)
def preview(request: HttpRequest, kind: KindIn, source_id: UUID) -> PreviewOut:
    """Word for word what a credential would say of a contract or a certificate."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    page = queries.preview(actor_in(request), kind, source_id)
    return PreviewOut(
        name=page.earned.name, lines=_lines(page.earned.lines), review=page.earned.review,
        consent=page.consent.state if page.consent else "",
    )  # fmt: skip


@router.post(
    "/credential-previews/{kind}/{source_id}/credential",
    response={201: SignedOut},
    operation_id="credentials.issue_credential",
)
def issue(request: HttpRequest, kind: KindIn, source_id: UUID, body: IssueIn) -> Status[SignedOut]:
    """Have it signed."""
    made = actions.issue_credential(kind, source_id, by=actor_in(request), shown=body.shown, **once(request))
    return Status(201, _signed(made))


@router.post(
    "/credentials/{credential_id}/showing", response=SignedOut, operation_id="credentials.show_credential"
)
def showing(request: HttpRequest, credential_id: UUID, body: ShownIn) -> SignedOut:
    """On your profile and at its address for everybody, or for you alone."""
    found = actions.show_credential(credential_id, by=actor_in(request), shown=body.shown, **once(request))
    return _signed(found)


@router.post(
    "/credentials/{credential_id}/taking-back",
    response=SignedOut,
    operation_id="credentials.take_back_credential",
)
def taking_back(request: HttpRequest, credential_id: UUID) -> SignedOut:
    """Revoke one of yours for good."""
    return _signed(actions.take_back_credential(credential_id, by=actor_in(request), **once(request)))


@router.post(
    "/credentials/{credential_id}/revocation",
    response=SignedOut,
    operation_id="credentials.revoke_credential",
)
def revocation(request: HttpRequest, credential_id: UUID, body: ReasonIn) -> SignedOut:
    """As the hall’s operator: withdraw what the hall has said. The person reads the reason."""
    found = actions.revoke_credential(
        credential_id, by=actor_in(request), reason=body.reason, **once(request)
    )
    return _signed(found)


@router.post("/signing-keys", response={201: KeyOut}, operation_id="credentials.rotate_key")
def rotate(request: HttpRequest, body: ReasonIn) -> Status[KeyOut]:
    """As the hall’s operator: sign with a new key from now on."""
    made = actions.rotate_key(_hall_id(request), by=actor_in(request), reason=body.reason, **once(request))
    return Status(201, KeyOut(id=made.id, name=made.name, did=made.did))


@router.post(
    "/credential-consents/{contract_id}/asking",
    response={201: ConsentOut},
    operation_id="credentials.ask_consent",
)
def ask(request: HttpRequest, contract_id: UUID) -> Status[ConsentOut]:
    """As the freelancer: ask whether the client may be named, or the amount told."""
    return Status(201, _consent(actions.ask_consent(contract_id, by=actor_in(request), **once(request))))


@router.post(
    "/credential-consents/{contract_id}", response=ConsentOut, operation_id="credentials.answer_consent"
)
def answer(request: HttpRequest, contract_id: UUID, body: ConsentIn) -> ConsentOut:
    """As the client: what the credential may tell of you."""
    answered = actions.answer_consent(
        contract_id, by=actor_in(request), names_client=body.names_client, tells_amount=body.tells_amount,
        **once(request),
    )  # fmt: skip
    return _consent(answered)


@router.post(
    "/credential-consents/{contract_id}/withdrawal",
    response=ConsentOut,
    operation_id="credentials.withdraw_consent",
)
def withdraw(request: HttpRequest, contract_id: UUID) -> ConsentOut:
    """As the client: as if it had never been given, as long as nothing is signed."""
    return _consent(actions.withdraw_consent(contract_id, by=actor_in(request), **once(request)))


@router.post(
    "/credential-imports", response={201: ElsewhereOut}, operation_id="credentials.import_credential"
)
def bring(request: HttpRequest, body: TextIn) -> Status[ElsewhereOut]:
    """Bring a credential of another issuer about you; it is verified now."""
    by = actor_in(request)
    require_scope(by, Scope.REVIEWS_WRITE)
    made = actions.import_credential(body.text, by=by, gathered=queries.gather(body.text), **once(request))
    card = next(one for one in queries.elsewhere_of(made.person_id) if one.id == made.id)
    return Status(201, ElsewhereOut.model_validate(card, from_attributes=True))


@router.post(
    "/credential-imports/{import_id}/removal", response={204: None}, operation_id="credentials.remove_import"
)
def remove(request: HttpRequest, import_id: UUID) -> Status[None]:
    """No longer shown here."""
    actions.remove_import(import_id, by=actor_in(request), **once(request))
    return Status(204, None)


@router.post("/credential-verifications", response=VerdictOut, operation_id="credentials.verify_credential")
def verify(request: HttpRequest, body: TextIn) -> VerdictOut:
    """Whether a credential of anybody’s is genuine and counts. Nothing of it is kept."""
    require_scope(actor_in(request), Scope.REVIEWS_READ)
    verdict = queries.judge(body.text, queries.gather(body.text))
    return VerdictOut(
        outcome=verdict.outcome, words=verdict.words, name=verdict.name, issuer=verdict.issuer,
        steps=[StepOut(name=step.name, went=step.went, says=step.says) for step in verdict.steps],
        lines=_lines(lines_of(verdict.credential)), review=review_of(verdict.credential),
    )  # fmt: skip
