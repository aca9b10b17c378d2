"""Which texts of a hall share passages, and the two beside each other for an editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q

from hirehall.engagements.unit import rules
from hirehall.engagements.unit.models import CopyFound, KeptText, UnitOrder
from hirehall.foundation import shingles
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.people.models import Membership

LEAST_PRINTS, LEAST_PERMILLE, MOST_NEAR, SHOWN = 3, 80, 5, 60_000
# Another text of the same order is the same work; an editor sees what of the new text is in the other.
NEAR = """
    SELECT other.id, other.order_id, other.digest = %(digest)s,
           cardinality(ARRAY(SELECT unnest(other.prints) INTERSECT SELECT unnest(%(prints)s::bigint[]))) AS shared
    FROM unit_text AS other
    WHERE other.hall_id = %(hall)s AND other.id <> %(id)s
      AND (other.order_id IS NULL OR other.order_id IS DISTINCT FROM %(order)s)
      AND other.prints && %(prints)s::bigint[]
    UNION
    SELECT other.id, other.order_id, true, %(all)s FROM unit_text AS other
    WHERE other.hall_id = %(hall)s AND other.id <> %(id)s
      AND (other.order_id IS NULL OR other.order_id IS DISTINCT FROM %(order)s)
      AND other.digest = %(digest)s
    ORDER BY 3 DESC, 4 DESC, 1 LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Near:
    """A text that shares passages, and how many of a thousand prints."""

    id: UUID
    permille: int
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """One of the two texts: whose it is, of what, and its pieces with what is shared marked."""

    who: str
    handle: str
    of: str
    contract_id: UUID | None
    made_at: object
    pieces: list[tuple[str, bool]]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class CopyPage:
    copy: CopyFound
    percent: int
    new: Beside
    old: Beside


def near_texts(text: KeptText) -> list[Near]:
    """The texts of the hall that share enough with this one, the most first, one of each order. One query, by index."""
    given = {
        "id": text.id, "hall": text.hall_id, "order": text.order_id, "digest": text.digest,
        "prints": text.prints, "all": max(len(text.prints), 1), "most": MOST_NEAR * 2,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(NEAR, given)
        rows = cursor.fetchall()
    found: dict[UUID, Near] = {}
    for id_, order_id, exact, shared in rows:
        permille = min(1000, 1000 * shared // given["all"])
        if exact or (shared >= LEAST_PRINTS and permille >= LEAST_PERMILLE):
            found.setdefault(order_id or id_, Near(id_, 1000 if exact else permille, exact))
    return list(found.values())[:MOST_NEAR]


def text_to_compare(text_id: UUID) -> KeptText:
    """The text, locked.

    Raises:
        Refused: ``text.not_found``.
    """
    found = KeptText.objects.select_for_update(no_key=True).filter(id=text_id).first()
    if found is None:
        raise not_found("text")
    return found


def texts_to_compare(of_id: UUID) -> list[UUID]:
    """The texts of this order or this sample that have not been compared yet."""
    rows = KeptText.objects.filter(Q(order_id=of_id) | Q(sample_id=of_id), compared_at=None)
    return list(rows.values_list("id", flat=True))


def copies_waiting(hall_id: UUID) -> list[CopyFound]:
    """What an editor has not looked at, the most alike first. One query."""
    rows = CopyFound.objects.filter(text__hall_id=hall_id, is_copy=None).defer("text__text", "text__prints")
    rows = rows.select_related("text__person", "text__delivery__order", "other__person")
    return list(rows.defer("other__text", "other__prints").order_by("-permille", "id")[:100])


def is_copied(order_id: UUID) -> bool:
    """Whether an editor has found that a text of this order is a copy."""
    return CopyFound.objects.filter(text__order_id=order_id, is_copy=True).exists()


def copy_to_judge(copy_id: UUID, hall_id: UUID) -> CopyFound:
    """What was found, locked, with the two texts.

    Raises:
        Refused: ``copy.not_found``.
    """
    rows = CopyFound.objects.select_for_update(no_key=True, of=("self",)).select_related("text", "other")
    found = rows.filter(id=copy_id, text__hall_id=hall_id).first()
    if found is None:
        raise not_found("copy")
    return found


def contract_of_text(text: KeptText) -> UnitOrder | None:
    """The work that a text was handed in for, with its contract."""
    if text.order_id is None:
        return None
    return UnitOrder.objects.filter(id=text.order_id).select_related("contract").first()


def own_copies(found: Sequence[CopyFound], person_id: UUID) -> set[UUID]:
    """Which of these concern somebody: one of the two texts is theirs, or of an order of their side. Two queries."""
    texts = [text for one in found for text in (one.text, one.other)]
    orders = {text.order_id for text in texts if text.order_id is not None}
    sides = UnitOrder.objects.filter(id__in=orders).values_list(
        "id",
        "contract__client_id",
        "contract__freelancer_id",
        "contract__organisation_id",
        "contract__agency_id",
    )
    houses = Membership.objects.filter(person_id=person_id).values_list("organisation_id", flat=True)
    me = {person_id, *houses}
    own = {order_id for order_id, *those in sides if me.intersection(those)}
    return {
        one.id
        for one in found
        if any(text.person_id == person_id or text.order_id in own for text in (one.text, one.other))
    }


def own_case() -> Refused:
    """Why an editor neither reads nor judges what concerns them."""
    return Refused("unit.own_case", "Nobody judges a text of their own order.", because=Because.FORBIDDEN)


def copy_page(copy_id: UUID, hall_id: UUID, *, by: Actor) -> CopyPage:
    """The two texts beside each other, for an editor whom neither concerns.

    Raises:
        Refused: ``copy.not_found``, ``unit.own_case``.
    """
    both = ("text__person", "other__person", "text__delivery", "other__delivery", "judged_by")
    found = CopyFound.objects.filter(id=copy_id, text__hall_id=hall_id).select_related(*both).first()
    if found is None:
        raise not_found("copy")
    if own_copies([found], by.require_person()):
        raise own_case()
    works = UnitOrder.objects.filter(id__in=[found.text.order_id, found.other.order_id])
    titles = dict(works.values_list("id", "title"))
    new, old = found.text, found.other
    return CopyPage(
        copy=found, percent=found.permille // 10, new=_beside(new, old, titles), old=_beside(old, new, titles)
    )


def _beside(text: KeptText, other: KeptText, titles: dict[UUID, str]) -> Beside:
    said = rules.in_lines(text.text)
    return Beside(
        who=text.person.name,
        handle=text.person.handle,
        of=titles.get(text.order_id, "A text for a level") if text.order_id else "A text for a level",
        contract_id=text.order_id,
        made_at=text.made_at,
        pieces=shingles.marked(said[:SHOWN], other.text),
        is_cut=len(said) > SHOWN,
    )
