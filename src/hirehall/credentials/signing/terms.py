"""The contexts that are known, and canonical form (RDFC-1.0) of what they give a meaning to. No network, ever."""

from __future__ import annotations

import json
import re
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any, cast

from pyld import jsonld
from pyld.canon import URDNA2015

from hirehall.credentials.signing.keys import Unreadable

FOLDER = Path(__file__).resolve().parents[1] / "contexts"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FILES = {
    V2: "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": "ob-3.0.0.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": "ob-3.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": "ob-3.0.2.json",
    OB: "ob-3.0.3.json",
}
NOWHERE = "nowhere://is/"  # what has no meaning and is no address comes to lie here
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
DEEPEST = 24
MOST_VALUES = 2_000
# nodes without a name that look alike are compared in every order, which a forger could make take for ever
MOST_ALIKE, MOST_ROUNDS = 6, 200


class Unmapped(Unreadable):
    """Something in the document has no meaning in its contexts, so a signature would not cover it."""


@cache
def context_of(url: str) -> dict[str, Any]:
    """A context by its address.

    Raises:
        Unreadable: when it is not one of those that lie here.
    """
    if url not in FILES:
        raise Unreadable(f"It uses terms from {url[:120]}, which are not known here.")
    found: dict[str, Any] = json.loads((FOLDER / FILES[url]).read_text())
    return found


def _load(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": context_of(url),
    }


def require_small(value: Any) -> None:
    """A document of a size that is worth reading.

    Raises:
        Unreadable: when it is nested or long beyond use.
    """
    waiting, seen = [(value, 0)], 0
    while waiting:
        one, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_VALUES:
            raise Unreadable("It is larger than any credential that is read here.")
        if isinstance(one, str) and CONTROLS.search(one):
            raise Unreadable("It has control characters in it, which no two programs write the same.")
        if isinstance(one, dict):
            waiting += [(inner, depth + 1) for inner in one.values()]
        elif isinstance(one, list):
            waiting += [(inner, depth + 1) for inner in one]


def canonical(document: dict[str, Any]) -> str:
    """The document as canonical N-Quads.

    Raises:
        Unmapped: when a term, a type or an identifier means nothing in the contexts.
        Unreadable: for a context that is not here, or a document that no one would write.
    """
    require_small(document)
    _require_named_contexts(document.get("@context"))
    dropped: list[str | None] = []
    options: Any = {"documentLoader": _load, "base": NOWHERE, "processingMode": "json-ld-1.1"}
    try:
        expanded = jsonld.expand(document, copy(options), on_property_dropped=dropped.append)
        if dropped:
            named = ", ".join(sorted({f"“{name}”" for name in dropped}))
            raise Unmapped(f"{named} has no meaning in the credential’s contexts.")
        _require_absolute(expanded)
        dataset = jsonld.to_rdf(expanded, copy(options))
        quads: str = cast(Any, _Bounded)().main(
            dataset, {"algorithm": "URDNA2015", "format": "application/n-quads"}
        )
    except (jsonld.JsonLdError, RecursionError, KeyError, TypeError, AttributeError, ValueError) as error:
        cause: Any = error
        while cause is not None:
            if isinstance(cause, Unreadable):
                raise cause from None
            cause = cause.__cause__ or getattr(cause, "cause", None)
        raise Unreadable("It is not JSON-LD that can be read.") from error
    return quads


def _require_named_contexts(contexts: Any) -> None:
    """Contexts by address only: one that is written into the document could give any word any meaning."""
    listed = contexts if isinstance(contexts, list) else [contexts]
    if not listed or not all(isinstance(one, str) for one in listed):
        raise Unreadable("Its contexts are not given by their addresses.")
    for one in listed:
        context_of(one)


def _require_absolute(value: Any) -> None:
    """Types and identifiers are addresses; a word that no context knows stays a word, and would be left out."""
    if isinstance(value, list):
        for one in value:
            _require_absolute(one)
    elif isinstance(value, dict):
        types = value.get("@type", [])
        for name in [*(types if isinstance(types, list) else [types]), value.get("@id", "x:")]:
            if not isinstance(name, str) or ":" not in name or name.startswith(NOWHERE):
                raise Unmapped(
                    f"“{str(name).removeprefix(NOWHERE)}” has no meaning in the credential’s contexts."
                )
        for one in value.values():
            _require_absolute(one)


class _Bounded(URDNA2015):
    """Canonical form with an end to the work."""

    rounds = 0

    def hash_n_degree_quads(self, id_: str, issuer: Any) -> Any:
        self.rounds += 1
        if self.rounds > MOST_ROUNDS or len(self.blank_node_info[id_]["quads"]) > MOST_ALIKE * 4:
            raise Unreadable("Too many parts of it have no name and look alike.")
        return cast(Any, super()).hash_n_degree_quads(id_, issuer)

    def create_hash_to_related(self, id_: str, issuer: Any) -> Any:
        found = cast(Any, super()).create_hash_to_related(id_, issuer)
        if any(len(alike) > MOST_ALIKE for alike in found.values()):
            raise Unreadable("Too many parts of it have no name and look alike.")
        return found
