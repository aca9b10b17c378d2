"""The API's own document as pages: operations by tag, with scopes, fields and a call to copy."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from hirehall.foundation import refused as refusals
from hirehall.foundation.actions import registry
from hirehall.foundation.refused import Because

PACKAGE = Path(refusals.__file__).resolve().parent.parent
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter or one member of a body."""

    name: str
    kind: str
    place: str
    required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One call. ``scope`` is what a token must hold; ``public`` needs no token at all."""

    name: str
    method: str
    path: str
    title: str
    text: str
    scope: str
    public: bool
    fields: tuple[Field, ...]
    answers: tuple[tuple[str, str, tuple[Field, ...]], ...]
    curl: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The operations of one tag."""

    slug: str
    title: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One way in which the API says no."""

    code: str
    status: int
    sentence: str


def chapters(document: Mapping[str, Any], address: str) -> tuple[Chapter, ...]:
    """The document (OpenAPI 3.1) by tag, in the order in which tags first occur.

    Args:
        document: the parsed document.
        address: of this installation, for the calls to copy.
    """
    schemas = document.get("components", {}).get("schemas", {})
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                tag = (methods[method].get("tags") or ["Other"])[0]
                operation = _operation(path, method, methods[method], schemas, address)
                found.setdefault(tag, []).append(operation)
    return tuple(Chapter(slugify(tag), tag, tuple(operations)) for tag, operations in found.items())


def _operation(path: str, method: str, entry: Mapping[str, Any], schemas: Any, address: str) -> Operation:
    name = entry.get("operationId", "")
    declared = registry().get(name)
    body = _body(entry, schemas)
    fields = tuple(_parameters(entry)) + tuple(_members(body, schemas, "body"))
    public = not entry.get("security")
    return Operation(
        name=name,
        method=method.upper(),
        path=path,
        title=entry.get("summary", name),
        text=entry.get("description", ""),
        scope=str(declared.scope.value) if declared and declared.scope else "",
        public=public,
        fields=fields,
        answers=tuple(_answers(entry, schemas)),
        curl=_curl(path, method, entry, body, schemas, address=address, public=public),
    )


def _parameters(entry: Mapping[str, Any]) -> Iterator[Field]:
    for item in entry.get("parameters", []):
        schema = item.get("schema", {})
        text = item.get("description") or schema.get("description") or ""
        yield Field(item["name"], _kind(schema), item["in"], item.get("required", False), text)


def _body(entry: Mapping[str, Any], schemas: Any) -> Mapping[str, Any]:
    content = entry.get("requestBody", {}).get("content", {})
    for media in content.values():
        return _resolved(media.get("schema", {}), schemas)
    return {}


def _resolved(schema: Mapping[str, Any], schemas: Any) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    if reference:
        return dict(schemas.get(reference.rpartition("/")[2], {}))
    return schema


def _members(schema: Mapping[str, Any], schemas: Any, place: str) -> Iterator[Field]:
    for name, item in schema.get("properties", {}).items():
        text = item.get("description") or ""
        yield Field(name, _kind(item), place, name in schema.get("required", []), text)


def _kind(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(item) for item in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "anything")


def _answers(entry: Mapping[str, Any], schemas: Any) -> Iterator[tuple[str, str, tuple[Field, ...]]]:
    for status, answer in entry.get("responses", {}).items():
        schema: Mapping[str, Any] = {}
        for media in answer.get("content", {}).values():
            schema = media.get("schema", {})
        members = tuple(_members(_resolved(schema, schemas), schemas, "answer"))
        yield str(status), _kind(schema) if schema else "nothing", members


def _curl(
    path: str, method: str, entry: Mapping[str, Any], body: Any, schemas: Any, *, address: str, public: bool
) -> str:
    lines = [f"curl {'' if method == 'get' else f'-X {method.upper()} '}{address}{path}"]
    if not public:
        lines.append('  -H "Authorization: Bearer $TOKEN"')
    if method == "post":
        lines.append('  -H "Idempotency-Key: $(uuidgen)"')
    content = entry.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        lines.append("  -F file=@picture.png")
    elif body:
        sample = {
            name: _sample(item, schemas, 0)
            for name, item in body.get("properties", {}).items()
            if name in body.get("required", [])
        }
        lines.append('  -H "Content-Type: application/json"')
        lines.append(f"  -d '{json.dumps(sample)}'")
    return " \\\n".join(lines)


def _sample(schema: Mapping[str, Any], schemas: Any, depth: int) -> Any:
    schema = _resolved(schema, schemas)
    if "default" in schema:
        return schema["default"]
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "integer" | "number":
            return 1000
        case "boolean":
            return True
        case "array":
            return [_sample(schema.get("items", {}), schemas, depth + 1)] if depth < 2 else []
        case "object" if depth < 3:
            return {
                name: _sample(item, schemas, depth + 1) for name, item in schema.get("properties", {}).items()
            }
        case "string" if schema.get("format") == "uuid":
            return "0193c3f2-7a10-7000-8000-000000000000"
        case "string" if schema.get("format") == "date-time":
            return "2027-01-31T12:00:00Z"
        case "string" if schema.get("format") == "date":
            return "2027-01-31"
        case _:
            return "text"


def problem_of(code: str) -> Problem | None:
    """What a code means; one that is put together at the time is found by its fixed part."""
    known = {problem.code: problem for problem in problems()}
    if code in known:
        return known[code]
    alike = [problem for problem in problems() if "*" in problem.code and fnmatchcase(code, problem.code)]
    return replace(max(alike, key=lambda problem: len(problem.code)), code=code) if alike else None


@cache
def problems() -> tuple[Problem, ...]:
    """Every refusal that our sources can raise, read from them once; codes are stable.

    A star stands for a part that is known at the time only, as the state that a thing is in.
    """
    found: dict[str, Problem] = {
        code: Problem(code, status, sentence)
        for code, status, sentence in [
            ("request.invalid", 422, "The request is not of the documented form."),
            ("request.unauthenticated", 401, "Send a token: Authorization: Bearer …"),
            ("request.too_many", 429, "Too many requests. Wait as long as Retry-After says."),
            ("request.refused", 400, "The request was refused."),
            *(
                (f"{step}.*", 422, "What was sent in this field cannot be used; the title says why.")
                for step in ("join", "reset", "password", "second_step", "passkey", "email")
            ),
            *(
                (f"{step}.too_many", 429, "Too many tries. Wait as long as Retry-After says.")
                for step in ("login", "join", "reset", "password", "second_step", "passkey", "email")
            ),
        ]
    }
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "Refused(" in text or "not_found(" in text:
            for problem in _raised(ast.parse(text)):
                found.setdefault(problem.code, problem)
    return tuple(found[code] for code in sorted(found))


def _raised(tree: ast.AST) -> Iterator[Problem]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        code = _code(node.args[0])
        if code is None:
            continue
        if node.func.id == "not_found":
            sentence = f"There is no such {code.replace('_', ' ')}, or it is not yours to see."
            yield Problem(f"{code}.not_found", 404, sentence)
        elif node.func.id == "Refused" and len(node.args) > 1:
            yield Problem(code, _status(node), _words(node.args[1]))


def _code(node: ast.expr) -> str | None:
    """The code, with a star for a part that is known at the time only: ``*.more_than_held``, ``order.*``."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            code = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)
            return code if code.strip("*.") else None
        case _:
            return None


def _status(node: ast.Call) -> int:
    for keyword in node.keywords:
        if keyword.arg == "because" and isinstance(keyword.value, ast.Attribute):
            return int(Because[keyword.value.attr].value)
    return int(Because.CONFLICT.value)


def _words(node: ast.expr) -> str:
    """The sentence, with a gap for what is filled in at the time."""
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_words(part) if isinstance(part, ast.Constant) else "…" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            return f"{_words(one)} / {_words(other)}"
        case _:
            return "…"
