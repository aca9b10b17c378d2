"""Data Integrity proofs with the cryptosuite ``eddsa-rdfc-2022``."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hirehall.credentials.signing.keys import Unreadable, base58, public_key, unbase58
from hirehall.credentials.signing.terms import canonical

SUITE = "eddsa-rdfc-2022"


def sign(document: dict[str, Any], *, method: str, private: bytes, created: str) -> dict[str, Any]:
    """The document with its proof.

    Raises:
        Unmapped: before anything is signed, when a term has no meaning: a signature would not cover it.
    """
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(_digest(document, proof))
    return {**document, "proof": {**proof, "proofValue": "z" + base58(signature)}}


def proof_of(document: dict[str, Any]) -> dict[str, Any]:
    """The one proof of a document, with everything in it that has to be.

    Raises:
        Unreadable: when it has none, several, or one of another kind.
    """
    proof = document.get("proof")
    if isinstance(proof, list) and len(proof) == 1:
        proof = proof[0]
    if not isinstance(proof, dict):
        raise Unreadable("It has no proof, or several.")
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") != SUITE:
        raise Unreadable(
            f"Its proof is not of the kind {SUITE}, which is the only one that is understood here."
        )
    if proof.get("proofPurpose") != "assertionMethod":
        raise Unreadable("Its proof was made for another purpose than to say something.")
    if not all(isinstance(proof.get(name), str) for name in ("verificationMethod", "proofValue")):
        raise Unreadable("Its proof does not say which key has signed.")
    return proof


def is_signed(document: dict[str, Any], key: str) -> bool:
    """Whether the document’s proof is of this multikey over exactly these words.

    Raises:
        Unmapped: when something in the document has no meaning, so that no signature covers it.
    """
    proof = dict(proof_of(document))
    value = proof.pop("proofValue")
    unsigned = {name: inner for name, inner in document.items() if name != "proof"}
    if not value.startswith("z"):
        raise Unreadable("Its signature is not written in base58.")
    try:
        public_key(key).verify(unbase58(value[1:]), _digest(unsigned, proof))
    except InvalidSignature:
        return False
    return True


def _digest(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    terms = {"@context": document.get("@context"), **{k: v for k, v in proof.items() if k != "@context"}}
    return sha256(canonical(terms).encode()).digest() + sha256(canonical(document).encode()).digest()
