"""Ed25519 keys as multikeys, and what ``did:key`` and ``did:web`` say."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519 = b"\xed\x01"
LONGEST = 200


class Unreadable(ValueError):
    """What was given is no key, no identifier or no credential; the sentence says what is wrong."""


def base58(data: bytes) -> str:
    number, text = int.from_bytes(data), ""
    while number:
        number, left = divmod(number, 58)
        text = ALPHABET[left] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def unbase58(text: str) -> bytes:
    if not text or len(text) > LONGEST or any(sign not in ALPHABET for sign in text):
        raise Unreadable("That is not written in base58.")
    number = 0
    for sign in text:
        number = number * 58 + ALPHABET.index(sign)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def multikey(key: Ed25519PublicKey) -> str:
    """``z6Mk…``: the public key as a multikey in base58."""
    return "z" + base58(ED25519 + key.public_bytes_raw())


def public_key(text: str) -> Ed25519PublicKey:
    """The key that a multikey is.

    Raises:
        Unreadable: for another kind of key.
    """
    raw = unbase58(text.removeprefix("z")) if text.startswith("z") else b""
    if raw[:2] != ED25519 or len(raw) != len(ED25519) + 32:
        raise Unreadable("The key is not an Ed25519 key, which is the only kind that is understood here.")
    return Ed25519PublicKey.from_public_bytes(raw[2:])


def new_key() -> tuple[str, bytes]:
    """A new key pair: the public half as a multikey, and the 32 bytes of the private one."""
    made = Ed25519PrivateKey.generate()
    return multikey(made.public_key()), made.private_bytes_raw()


def did_web(address: str) -> str:
    """``did:web:hall.example:at:x`` for ``https://hall.example/at/x``; a port’s colon is written as %3A."""
    parts = urlsplit(address)
    steps = [quote(step, safe="") for step in parts.path.split("/") if step]
    return ":".join(["did:web", quote(parts.netloc.lower(), safe=".-"), *steps])


def web_address(did: str) -> str:
    """Where a did:web has its document.

    Raises:
        Unreadable: when it is no did:web.
    """
    steps = did.split(":")
    if steps[:2] != ["did", "web"] or len(steps) < 3 or not all(steps) or len(did) > LONGEST:
        raise Unreadable("The issuer is not named by a did:web.")
    host, path = unquote(steps[2]), steps[3:]
    if any(sign in host for sign in "/?#@\\") or any(step in {".", ".."} for step in path):
        raise Unreadable("The issuer’s did:web names no place on the web.")
    return f"https://{host}/" + ("/".join([*path, "did.json"]) if path else ".well-known/did.json")


def host_of(did: str) -> str:
    """``hall.example`` or ``hall.example:8000`` of a did:web."""
    return unquote(did.split(":")[2])


def did_document(did: str, methods: list[tuple[str, str]]) -> dict[str, Any]:
    """The DID document with every key that ever signed, the newest first.

    Args:
        methods: (fragment, multikey) of each.
    """
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": [
            {"id": f"{did}#{name}", "type": "Multikey", "controller": did, "publicKeyMultibase": public}
            for name, public in methods
        ],
        "assertionMethod": [f"{did}#{name}" for name, _ in methods],
    }


def key_in(document: Any, method: str) -> str:
    """The multikey of a verification method that a DID document allows to sign credentials.

    Raises:
        Unreadable: when the document does not list it for that, or its key is of another kind.
    """
    if not isinstance(document, dict) or document.get("id") != method.partition("#")[0]:
        raise Unreadable("The issuer’s document is about somebody else.")
    asserting = [
        one if isinstance(one, str) else one.get("id", "") for one in _items(document, "assertionMethod")
    ]
    if method not in {_full(name, document) for name in asserting}:
        raise Unreadable("The issuer’s document does not list this key for signing credentials.")
    listed = [*_items(document, "verificationMethod"), *_items(document, "assertionMethod")]
    for one in listed:
        if isinstance(one, dict) and _full(one.get("id", ""), document) == method:
            if one.get("revoked"):
                raise Unreadable("The issuer has withdrawn the key.")
            return _multikey_of(one)
    raise Unreadable("The issuer’s document does not hold this key.")


def _multikey_of(method: dict[str, Any]) -> str:
    """From a Multikey, or from a JSON Web Key."""
    jwk = method.get("publicKeyJwk")
    if isinstance(jwk, dict) and jwk.get("kty") == "OKP" and jwk.get("crv") == "Ed25519":
        from hirehall.credentials.signing.tokens import unbase64

        return "z" + base58(ED25519 + unbase64(str(jwk.get("x", ""))))
    return str(method.get("publicKeyMultibase", ""))


def _items(document: dict[str, Any], name: str) -> list[Any]:
    found = document.get(name, [])
    return [one for one in found if isinstance(one, str | dict)] if isinstance(found, list) else []


def _full(name: Any, document: dict[str, Any]) -> str:
    return f"{document['id']}{name}" if str(name).startswith("#") else str(name)


def key_of_did(method: str) -> str:
    """The multikey of a ``did:key``’s own verification method.

    Raises:
        Unreadable: when the method is not the one that the identifier itself is.
    """
    did, _, fragment = method.partition("#")
    public = did.removeprefix("did:key:")
    if fragment and fragment != public:
        raise Unreadable("A did:key has one key, and this is not it.")
    public_key(public)
    return public
