"""What a free text asks for in a hall’s own terms, and how well what a person has fits it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.conf import settings

from hirehall.formulas.linking import Linker, Term
from hirehall.formulas.linking.words import stems
from hirehall.skills.models import Skill
from hirehall.skills.neighbours import near_by_name
from hirehall.skills.reference import by_label

LEAST = 0.35
SHARED_LABELS = 0.5
OF_LEVEL = {1: 0.6, 2: 0.9, 3: 1.0}
OF_NICE = 0.3
NEAREST = 6


@dataclass(frozen=True, slots=True)
class Suggested:
    """A skill that a text seems to ask for, and the hall’s word for it that spoke."""

    skill: Skill
    score: float
    word: str
    said: bool


@dataclass(frozen=True, slots=True)
class Near:
    """A skill that is asked for and not claimed, and the claimed one that stands in for a part of it."""

    asked_id: UUID
    claimed_id: UUID
    closeness: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How well claims fit what is asked, 0..1, and why; where nothing is asked, 1.

    Attributes:
        matched: asked for and claimed.
        near: asked for, not claimed, but a neighbour is; not in ``missing``.
        missing: asked for, and neither claimed nor near.
    """

    share: float
    matched: tuple[UUID, ...]
    near: tuple[Near, ...]
    missing: tuple[UUID, ...]


Closeness = Mapping[frozenset[UUID], float]
_Known = tuple[tuple[UUID, str, tuple[str, ...]], ...]


def open_with_words(hall_id: UUID) -> list[Skill]:
    rows = Skill.objects.filter(hall_id=hall_id, closed_at=None, category__closed_at=None)
    return list(rows.select_related("category").order_by("category__position", "name"))


def link(hall_id: UUID, text: str, *, limit: int = 6, least: float = LEAST) -> list[Suggested]:
    """The open skills of the hall that a text asks for, the likeliest first. One query."""
    rows = open_with_words(hall_id)
    by_id = {str(row.id): row for row in rows}
    found = linker(_known(rows)).link(text, limit=limit, least=least)
    return [Suggested(by_id[one.id], one.score, one.label, one.said) for one in found]


def closeness(hall_id: UUID) -> Closeness:
    """How near the hall’s skills are to each other; read once for many people. One query."""
    return _closeness(_known(Skill.objects.filter(hall_id=hall_id).order_by("id")))


def neighbours(hall_id: UUID, skill_id: UUID) -> list[tuple[UUID, float]]:
    """The nearest other skills, the closest first."""
    found = [
        (next(iter(pair - {skill_id})), close)
        for pair, close in closeness(hall_id).items()
        if skill_id in pair
    ]
    return sorted(found, key=lambda one: (-one[1], str(one[0])))[:NEAREST]


def fit(must: Sequence[UUID], nice: Sequence[UUID], claimed: Mapping[UUID, int], near: Closeness) -> Fit:
    """How well one person’s claims fit what is asked.

    Each asked skill counts once, a nice one ``OF_NICE`` of a must; a claim counts by its level, a neighbour’s claim
    by its level and how near it is. Pure: for many people read ``closeness`` once and call this for each.

    Args:
        claimed: the level (1 to 3) of each claimed skill.
    """
    wanted = {**dict.fromkeys(nice, OF_NICE), **dict.fromkeys(must, 1.0)}
    if not wanted:
        return Fit(1.0, (), (), ())
    got = 0.0
    matched, stand_ins, missing = [], [], []
    for skill_id, weight in wanted.items():
        if skill_id in claimed:
            matched.append(skill_id)
            got += weight * OF_LEVEL[claimed[skill_id]]
        elif (best := _nearest(skill_id, claimed, near)) is not None:
            stand_ins.append(best)
            got += weight * best.closeness * OF_LEVEL[claimed[best.claimed_id]]
        else:
            missing.append(skill_id)
    return Fit(got / sum(wanted.values()), tuple(matched), tuple(stand_ins), tuple(missing))


def _nearest(skill_id: UUID, claimed: Mapping[UUID, int], near: Closeness) -> Near | None:
    found = [
        Near(skill_id, other, close)
        for other in claimed
        if (close := near.get(frozenset((skill_id, other)), 0.0)) > 0
    ]
    return max(
        found,
        key=lambda one: (one.closeness * OF_LEVEL[claimed[one.claimed_id]], str(one.claimed_id)),
        default=None,
    )


def _known(rows: Iterable[Skill]) -> _Known:
    return tuple((row.id, row.name, tuple(row.synonyms)) for row in rows)


@lru_cache(maxsize=64)
def linker(known: _Known) -> Linker:
    """The index over these skills. Kept by what they are called, so a changed word makes another.

    A skill whose name or other word is a label of ESCO is found by the other labels and the description there too.
    """
    esco = by_label(settings.CONFIG.home)
    terms = []
    for id_, name, words in known:
        concept = next((esco[label.lower()] for label in (name, *words) if label.lower() in esco), None)
        if concept is None:
            terms.append(Term(str(id_), (name, *words)))
        else:
            labels = dict.fromkeys((name, *words, concept.label, *concept.others))
            terms.append(Term(str(id_), tuple(labels), text=concept.text, run=concept.run))
    return Linker(terms)


@lru_cache(maxsize=64)
def _closeness(known: _Known) -> Closeness:
    by_name = near_by_name()
    labels = {id_: {" ".join(stems(word)) for word in (name, *words)} for id_, name, words in known}
    found: dict[frozenset[UUID], float] = {}
    for place, (one, name, _) in enumerate(known):
        for other, other_name, _ in known[place + 1 :]:
            close = by_name.get(frozenset((name.lower(), other_name.lower())), 0.0)
            if labels[one] & labels[other]:
                close = max(close, SHARED_LABELS)
            if close:
                found[frozenset((one, other))] = close
    return found
