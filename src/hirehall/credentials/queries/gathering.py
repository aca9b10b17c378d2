"""What is read from elsewhere before a credential is judged: from issuers that the operator has named, no others."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from hirehall.credentials.models import Credential, SigningKey, StatusList
from hirehall.credentials.queries.documents import PURPOSES
from hirehall.credentials.queries.given import entries_of, read, text_of
from hirehall.credentials.signing import keys, tokens
from hirehall.foundation.fetching import Limits, Unfetched, fetch

KINDS = frozenset(
    {
        "application/did+json", "application/did+ld+json", "application/json", "application/jwt", "application/ld+json",
        "application/vc", "application/vc+jwt", "application/vc+ld+json", "text/plain",
    }
)  # fmt: skip
READING = Limits(kinds=KINDS, largest=1_000_000, seconds=8.0)
MOST_ENTRIES = 8
OWN = re.compile("/credentials/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/|$)")


def gather(text: str) -> dict[str, str]:
    """What judging this needs of issuers elsewhere, by address. Asks only hosts that the operator allows.

    What cannot be had is left out: the verdict says so.
    """
    try:
        given = read(text)
    except keys.Unreadable:
        return {}
    found: dict[str, str] = {}
    did = tokens.issuer_of(given.credential)
    if did.startswith("did:web:") and not is_ours(did):
        _ask(did_address(did), found)
    for entry in entries_of(given.credential)[:MOST_ENTRIES]:
        address = str(entry.get("statusListCredential", ""))
        if not own_list(address):
            _ask(address, found)
            _ask_issuer(found.get(address, ""), found)
    return found


def _ask_issuer(text: str, found: dict[str, str]) -> None:
    try:
        did = tokens.issuer_of(read(text).credential)
        if did.startswith("did:web:") and not is_ours(did):
            _ask(did_address(did), found)
    except keys.Unreadable:
        return


def did_address(did: str) -> str:
    try:
        return keys.web_address(did)
    except keys.Unreadable:
        return ""


def is_allowed(address: str) -> bool:
    """Whether the operator of the installation lets this host be asked."""
    allowed = settings.CONFIG.credential_issuers
    parts = urlsplit(address)
    return parts.scheme == "https" and (parts.netloc.lower() in allowed or (parts.hostname or "") in allowed)


def _ask(address: str, found: dict[str, str]) -> None:
    if not address or address in found or not is_allowed(address):
        return
    try:
        found[address] = fetch(address, READING).body.decode()
    except (Unfetched, UnicodeDecodeError):
        return


def read_link(address: str) -> str:
    """A credential at an address: one that is shown here, or of an issuer that the operator allows.

    Raises:
        Unreadable: with a sentence for whoever gave the address.
    """
    if own := _shown_at(address):
        return own
    if not is_allowed(address):
        raise keys.Unreadable(
            "This hall asks only issuers that its operator has named. Download the credential there, and give the file."
        )
    try:
        return text_of(fetch(address, READING).body)
    except Unfetched as error:
        raise keys.Unreadable(f"It could not be read from there. {error}") from error


def is_ours(did: str) -> bool:
    return SigningKey.objects.filter(did=did).exists()


def own_list(address: str, did: str = "") -> StatusList | None:
    base, _, purpose = address.rpartition("/")
    if purpose not in PURPOSES or len(address) > 400:
        return None
    rows = StatusList.objects.filter(address=base)
    return (rows.filter(did=did) if did else rows).first()


def _shown_at(address: str) -> str:
    """One of our own that its person shows, by the address that stands in it, or one of its files below that."""
    found = OWN.search(address)
    row = Credential.objects.filter(id=UUID(found[1]), shown=True).first() if found else None
    return row.token if row is not None and address.startswith(row.document["id"].rstrip("/")) else ""
