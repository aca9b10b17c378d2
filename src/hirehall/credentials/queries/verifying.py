"""Whether a credential is what it says: signature, issuer, status and dates, each as a step in words.

Whatever has to be read from elsewhere is gathered first (``gather``), from nobody but the issuers that the operator
of the installation has named; ``judge`` then asks no one. What cannot be known is never called valid.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from hirehall.credentials.models import Credential, SigningKey
from hirehall.credentials.queries.documents import PURPOSES
from hirehall.credentials.queries.gathering import MOST_ENTRIES, is_allowed, is_ours, own_list
from hirehall.credentials.queries.given import Given, entries_of, read
from hirehall.credentials.queries.reading import achievement_in, issuer_name_in, lines_of, review_of, said
from hirehall.credentials.signing import bits, keys, tokens
from hirehall.credentials.states import Cause, Standing
from hirehall.foundation import clock

Documents = Mapping[str, str]


class Outcome(StrEnum):
    VALID = "valid"
    INVALID = "invalid"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    UNDECIDED = "undecided"


WORDS: dict[Outcome, str] = {
    Outcome.VALID: "This credential is genuine and counts.",
    Outcome.INVALID: "This is not a genuine credential. Do not rely on it.",
    Outcome.REVOKED: "This credential was genuine, and has been revoked. It no longer counts.",
    Outcome.SUSPENDED: "This credential is suspended. It does not count for now.",
    Outcome.EXPIRED: "This credential is genuine, but is outside its dates. It does not count today.",
    Outcome.UNDECIDED: "It cannot be said from here whether this credential counts.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was checked; ``went`` is None where it could not be."""

    name: str
    went: bool | None
    says: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a check, and what the credential says. Words of an untrusted document are only ever shown."""

    outcome: Outcome
    steps: tuple[Step, ...]
    credential: dict[str, Any] = field(default_factory=dict)
    issuer: str = ""
    issuer_name: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    review: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_ours: bool = False

    @property
    def is_valid(self) -> bool:
        return self.outcome is Outcome.VALID

    @property
    def words(self) -> str:
        return WORDS[self.outcome]

    @property
    def name(self) -> str:
        return said(achievement_in(self.credential).get("name")) or said(self.credential.get("name"))


def judge(text: str, gathered: Documents | None = None) -> Verdict:
    """The verdict, with every step. Asks nobody."""
    try:
        given = read(text)
    except keys.Unreadable as error:
        return Verdict(Outcome.INVALID, (Step("Form", went=False, says=str(error)),))
    documents = gathered or {}
    form = Step("Form", went=True, says=_form(given))
    issuer, key = _issuer(given, documents)
    signature = _signature(given, key)
    steps = [form, signature, issuer, _status(given, documents), _dates(given)]
    starts_at, ends_at = _when(given.credential, "validFrom"), _when(given.credential, "validUntil")
    return Verdict(
        _outcome(steps), tuple(steps), given.credential, tokens.issuer_of(given.credential),
        issuer_name_in(given.credential), lines_of(given.credential), review_of(given.credential), starts_at, ends_at,
        is_ours(tokens.issuer_of(given.credential)),
    )  # fmt: skip


def _form(given: Given) -> str:
    return (
        "A credential as a token (vc+jwt)."
        if given.token
        else "A credential with a proof inside (Data Integrity)."
    )


def _outcome(steps: list[Step]) -> Outcome:
    """The gravest of what was found. Revocation is part of it, and what was not found out is not taken for good."""
    form, signature, issuer, status, dates = steps
    if False in {form.went, signature.went, issuer.went}:
        return Outcome.INVALID
    if None in {signature.went, issuer.went}:
        return Outcome.UNDECIDED
    if status.went is False:
        return Outcome.SUSPENDED if "suspended" in status.says else Outcome.REVOKED
    if status.went is None:
        return Outcome.UNDECIDED
    return Outcome.VALID if dates.went else Outcome.EXPIRED


def _signature(given: Given, key: str) -> Step:
    if not key:
        return Step("Signature", went=None, says="It cannot be checked without the issuer’s key.")
    try:
        good = given.is_signed(key)
    except keys.Unreadable as error:
        return Step("Signature", went=False, says=str(error))
    if not good:
        return Step(
            "Signature", went=False, says="It is not what the issuer has signed: something was changed."
        )
    return Step("Signature", went=True, says="It is word for word what was signed with the issuer’s key.")


def _issuer(given: Given, documents: Documents) -> tuple[Step, str]:
    """Who says so, and the key; the key must be one of the issuer’s own."""
    did = tokens.issuer_of(given.credential)
    if not did or given.method.partition("#")[0] != did:
        return Step("Issuer", went=False, says="The key is not one of whoever it names as its issuer."), ""
    try:
        if did.startswith("did:key:"):
            says = "Signed by whoever holds this key (did:key). Nothing here says who that is."
            return Step("Issuer", went=True, says=says), keys.key_of_did(given.method)
        if (
            own := SigningKey.objects.filter(did=did, number=_number(given.method))
            .select_related("hall")
            .first()
        ):
            return Step(
                "Issuer", went=True, says=f"{own.hall.name}, a hall of this installation."
            ), own.public
        if is_ours(did):
            return Step("Issuer", went=False, says="The hall that it names never had this key."), ""
        if not did.startswith("did:web:"):
            return Step(
                "Issuer", went=None, says="Its issuer is named in a way that is not understood here."
            ), ""
        address = keys.web_address(did)
        if address not in documents:
            return Step("Issuer", went=None, says=_unasked(address, keys.host_of(did))), ""
        found = keys.key_in(_json(documents[address]), given.method)
        return Step("Issuer", went=True, says=f"{keys.host_of(did)}, by its own document on the web."), found
    except keys.Unreadable as error:
        return Step("Issuer", went=False, says=str(error)), ""


def _unasked(address: str, host: str) -> str:
    if is_allowed(address):
        return f"{host} did not answer, so its key is not known."
    return f"{host} is not one of the issuers that this hall’s operator lets it ask, so its key is not known."


def _status(given: Given, documents: Documents) -> Step:
    entries = entries_of(given.credential)
    if entries and not all(one.get("type") == "BitstringStatusListEntry" for one in entries):
        return Step(
            "Not revoked", went=None, says="It says where its status is in a way that is not understood here."
        )
    if not entries:
        return Step("Not revoked", went=True, says="Its issuer keeps no list of revoked ones for it.")
    found: list[tuple[bool, str]] = []
    for entry in entries[:MOST_ENTRIES]:
        try:
            found.append((_is_set(entry, given, documents), _purpose(entry)))
        except keys.Unreadable as error:
            return Step("Not revoked", went=None, says=str(error))
    if any(is_set and purpose == "revocation" for is_set, purpose in found):
        return Step("Not revoked", went=False, says="Its issuer has revoked it." + _cause(given.credential))
    if any(is_set and purpose == "suspension" for is_set, purpose in found):
        return Step("Not revoked", went=False, says="Its issuer has suspended it." + _cause(given.credential))
    return Step("Not revoked", went=True, says="Its issuer’s list says neither revoked nor suspended.")


def _cause(credential: dict[str, Any]) -> str:
    """Why, where it is one of our own."""
    listed = own_list(str(entries_of(credential)[0].get("statusListCredential", "")))
    place = _place(entries_of(credential)[0])
    row = Credential.objects.filter(status_list=listed, place=place).first() if listed else None
    return f" {Cause(row.cause).says}" if row is not None and row.cause else ""


def _purpose(entry: dict[str, Any]) -> str:
    purpose = entry.get("statusPurpose")
    if purpose not in PURPOSES:
        raise keys.Unreadable("Its status is about something that is not understood here.")
    return str(purpose)


def _is_set(entry: dict[str, Any], given: Given, documents: Documents) -> bool:
    """One bit: of our own lists from the credentials themselves, of others from a list that its issuer has signed."""
    address, purpose, place = str(entry.get("statusListCredential", "")), _purpose(entry), _place(entry)
    did = tokens.issuer_of(given.credential)
    if own := own_list(address, did):
        return Credential.objects.filter(status_list=own, place=place, state=PURPOSES[purpose]).exists()
    if address not in documents:
        raise keys.Unreadable("Its issuer’s list of revoked ones could not be read, so nobody here knows.")
    listed = read(documents[address])
    subject = listed.credential.get("credentialSubject")
    subject = subject if isinstance(subject, dict) else {}
    if tokens.issuer_of(listed.credential) != did or listed.credential.get("id", address) != address:
        raise keys.Unreadable("The list of revoked ones is not its issuer’s.")
    issuer, key = _issuer(listed, documents)
    if not issuer.went or not listed.is_signed(key) or not _dates(listed).went:
        raise keys.Unreadable("The list of revoked ones is not signed as it should be.")
    if subject.get("statusPurpose") != purpose:
        raise keys.Unreadable("The list is about another purpose than it says.")
    return bits.is_set(str(subject.get("encodedList", "")), place)


def _place(entry: dict[str, Any]) -> int:
    text = str(entry.get("statusListIndex", ""))
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise keys.Unreadable("It does not say where in the list of revoked ones it stands.")
    return int(text)


def _dates(given: Given) -> Step:
    now = clock.now()
    for name in ("validFrom", "validUntil"):
        if given.credential.get(name) is not None and _when(given.credential, name) is None:
            return Step("Dates", went=False, says="Its dates cannot be read.")
    starts_at, ends_at = _when(given.credential, "validFrom"), _when(given.credential, "validUntil")
    if starts_at is not None and starts_at > now:
        return Step("Dates", went=False, says=f"It counts from {starts_at:%-d %B %Y} on.")
    if ends_at is not None and ends_at <= now:
        return Step("Dates", went=False, says=f"It counted until {ends_at:%-d %B %Y}.")
    return Step(
        "Dates", went=True, says=f"It counts until {ends_at:%-d %B %Y}." if ends_at else "It has no end."
    )


def _when(credential: dict[str, Any], name: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(credential.get(name, "")))
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _number(method: str) -> int:
    text = method.partition("#key-")[2]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise keys.Unreadable("The issuer’s document is no JSON.") from error


def state_of(row: Credential) -> Outcome:
    """For lists of one’s own, where nothing needs to be checked again."""
    if row.state != Standing.ISSUED:
        return Outcome.REVOKED if row.state == Standing.REVOKED else Outcome.SUSPENDED
    return Outcome.EXPIRED if row.expires_at is not None and row.expires_at <= clock.now() else Outcome.VALID
