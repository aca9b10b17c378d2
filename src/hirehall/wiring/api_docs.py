"""The API's documentation page, made from its own OpenAPI document and served by us: nothing comes from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hirehall.foundation.actor import Scope
from hirehall.wiring.api import api

METHODS = ("get", "post", "put", "patch", "delete")
TONES = {"get": "info", "post": "ok", "put": "warn", "patch": "warn", "delete": "bad"}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to send: where it goes, its name, its type in words, and whether it must be there."""

    where: str
    name: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One address with one method, as the page shows it."""

    method: str
    tone: str
    path: str
    name: str
    summary: str
    text: str
    fields: tuple[Field, ...]
    answers: tuple[str, ...]

    @property
    def rows(self) -> list[tuple[str, str, str, str]]:
        return [(one.name, one.where, one.kind, "yes" if one.required else "no") for one in self.fields]


@login_not_required
def documentation(request: HttpRequest) -> HttpResponse:
    """Every operation by its module, with what to send."""
    context = {"groups": groups(), "scopes": [scope.value for scope in Scope]}
    return render(request, "wiring/api.html", context, using="jinja2")


@cache
def groups() -> tuple[tuple[str, tuple[Operation, ...]], ...]:
    """The operations by tag, both in the order of the document."""
    schema: dict[str, Any] = dict(api.get_openapi_schema())
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                operation = methods[method]
                tag = (operation.get("tags") or ["Other"])[0]
                found.setdefault(tag, []).append(_operation(method, path, operation, schema))
    return tuple((tag, tuple(operations)) for tag, operations in found.items())


def _operation(method: str, path: str, told: dict[str, Any], schema: dict[str, Any]) -> Operation:
    fields = [
        Field(one["in"], one["name"], _kind(one.get("schema", {}), schema), bool(one.get("required")))
        for one in told.get("parameters", ())
    ]
    for media, content in told.get("requestBody", {}).get("content", {}).items():
        where = "form" if "form" in media else "body"
        body = _resolved(content["schema"], schema)
        required = set(body.get("required", ()))
        fields += [
            Field(where, name, _kind(one, schema), name in required)
            for name, one in body.get("properties", {}).items()
        ]
    return Operation(
        method=method.upper(),
        tone=TONES[method],
        path=path,
        name=told.get("operationId", ""),
        summary=told.get("summary", ""),
        text=told.get("description", ""),
        fields=tuple(fields),
        answers=tuple(str(code) for code in told.get("responses", ())),
    )


def _resolved(one: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in one:
        one = schema["components"]["schemas"][one["$ref"].rpartition("/")[2]]
    return one


def _kind(one: dict[str, Any], schema: dict[str, Any]) -> str:
    """The type in words: ``string (uuid)``, ``list of integer``, ``Money {minor, currency}``."""
    if "anyOf" in one:
        return " or ".join(_kind(choice, schema) for choice in one["anyOf"])
    if "$ref" in one:
        name, found = one["$ref"].rpartition("/")[2], _resolved(one, schema)
        if "enum" in found:
            return " | ".join(str(word) for word in found["enum"])
        return f"{name} {{{', '.join(found.get('properties', {}))}}}"
    if one.get("type") == "array":
        return f"list of {_kind(one.get('items', {}), schema)}"
    if "enum" in one:
        return " | ".join(str(word) for word in one["enum"])
    form = f" ({one['format']})" if "format" in one else ""
    return f"{one.get('type', 'anything')}{form}"
