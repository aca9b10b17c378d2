"""What somebody gave, taken apart: JSON with a proof inside, a token, or a bundle with either."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from hirehall.credentials.rules import LARGEST_TEXT
from hirehall.credentials.signing import integrity, keys, terms, tokens

IN_BUNDLE = "credential.json"


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave, before anybody has checked it."""

    credential: dict[str, Any]
    method: str
    token: tokens.Token | None

    def is_signed(self, key: str) -> bool:
        if self.token is not None:
            return tokens.is_signed(self.token, key)
        return integrity.is_signed(self.credential, key)


def text_of(data: bytes) -> str:
    """The credential in a file: as text, or in a download bundle.

    Raises:
        Unreadable: when it is neither.
    """
    if data[:2] == b"PK":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as bundle, bundle.open(IN_BUNDLE) as packed:
                data = packed.read(LARGEST_TEXT + 1)
        except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError) as error:
            raise keys.Unreadable(f"The bundle cannot be opened, or has no {IN_BUNDLE} in it.") from error
    if len(data) > LARGEST_TEXT:
        raise keys.Unreadable("It is larger than any credential that is read here.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise keys.Unreadable("It is no text.") from error


def read(text: str) -> Given:
    text = text.strip()
    if not text or len(text) > LARGEST_TEXT:
        raise keys.Unreadable(
            "Give the credential itself: JSON that begins with {, or a token that begins with ey."
        )
    if text.startswith("{"):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise keys.Unreadable("It begins like JSON, and is none.") from error
        if not isinstance(found, dict):
            raise keys.Unreadable("It is no JSON object.")
        terms.require_small(found)
        enveloped = _enveloped(found)
        if enveloped is None:
            return Given(found, str(integrity.proof_of(found)["verificationMethod"]), None)
        text = enveloped
    token = tokens.read_token(text)
    terms.require_small(token.credential)
    issuer = tokens.issuer_of(token.credential)
    return Given(token.credential, f"{issuer}{token.kid}" if token.kid.startswith("#") else token.kid, token)


def _enveloped(found: dict[str, Any]) -> str | None:
    types = found.get("type")
    if "EnvelopedVerifiableCredential" not in (types if isinstance(types, list) else [types]):
        return None
    return str(found.get("id", "")).removeprefix("data:application/vc+jwt,")


def entries_of(credential: dict[str, Any]) -> list[dict[str, Any]]:
    found = credential.get("credentialStatus")
    listed = found if isinstance(found, list) else [found] if found else []
    return [one if isinstance(one, dict) else {} for one in listed]
