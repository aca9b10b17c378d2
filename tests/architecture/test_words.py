"""What people read is set like a book: ’ and “ ”, never the marks of a typewriter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

import click

from hirehall.wiring.api import api
from hirehall.wiring.command import main
from tests.architecture.source import PACKAGE, sources, templates

APOSTROPHE = re.compile(r"[A-Za-z]'[A-Za-z]|[A-Za-z]s' [a-z]")
QUOTED = re.compile(r'(^|[ (])"[A-Za-z][^"<>={}]*"([ .,;:)]|$)')
CODE = re.compile(r"`[^`]*`|```.*?```", re.DOTALL)
JINJA = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
NOT_TEXT = re.compile(r"<(pre|code)\b.*?</\1>|<[^>]*>", re.DOTALL)
BEANCOUNT = "hirehall.papers.books"  # writes the quotation marks of plain-text accounting
SHOWS_CALLS = "hirehall.front.apidocs"  # and of a shell


def listing(found: list[str]) -> str:
    return "\n  " + "\n  ".join(found)


def straight(text: str) -> bool:
    return bool(APOSTROPHE.search(text) or QUOTED.search(text))


def constants(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every text in the code, but those that only explain the code."""
    explaining = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in explaining:
            yield node


def test_sentences_in_the_code_have_typographic_marks() -> None:
    """Refusals, notices, mails, forms, the doctor, the command line, the demo."""
    wrong = [
        f"{source}:{node.lineno} {node.value[:80]!r}"
        for source in sources()
        if "models" not in source.name.split(".")  # a column's help text is read by who writes code
        for node in constants(source.tree)
        if APOSTROPHE.search(str(node.value))
        or (QUOTED.search(str(node.value)) and source.name not in {BEANCOUNT, SHOWS_CALLS})
    ]
    assert not wrong, f"write ’ and “ ”{listing(wrong)}"


def test_templates_have_typographic_marks() -> None:
    wrong = []
    for path in templates():
        written = path.read_text(encoding="utf-8")
        text = NOT_TEXT.sub(" ", JINJA.sub(" ", written))
        said = APOSTROPHE.findall(re.sub(r"{#.*?#}", "", written, flags=re.DOTALL))
        said += [match.group().strip() for match in QUOTED.finditer(text)]
        wrong += [f"{path.relative_to(PACKAGE)}: {one}" for one in said]
    assert not wrong, f"write ’ and “ ”{listing(wrong)}"


def test_papers_and_scripts_have_typographic_marks() -> None:
    wrong = []
    for ending in ("papers/**/*.typ", "static/**/*.js", "wiring/demo/**/*.toml"):
        for path in sorted(PACKAGE.rglob(ending)):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if APOSTROPHE.search(re.split(r"//|^\s*\*|^\s*#", line)[0]):
                    wrong.append(f"{path.relative_to(PACKAGE)}:{number} {line.strip()[:80]}")
    assert not wrong, f"write ’{listing(wrong)}"


def test_the_document_of_the_api_has_typographic_marks() -> None:
    def said(within: Any, at: str) -> Iterator[tuple[str, str]]:
        if isinstance(within, dict):
            for name, value in within.items():
                if name in {"summary", "description"} and isinstance(value, str):
                    yield f"{at}/{name}", CODE.sub(" ", value)
                else:
                    yield from said(value, f"{at}/{name}")
        elif isinstance(within, list):
            for value in within:
                yield from said(value, at)

    wrong = [f"{at}: {text[:80]}" for at, text in said(api.get_openapi_schema(), "") if straight(text)]
    assert not wrong, f"docstrings of calls and schemas are read by people{listing(wrong)}"


def test_the_command_line_has_typographic_marks() -> None:
    def helps(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
        yield name, command.get_help(click.Context(command, info_name=name))
        for inner in getattr(command, "commands", {}).values():
            yield from helps(inner, f"{name} {inner.name}")

    wrong = [name for name, text in helps(main, "hirehall") if straight(CODE.sub(" ", text))]
    assert not wrong, f"the help of these{listing(wrong)}"


def test_a_straight_mark_would_be_found() -> None:
    assert straight("The client's bank")
    assert straight("the clients' money")
    assert straight('It counts as "cannot tell".')
    assert not straight("The client’s bank counts “nothing”.")
