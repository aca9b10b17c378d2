"""Every address: who may open it without signing in is a list, and everything else asks for a log-in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, PathConverter, SlugConverter, StringConverter, UUIDConverter

EXAMPLES: dict[type, Any] = {
    UUIDConverter: UUID(int=7),
    IntConverter: 7,
    SlugConverter: "a-slug",
    StringConverter: "word",
    PathConverter: "a/path",
}


def patterns(
    within: URLResolver | None = None,
    namespaces: tuple[str, ...] = (),
    converters: dict[str, Any] | None = None,
) -> Iterator[tuple[str, URLPattern, dict[str, Any]]]:
    """Every named pattern of ours with the arguments that it takes."""
    for entry in (within or get_resolver()).url_patterns:
        taken = {**(converters or {}), **entry.pattern.converters}
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from patterns(entry, inner, taken)
        elif entry.name:
            yield ":".join((*namespaces, entry.name)), entry, taken


CHOSEN: dict[str, dict[str, Any]] = {
    "credentials:preview": {"kind": "contract"},
    "credentials:status": {"purpose": "revocation"},
    "files:picture": {"file_id": UUID(int=7), "size": "full"},
    "files:variant": {"file_id": UUID(int=7), "size": "640.avif"},
}  # where only some words are addresses


def address_of(name: str, converters: dict[str, Any]) -> str | None:
    try:
        words = {key: EXAMPLES.get(type(one), "word") for key, one in converters.items()}
        return reverse(name, kwargs={**words, **CHOSEN.get(name, {})})
    except NoReverseMatch:
        return None


def ours() -> list[tuple[str, URLPattern, dict[str, Any]]]:
    return [one for one in patterns() if one[1].callback.__module__.startswith("hirehall.")]


def test_every_address_of_ours_can_be_reversed() -> None:
    wrong = [name for name, _, converters in ours() if address_of(name, converters) is None]
    assert not wrong, f"links are made by name: {wrong}"


def test_every_page_of_ours_has_a_name() -> None:
    def nameless(within: URLResolver) -> Iterator[str]:
        for entry in within.url_patterns:
            if isinstance(entry, URLResolver):
                yield from nameless(entry)
            elif entry.name is None and entry.callback.__module__.startswith("hirehall."):
                yield str(entry.pattern)

    assert list(nameless(get_resolver())) == []


def test_what_is_open_to_everybody_is_listed() -> None:
    """Default deny: a page is open because its name stands in tests/architecture/open_pages.txt, with a reason to."""
    from tests.architecture.source import PACKAGE

    listed = set()
    for line in (PACKAGE.parents[1] / "tests/architecture/open_pages.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            listed.add(line.split()[0])
    # The API's views ask for a token themselves.
    found = {
        name
        for name, entry, _ in patterns()
        if not getattr(entry.callback, "login_required", True) and not name.startswith("api-v1:")
    }
    assert found - listed == set(), "open pages that are not listed"
    assert listed - found == set(), "listed as open, but they are not"


@pytest.mark.django_db
def test_everything_else_asks_for_a_log_in(client: Client) -> None:
    wrong = []
    for name, entry, converters in ours():
        if name.startswith("api-v1:") or not getattr(entry.callback, "login_required", True):
            continue
        address = address_of(name, converters)
        assert address is not None
        answer = client.get(address)
        if answer.status_code != 302 or "/account/login/" not in answer["Location"]:
            wrong.append(f"{name} answers {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_every_address_of_the_api_asks_for_a_token(client: Client) -> None:
    wrong = []
    from hirehall.wiring.api import api

    for number, (path, methods) in enumerate(api.get_openapi_schema()["paths"].items()):
        stranger = f"10.0.{number // 250}.{number % 250}"  # one that asks for everything is slowed down
        for method, operation in methods.items():
            if operation.get("security") == [] or "security" not in operation:
                continue
            address = path
            while "{" in address:
                before, _, rest = address.partition("{")
                address = before + str(UUID(int=7)) + rest.partition("}")[2]
            answer = client.generic(method.upper(), address, REMOTE_ADDR=stranger)
            if answer.status_code != 401:
                wrong.append(f"{method.upper()} {path} answers {answer.status_code}")
    assert not wrong, "\n".join(wrong)
