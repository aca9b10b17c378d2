"""Who may have what issued, shown, named and taken in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q

from hirehall.credentials.models import ClientConsent, Credential, Elsewhere
from hirehall.credentials.signing.terms import CONTROLS
from hirehall.credentials.states import MOVES, Consent, Standing
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.reputation.models import ReviewWindow

LONGEST_REASON = 500
LARGEST_TEXT = 200_000
MOST_ELSEWHERE = 50
BADGES = frozenset({"OpenBadgeCredential", "AchievementCredential"})


class Step(Protocol):
    @property
    def went(self) -> bool | None: ...

    @property
    def says(self) -> str: ...


class Verdict(Protocol):
    """What ``queries.judge`` answers, as far as it matters for taking something in."""

    @property
    def is_valid(self) -> bool: ...

    @property
    def is_ours(self) -> bool: ...

    @property
    def words(self) -> str: ...

    @property
    def steps(self) -> Sequence[Step]: ...

    @property
    def credential(self) -> dict[str, Any]: ...


def require_holder(credential: Credential | None, by: Actor) -> Credential:
    """One’s own; a stranger’s and a missing one look the same."""
    if credential is None or by.is_staff or credential.person_id != by.person_id:
        raise not_found("credential")
    return credential


def require_move(credential: Credential, to: Standing) -> None:
    if to not in MOVES[Standing(credential.state)]:
        says = {
            Standing.REVOKED: "This credential is revoked for good.",
            Standing.SUSPENDED: "This credential is suspended already.",
            Standing.ISSUED: "This credential counts already.",
        }
        raise Refused("credential.state", says[Standing(credential.state)])


def require_reason(reason: str) -> str:
    """What the holder is told, in words."""
    kept = reason.strip()
    if not kept or len(kept) > LONGEST_REASON:
        raise Refused(
            "credential.reason_needed",
            f"Say why, in at most {LONGEST_REASON} characters; the person reads it.",
            because=Because.INVALID,
            field="reason",
        )
    return kept


def require_client(window: ReviewWindow | None, by: Actor) -> ReviewWindow:
    """Somebody who hires for the client of the contract; never its freelancer, whatever else they are."""
    if (
        window is None
        or by.person_id == window.freelancer_id
        or not by.may_hire_for(window.client_id, window.organisation_id)
    ):
        raise not_found("consent")
    return window


def hires_for(by: Actor) -> Q:
    """The contracts for whose client the actor hires."""
    hiring = [organisation_id for organisation_id, role in by.roles if role in {"owner", "hiring"}]
    if by.person_id is None or by.is_staff:
        return Q(pk__in=())
    mine = Q(client_id=by.person_id, organisation=None) | Q(organisation_id__in=hiring)
    return mine & ~Q(freelancer_id=by.person_id)


def require_consent_open(consent: ClientConsent, *, is_issued: bool) -> None:
    """Until the credential is signed everything can be changed; afterwards it is in other people’s hands."""
    if is_issued:
        raise Refused(
            "consent.issued",
            "The credential is signed already, and that cannot be changed. Ask the freelancer to take it back.",
        )
    if consent.state == Consent.WITHDRAWN:
        raise Refused("consent.withdrawn", "You have withdrawn this already; the freelancer may ask again.")


def clean(text: str) -> str:
    """Without control characters, which programs that check signatures write differently."""
    return CONTROLS.sub("", text).strip()


def identity_hash(email: str, salt: str) -> str:
    """As Open Badges 3.0 writes it."""
    return "sha256$" + sha256((email + salt).encode()).hexdigest()


def is_about(subject: Any, emails: Iterable[str]) -> bool:
    """Whether a credential’s subject names one of these addresses, hashed or plain.

    A name alone is not enough: many people have the same.
    """
    subject = subject if isinstance(subject, dict) else {}
    identifiers = subject.get("identifier", [])
    known = {spelling for email in emails for spelling in (email, email.lower())}
    if str(subject.get("id", "")).lower() in {f"mailto:{email.lower()}" for email in known}:
        return True
    for one in identifiers if isinstance(identifiers, list) else [identifiers]:
        if not isinstance(one, dict) or one.get("identityType") != "emailAddress":
            continue
        said, salt = str(one.get("identityHash", "")), str(one.get("salt", ""))
        if one.get("hashed") is True and said.lower() in {identity_hash(email, salt) for email in known}:
            return True
        if one.get("hashed") is False and said.lower() in {email.lower() for email in known}:
            return True
    return False


def require_issuable(credential: Credential | None) -> None:
    if credential is not None:
        raise Refused("credential.exists", "This credential is issued already.")


def require_importable(verdict: Verdict, *, about_me: bool) -> None:
    """Genuine, in force, a badge, somebody else’s word, and about the person who brings it."""
    if not verdict.is_valid:
        failed = next((step.says for step in verdict.steps if not step.went), "")
        raise Refused(
            "credential.not_valid", f"{verdict.words} {failed}".strip(), because=Because.INVALID, field="text"
        )
    types = verdict.credential.get("type")
    if not BADGES & set(types if isinstance(types, list) else [types]):
        raise Refused(
            "credential.no_badge", "It is no Open Badge, so it says nothing that can be shown here.",
            because=Because.INVALID, field="text",
        )  # fmt: skip
    if verdict.is_ours:
        raise Refused(
            "credential.own_hall", "A hall of this installation has signed it; it counts here already.",
            because=Because.INVALID, field="text",
        )  # fmt: skip
    if not about_me:
        raise Refused(
            "credential.somebody_else",
            "It is not about you: the e-mail address in it is none that you have confirmed here. Confirm that address "
            "in your settings first, if it is yours.",
            because=Because.FORBIDDEN,
        )


def require_new(fingerprint: str, person_id: UUID) -> None:
    """Once, for one person; and not without end."""
    if Elsewhere.objects.filter(fingerprint=fingerprint).exists():
        raise Refused("credential.known", "This credential has been brought here already.")
    if Elsewhere.objects.filter(person_id=person_id).count() >= MOST_ELSEWHERE:
        raise Refused(
            "credential.too_many",
            f"{MOST_ELSEWHERE} from elsewhere are enough; remove one first.",
            because=Because.TOO_MANY,
        )


def counts(credential: Credential) -> bool:
    return credential.state == Standing.ISSUED and (
        credential.expires_at is None or credential.expires_at > clock.now()
    )
