"""A credential as a ``vc+jwt``: the same words, enveloped in a JSON Web Signature with EdDSA."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hirehall.credentials.signing.keys import Unreadable, public_key

ALGORITHMS = frozenset({"EdDSA", "Ed25519"})
TYPES = frozenset({"vc+jwt", "application/vc+jwt"})


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it was written, before anybody has checked it."""

    kid: str
    credential: dict[str, Any]
    signed: bytes
    signature: bytes


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unbase64(text: str) -> bytes:
    """Strictly: no padding, no other signs, and one spelling for each content."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unreadable("A part of it is not written in base64url.") from error
    if base64url(data) != text:
        raise Unreadable("A part of it is not written in base64url.")
    return data


def sign_token(credential: dict[str, Any], *, kid: str, private: bytes) -> str:
    header = {"alg": "EdDSA", "typ": "vc+jwt", "cty": "vc", "kid": kid, "iss": issuer_of(credential)}
    parts = (header, {name: value for name, value in credential.items() if name != "proof"})
    signed = ".".join(
        base64url(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode()) for part in parts
    )
    return f"{signed}.{base64url(Ed25519PrivateKey.from_private_bytes(private).sign(signed.encode()))}"


def read_token(text: str) -> Token:
    """Take a token apart.

    Raises:
        Unreadable: when it is none, or of an algorithm or kind that is not understood.
    """
    parts = text.strip().split(".")
    if len(parts) != 3:
        raise Unreadable("It is no token of three parts.")
    header, payload = (_json(unbase64(part)) for part in parts[:2])
    if header.get("alg") not in ALGORITHMS:
        raise Unreadable("The token is not signed with EdDSA, which is the only way that is understood here.")
    if header.get("typ") not in TYPES or "crit" in header:
        raise Unreadable("The token is not a vc+jwt.")
    if not isinstance(header.get("kid"), str):
        raise Unreadable("The token does not say which key has signed it.")
    return Token(header["kid"], payload, ".".join(parts[:2]).encode(), unbase64(parts[2]))


def is_signed(token: Token, key: str) -> bool:
    """Whether the signature is of this multikey over exactly these words."""
    try:
        public_key(key).verify(token.signature, token.signed)
    except InvalidSignature:
        return False
    return True


def issuer_of(credential: dict[str, Any]) -> str:
    issuer = credential.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


def _json(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable("A part of it is not JSON.") from error
    if not isinstance(found, dict):
        raise Unreadable("A part of it is not a JSON object.")
    return found
