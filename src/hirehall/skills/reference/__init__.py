"""ESCO, the European classification of skills and occupations: its labels, packaged with the product.

What the package holds and what it lacks stands in ``esco.md`` beside this file.
"""

from __future__ import annotations

import csv
import io
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zipfile import ZipFile

from hirehall.formulas.linking import Term

PACKAGED = Path(__file__).parent / "esco-en.tsv.xz"
IMPORTED = Path("taxonomy") / "esco-en.tsv.xz"


@dataclass(frozen=True, slots=True)
class Concept:
    """One occupation, skill, piece of knowledge or group of occupations.

    Attributes:
        others: other labels.
        run: other labels where the source has them without separators.
    """

    kind: str
    uri: str
    label: str
    others: tuple[str, ...] = ()
    run: str = ""
    text: str = ""

    def term(self) -> Term:
        """As linking asks for it; “Java (computer programming)” is found as “Java” too."""
        plain = self.label.partition(" (")[0]
        labels = dict.fromkeys((self.label, plain, *self.others))
        return Term(self.uri, tuple(labels), text=self.text, run=self.run)


def read(lines: Iterable[str]) -> list[Concept]:
    """The concepts of a file in our form: kind, address, label, other labels and description, with tabs between."""
    found = []
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        kind, uri, label, others, text = line.rstrip("\n").split("\t")
        if others.startswith("~"):
            found.append(Concept(kind, uri, label, run=others[1:], text=text))
        else:
            found.append(Concept(kind, uri, label, tuple(one for one in others.split("|") if one), text=text))
    return found


@cache
def packaged() -> tuple[Concept, ...]:
    """ESCO as this version of the product has it; read once a process."""
    return tuple(read(lzma.decompress(PACKAGED.read_bytes()).decode().splitlines()))


@cache
def concepts(home: Path) -> tuple[Concept, ...]:
    """What the operator has imported, or else what is packaged; read once a process."""
    imported = home / IMPORTED
    if not imported.exists():
        return packaged()
    return tuple(read(lzma.decompress(imported.read_bytes()).decode().splitlines()))


@cache
def by_label(home: Path) -> dict[str, Concept]:
    """Skills and knowledge by each of their labels in small letters; a first label goes before another's other one."""
    found: dict[str, Concept] = {}
    skills = [one for one in concepts(home) if one.kind in {"skill", "knowledge"}]
    for one in skills:
        found.setdefault(one.label.partition(" (")[0].lower(), one)
    for one in skills:
        for other in one.others:
            found.setdefault(other.lower(), one)
    return found


def published(path: Path) -> list[Concept]:
    """The concepts of ESCO’s own download (CSV, English): its zip file, or the folder that it unpacks to.

    Raises:
        LookupError: it has neither ``occupations_en.csv`` nor ``skills_en.csv``.
    """
    found = [
        *_rows(path, "occupations_en.csv"),
        *_rows(path, "skills_en.csv"),
        *_rows(path, "ISCOGroups_en.csv"),
    ]
    if not found:
        raise LookupError(
            f"{path} holds neither occupations_en.csv nor skills_en.csv, as ESCO’s download does."
        )
    return found


def _rows(path: Path, name: str) -> Iterator[Concept]:
    for row in csv.DictReader(io.StringIO(_text(path, name))):
        kind = {"Occupation": "occupation", "ISCOGroup": "group"}.get(row["conceptType"], "skill")
        if row.get("skillType") == "knowledge":
            kind = "knowledge"
        others = dict.fromkeys(
            one.strip() for one in (row.get("altLabels") or "").splitlines() if one.strip()
        )
        text = " ".join((row.get("description") or "").split())
        yield Concept(kind, row["conceptUri"], row["preferredLabel"].strip(), tuple(others), text=text)


def _text(path: Path, name: str) -> str:
    if path.is_dir():
        file = next(path.rglob(name), None)
        return file.read_text(encoding="utf-8-sig") if file else ""
    with ZipFile(path) as packed:
        inside = next((one for one in packed.namelist() if one.rsplit("/", 1)[-1] == name), None)
        return packed.read(inside).decode("utf-8-sig") if inside else ""


def written(concepts: Iterable[Concept], heading: str) -> bytes:
    """The same in our form, compressed."""
    rows = (
        "\t".join(
            " ".join(part.split("\t"))
            for part in (
                one.kind,
                one.uri,
                one.label,
                f"~{one.run}" if one.run else "|".join(one.others),
                one.text,
            )
        )
        for one in concepts
    )
    return lzma.compress(("\n".join([f"# {heading}", *rows]) + "\n").encode())
