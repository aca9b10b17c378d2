"""The terms that a text means, the likeliest first, each with the label that spoke for it.

A term has one name and other labels. A label's likeness to the text is that of its words and of its runs of letters;
a term's is that of its best label, and of all its labels taken as one text, so that a request which says half of one
label and half of another finds the term. Of a long text only what a label covers counts, because a whole brief is
like no label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hirehall.formulas.linking.field import Field, Scores
from hirehall.formulas.linking.words import IDLE, core, runs, stems, telling, words

# Chosen on held-out labels (``docs/performance.md``), not on the sets whose figures are published.
OF_WORDS = 0.5
OF_BEST_LABEL, OF_ALL_WORDS, OF_ALL_RUNS, OF_TEXT = 0.5, 0.2, 0.2, 0.4
LONG_TEXT = 9
COVERS = 0.999


@dataclass(frozen=True, slots=True)
class Term:
    """What can be meant.

    Attributes:
        id: whatever the caller knows it by.
        labels: its name first, then other words for it.
        text: what it is, in sentences; it weighs little.
        run: more labels where it is not known how one ends and the next begins.
    """

    id: str
    labels: tuple[str, ...]
    text: str = ""
    run: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A term that the text may mean; ``score`` orders, ``said`` is whether the text has a whole label in it."""

    id: str
    score: float
    label: str
    said: bool


class Linker:
    """An index over terms; made once, asked often."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = list(terms)
        self.labels = [(place, label) for place, term in enumerate(self.terms) for label in term.labels]
        self.of_label = np.array([place for place, _ in self.labels], dtype=np.int64)
        self.starts = np.searchsorted(self.of_label, np.arange(len(self.terms)))
        split = [words(label) for _, label in self.labels]
        stemmed = [stems(label) for _, label in self.labels]
        self._label_stems = stemmed
        self._label_words, self._label_runs = Field(stemmed), Field(runs(one) for one in split)
        ends = np.searchsorted(self.of_label, np.arange(len(self.terms)), side="right")
        spans = list(zip(self.starts.tolist(), ends.tolist(), strict=True))
        together = list(zip(self.terms, spans, strict=True))
        self._term_words = Field(
            [*(word for one in stemmed[a:b] for word in one), *stems(term.run)] for term, (a, b) in together
        )
        self._term_runs = Field(
            [*(run for one in split[a:b] for run in runs(one)), *runs(words(term.run))]
            for term, (a, b) in together
        )
        self._term_texts = Field(telling(stems(term.text)) for term in self.terms)

    def label_scores(self, text: str) -> tuple[Scores, Scores]:
        """Each label's own score, and each term's."""
        spoken = telling(words(core(text)))
        stemmed = telling(stems(core(text)))
        if len(spoken) > LONG_TEXT:
            labels = self._label_words.covered(stemmed)
        else:
            labels = OF_WORDS * self._label_words.likeness(stemmed)
            labels += (1 - OF_WORDS) * self._label_runs.likeness(runs(spoken))
        best: NDArray[np.float32] = np.maximum.reduceat(labels, self.starts)
        terms = OF_BEST_LABEL * best + OF_ALL_WORDS * self._term_words.likeness(stemmed)
        terms += OF_ALL_RUNS * self._term_runs.likeness(runs(spoken))
        terms += OF_TEXT * self._term_texts.likeness(stemmed)
        return labels, terms + best

    def link(self, text: str, *, limit: int = 10, least: float = 0.0) -> list[Link]:
        """The likeliest terms; nothing for a text without words that tell something."""
        if not self.terms or IDLE.issuperset(words(text)):
            return []
        labels, terms = self.label_scores(text)
        said = self._said(text)
        order = np.argsort(-(terms + said), kind="stable")[:limit]
        return [
            Link(
                self.terms[place].id, float(terms[place]), self._best_label(labels, place), bool(said[place])
            )
            for place in order.tolist()
            if terms[place] > least
        ]

    def ranked_labels(self, text: str, *, limit: int = 100, apart: int = 5) -> list[int]:
        """The places of the likeliest labels. The first ``apart`` are each of another term, as a list of choices is."""
        labels, terms = self.label_scores(text)
        order = np.argsort(-(labels + terms[self.of_label]), kind="stable")[: limit * 20].tolist()
        first: dict[int, int] = {}
        for place in order:
            if len(first) < apart:
                first.setdefault(int(self.of_label[place]), place)
        chosen = set(first.values())
        return [*first.values(), *(place for place in order if place not in chosen)][:limit]

    def _best_label(self, labels: Scores, place: int) -> str:
        start = int(self.starts[place])
        end = start + len(self.terms[place].labels)
        return self.labels[start + int(np.argmax(labels[start:end]))][1]

    def _said(self, text: str) -> Scores:
        """1 for each term of which a whole label stands in the text, its words beside each other."""
        spoken = stems(text)
        line = f" {' '.join(spoken)} "
        found = np.zeros(len(self.terms), dtype=np.float32)
        for place in np.flatnonzero(self._label_words.covered(spoken) >= COVERS).tolist():
            if f" {' '.join(self._label_stems[place])} " in line:
                found[self.of_label[place]] = 1.0
        return found
