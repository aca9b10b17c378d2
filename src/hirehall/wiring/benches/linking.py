"""Linking measured on public sets that lie in a folder; none of them is part of the product.

Known are the folders of MELO (``queries.tsv``, ``corpus_elements.tsv``, ``annotations.tsv``, ``concept_mapping.tsv``),
tables of vacancy titles (``vacancyTitle``, ``conceptUri``) and of sentences with skills (``sentence``, ``label``).
"""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from hirehall.formulas.linking import Linker, Term
from hirehall.formulas.linking.measures import DEEPEST, figures, mean
from hirehall.formulas.linking.words import words
from hirehall.skills.reference import packaged

Answer = Callable[[str], list[str]]
NO_SKILL = frozenset({"", "LABEL NOT PRESENT", "UNDERSPECIFIED"})


@dataclass(frozen=True, slots=True)
class Set:
    """Questions, each with what is right, and how they are answered.

    ``unknown`` of them have nothing right among the terms: they count as wrong.
    """

    name: str
    questions: Sequence[tuple[str, Collection[str]]]
    answer: Answer
    unknown: int = 0


def measured(folder: Path) -> list[dict[str, Any]]:
    """Every set below the folder: its figures, and milliseconds a question."""
    return [_measured(one) for one in sets(folder)]


def _measured(one: Set) -> dict[str, Any]:
    rows, spent = [], []
    for text, right in one.questions:
        began = time.perf_counter()
        ranked = one.answer(text)
        spent.append(1000 * (time.perf_counter() - began))
        rows.append(figures(ranked, right))
    spent.sort()
    middle, late = (spent[len(spent) // 2], spent[len(spent) * 95 // 100]) if spent else (0.0, 0.0)
    return {
        "set": one.name, "questions": len(rows), "unknown": one.unknown, **mean(rows),
        "ms_p50": round(middle, 2), "ms_p95": round(late, 2),
    }  # fmt: skip


def sets(folder: Path) -> Iterator[Set]:
    for path in sorted([folder, *folder.rglob("*")]):
        if path.is_dir() and (path / "corpus_elements.tsv").exists():
            yield melo(path)
        elif path.suffix == ".csv":
            columns = set(next(csv.reader(path.open(encoding="utf-8")), []))
            if {"vacancyTitle", "conceptUri"} <= columns:
                yield titles(path)
                if (taught := path.with_name(path.name.replace(".test.", "."))) != path and taught.exists():
                    yield titles(path, taught=taught)
            elif {"sentence", "label"} <= columns:
                yield sentences(path)


def melo(folder: Path) -> Set:
    """Occupations of a country, to be linked with the labels of ESCO that the set brings along."""
    elements = list(_pairs(folder / "corpus_elements.tsv"))
    mapping = folder / "concept_mapping.tsv"
    concepts = dict(_pairs(mapping)) if mapping.exists() else {}
    places: dict[str, list[int]] = defaultdict(list)
    for place, (id_, _) in enumerate(elements):
        places[concepts.get(id_, id_)].append(place)
    linker = Linker([Term(uri, tuple(elements[at][1] for at in rows)) for uri, rows in places.items()])
    order = [elements[at][0] for rows in places.values() for at in rows]
    right: dict[str, set[str]] = defaultdict(set)
    for line in (folder / "annotations.tsv").read_text(encoding="utf-8").splitlines():
        query, _, element, *_ = line.split("\t")
        right[query].add(element)
    questions = [(text, right[query]) for query, text in _pairs(folder / "queries.tsv") if query in right]
    return Set(folder.name, questions, lambda text: [order[at] for at in linker.ranked_labels(text)])


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        one, _, other = line.partition("\t")
        yield one, other


def titles(path: Path, *, taught: Path | None = None) -> Set:
    """Titles of vacancies, to be linked with the packaged occupations; a title may have more than one right one.

    Args:
        taught: titles that operators have put right before, as it were: each is a label of its occupation. What
            stands in it word for word is not asked.
    """
    linker = _packaged("occupation")
    right = _right(path)
    if taught is not None:
        lessons = _right(taught)
        linker = _taught(linker.terms, lessons)
        seen = {" ".join(words(text)) for text in lessons}
        right = {text: uris for text, uris in right.items() if " ".join(words(text)) not in seen}
    known = {term.id for term in linker.terms}
    missing = sum(not uris & known for uris in right.values())
    return Set(path.stem + " corrected" * (taught is not None), list(right.items()), _answer(linker), missing)


def _right(path: Path) -> dict[str, set[str]]:
    right: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(path.open(encoding="utf-8")):
        right[row["vacancyTitle"]].add(row["conceptUri"])
    return right


def _taught(terms: list[Term], lessons: dict[str, set[str]]) -> Linker:
    labels: dict[str, list[str]] = defaultdict(list)
    for text, uris in lessons.items():
        for uri in uris:
            labels[uri].append(text)
    return Linker([replace(term, labels=(*term.labels, *labels[term.id])) for term in terms])


def sentences(path: Path) -> Set:
    """Sentences of vacancies, to be linked with the packaged skills by their labels; only those that have some."""
    linker = _packaged("skill", "knowledge")
    by_label: dict[str, str] = {}
    for term in linker.terms:
        by_label.setdefault(term.labels[0].lower(), term.id)
    right: dict[str, set[str]] = defaultdict(set)
    for row in csv.DictReader(path.open(encoding="utf-8")):
        label = row["label"].strip()
        if label not in NO_SKILL:
            right[row["sentence"]].add(by_label.get(label.lower(), label))
    known = {term.id for term in linker.terms}
    missing = sum(not uris & known for uris in right.values())
    return Set(path.stem, list(right.items()), _answer(linker), missing)


def _answer(linker: Linker) -> Answer:
    return lambda text: [one.id for one in linker.link(text, limit=DEEPEST)]


@cache
def _packaged(*kinds: str) -> Linker:
    return Linker([one.term() for one in packaged() if one.kind in kinds])
