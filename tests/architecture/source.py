"""The source as data: every file of ours parsed once."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "hirehall"

LAYERS = (
    {"wiring"},
    {"front", "simulator"},
    {"ranking", "credentials"},
    {"reputation", "papers", "portfolio"},
    {"engagements"},
    {"contracts"},
    {"market"},
    {"vetting"},
    {"skills", "conversations", "money"},
    {"halls"},
    {"people"},
    {"files"},
    {"look"},
    {"foundation", "formulas"},
)
HEIGHT = {name: len(LAYERS) - place for place, names in enumerate(LAYERS) for name in names}


@dataclass(frozen=True)
class Source:
    """One Python file: where it lies, its dotted name, and its tree."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """The part of the house: ``money`` for ``hirehall.money.rails.sandbox.rail``."""
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def home(self) -> str:
        """The module with its own face; each engagement model and rail is one of its own."""
        parts = self.name.split(".")
        return ".".join(parts[1:3]) if self.module == "engagements" and len(parts) > 2 else self.module

    @property
    def kind(self) -> str:
        """Its place in the vocabulary: ``pages`` for ``market/pages/brief.py``."""
        rest = self.name.removeprefix(f"hirehall.{self.home}").lstrip(".")
        return rest.split(".")[0]

    def __str__(self) -> str:
        return str(self.path.relative_to(PACKAGE.parent))


@cache
def sources() -> tuple[Source, ...]:
    """Every file but the migrations."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        dotted = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        text = path.read_text(encoding="utf-8")
        found.append(Source(path, dotted, text, ast.parse(text)))
    return tuple(found)


def imports(source: Source) -> list[tuple[int, str]]:
    """The line and dotted name of everything imported from ``hirehall``, at the top or inside functions."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return [(line, name) for line, name in found if name.startswith("hirehall.")]


def templates() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("templates/**/*.html"))
