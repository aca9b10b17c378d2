"""A passkey in software: it signs what a page or a call asks it to, as a phone or a security key does."""

from __future__ import annotations

import json
import secrets
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://testserver"
PRESENT, VERIFIED = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.UV
CARRIES_KEY = AuthenticatorData.FLAG.AT


class SoftKey:
    """One passkey; ``verifies`` says whether its device asks for a PIN or a finger."""

    def __init__(self, *, verifies: bool = True) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(32)
        self.flags = PRESENT | VERIFIED if verifies else PRESENT
        self.handle = ""

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """What ``navigator.credentials.create()`` answers."""
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        public = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(
            sha256(asked["rp"]["id"].encode()), self.flags | CARRIES_KEY, 0, bytes(public)
        )
        return self._answer(
            {
                "clientDataJSON": _written("webauthn.create", asked["challenge"]),
                "attestationObject": bytes(AttestationObject.create("none", data, {})),
            },
            {"credProps": {"rk": True}},
        )

    def get(self, options: dict[str, Any], *, origin: str = ORIGIN) -> dict[str, Any]:
        """What ``navigator.credentials.get()`` answers."""
        asked = options["publicKey"]
        data = AuthenticatorData.create(sha256(asked["rpId"].encode()), self.flags, 1)
        client = _written("webauthn.get", asked["challenge"], origin)
        signature = self.key.sign(bytes(data) + sha256(client), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": client,
                "authenticatorData": bytes(data),
                "signature": signature,
                "userHandle": self.handle,
            }
        )

    def _answer(self, said: dict[str, Any], results: dict[str, Any] | None = None) -> dict[str, Any]:
        return {
            "id": websafe_encode(self.id),
            "rawId": websafe_encode(self.id),
            "type": "public-key",
            "response": {
                name: websafe_encode(value) if isinstance(value, bytes) else value
                for name, value in said.items()
            },
            "clientExtensionResults": results or {},
        }


def _written(kind: str, challenge: str, origin: str = ORIGIN) -> bytes:
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()
