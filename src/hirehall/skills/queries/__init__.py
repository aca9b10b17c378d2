"""How the taxonomy, claims and portfolios are obtained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from hirehall.files.queries import picture_href
from hirehall.foundation.reads import kept
from hirehall.halls.models import Member
from hirehall.halls.queries.joining import hide_elsewhere
from hirehall.halls.states.joining import Standing
from hirehall.people import queries as people
from hirehall.skills import rules
from hirehall.skills.models import Category, PortfolioPiece, Showing, Skill, SkillClaim
from hirehall.skills.queries.linking import link, open_with_words
from hirehall.skills.rules import NOTHING_MORE, Extras
from hirehall.skills.seed import SEED
from hirehall.skills.states import Shown, Use
from hirehall.skills.uses import OF_CATEGORIES, OF_SKILLS

TYPO_LIKENESS = 0.25
ENOUGH_SKILLS = 3


@dataclass(frozen=True, slots=True)
class ShownSkill:
    """A claimed skill as profiles and cards show it."""

    id: UUID
    name: str
    slug: str
    category: str
    level: int
    hall_id: UUID

    @property
    def level_text(self) -> str:
        return str(SkillClaim.Level(self.level).label)


def shown_for_many(person_ids: Iterable[UUID]) -> dict[UUID, list[ShownSkill]]:
    """What each person claims, the best level first, in one query; nobody without claims has a key."""
    found: dict[UUID, list[ShownSkill]] = {}
    for row in _claims(tuple(person_ids)):
        skill = row.skill
        shown = ShownSkill(
            row.skill_id, skill.name, skill.slug, skill.category.name, row.level, skill.hall_id
        )
        found.setdefault(row.person_id, []).append(shown)
    return found


@kept
def _claims(person_ids: tuple[UUID, ...]) -> QuerySet[SkillClaim]:
    found = SkillClaim.objects.filter(person_id__any_of=person_ids).select_related("skill__category")
    return found.order_by("-level", "position", "skill__name")


def shown_for(person_id: UUID) -> list[ShownSkill]:
    """What a person claims, in whichever hall, the best level first."""
    return shown_for_many([person_id]).get(person_id, [])


def shown_here(person_ids: Iterable[UUID], hall_id: UUID) -> dict[UUID, list[ShownSkill]]:
    """What a hall shows of it to others: words of other halls only of whom it shows what they earned there."""
    claims = shown_for_many(person_ids)
    hidden = hide_elsewhere(hall_id, claims.keys())
    return {
        person_id: [one for one in shown if one.hall_id == hall_id or person_id not in hidden]
        for person_id, shown in claims.items()
    }


def claimed_in(person_id: UUID, hall_id: UUID) -> list[Skill]:
    """The open skills of a hall that a person claims, the best level first."""
    rows = Skill.objects.filter(claims__person_id=person_id, hall_id=hall_id, closed_at=None)
    return list(rows.order_by("-claims__level", "claims__position", "name"))


def claimants(skill_ids: Sequence[UUID]) -> list[UUID]:
    """Who claims any of the skills."""
    rows = SkillClaim.objects.filter(skill_id__in=skill_ids).order_by("person_id")
    return list(rows.values_list("person_id", flat=True).distinct())


def uses_of_skill(skill_id: UUID) -> list[Use]:
    """What names the skill, a query for each kind; nothing for a kind without any."""
    return [use for ask in OF_SKILLS if (use := ask(skill_id)).many]


def uses_of_category(category_id: UUID) -> list[Use]:
    return [use for ask in OF_CATEGORIES if (use := ask(category_id)).many]


def open_categories(hall_id: UUID) -> list[Category]:
    return list(Category.objects.filter(hall_id=hall_id, closed_at=None).order_by("position", "name"))


def trades_by_hall() -> dict[UUID, list[str]]:
    """The names of the open categories of every hall, in their order. One query."""
    found: dict[UUID, list[str]] = {}
    rows = Category.objects.filter(closed_at=None).order_by("position", "name")
    for hall_id, name in rows.values_list("hall_id", "name"):
        found.setdefault(hall_id, []).append(name)
    return found


def open_skills(hall_id: UUID) -> list[Skill]:
    """Every skill of the hall that can be claimed or asked for, by category and name."""
    return open_with_words(hall_id)


def taxonomy(hall_id: UUID) -> list[tuple[Category, list[Skill]]]:
    """Every category with all its skills, closed ones included; for the operator's desk."""
    skills: dict[UUID, list[Skill]] = {}
    for skill in Skill.objects.filter(hall_id=hall_id).order_by("name"):
        skills.setdefault(skill.category_id, []).append(skill)
    categories = Category.objects.filter(hall_id=hall_id).order_by("position", "name")
    return [(category, skills.get(category.id, [])) for category in categories]


def seed_categories() -> list[tuple[str, str, str, list[tuple[str, tuple[str, ...]]]]]:
    """What a hall without a template starts with: slug, name and icon of each category, and its skills."""
    return [(one.slug, one.name, one.icon, one.skills()) for one in SEED]


def skill_named(hall_id: UUID, text: str) -> Skill | None:
    """The open skill with exactly this name or synonym, ignoring case."""
    wanted = " ".join(text.split()).lower()
    return next(
        (
            skill
            for skill in open_skills(hall_id)
            if wanted == skill.name.lower() or wanted in {word.lower() for word in skill.synonyms}
        ),
        None,
    )


def find_skills(hall_id: UUID, text: str, *, limit: int = 10) -> list[Skill]:
    """Open skills like ``text``: by the start of a name or synonym first, then by what it means, then by spelling."""
    wanted = " ".join(text.split()).lower()
    if not wanted:
        return []
    starting = [
        skill
        for skill in open_skills(hall_id)
        if any(word.lower().startswith(wanted) for word in (skill.name, *skill.synonyms))
    ]
    meant = [one.skill for one in link(hall_id, wanted, limit=limit)] if len(starting) < limit else []
    starting = list({skill.id: skill for skill in (*starting, *meant)}.values())
    if len(starting) >= limit:
        return starting[:limit]
    alike = (
        Skill.objects.filter(hall_id=hall_id, closed_at=None)
        .annotate(likeness=TrigramSimilarity("name", wanted))
        .filter(Q(likeness__gte=TYPO_LIKENESS) | Q(name__icontains=wanted))
        .exclude(id__in=[skill.id for skill in starting])
        .order_by("-likeness", "name")
    )
    return [*starting, *alike[: limit - len(starting)]]


def skills_by_ids(skill_ids: Sequence[UUID]) -> dict[UUID, Skill]:
    return {skill.id: skill for skill in Skill.objects.filter(id__in=skill_ids)}


def in_their_place(skill_ids: Sequence[UUID]) -> dict[UUID, Skill]:
    """For each retired one of these what stands in its place today, at the end of the chain; nothing for others.

    One query for each link. A skill that was retired without a successor has no key, nor one whose chain ends so.
    """
    found = {one.id: one for one in Skill.objects.filter(id__in=skill_ids, closed_at__isnull=False)}
    known: dict[UUID, Skill] = {}
    wanted = {one.successor_id for one in found.values() if one.successor_id}
    while wanted:
        rows = {one.id: one for one in Skill.objects.filter(id__in=wanted)}
        known |= rows
        wanted = {one.successor_id for one in rows.values() if one.closed_at and one.successor_id} - set(
            known
        )
    ends = {skill_id: _end_of(one, known) for skill_id, one in found.items()}
    return {skill_id: end for skill_id, end in ends.items() if end is not None}


def _end_of(skill: Skill, known: dict[UUID, Skill]) -> Skill | None:
    passed = {skill.id}
    while skill.closed_at is not None:
        onward = known.get(skill.successor_id) if skill.successor_id else None
        if onward is None or onward.id in passed:
            return None
        passed.add(onward.id)
        skill = onward
    return skill


@dataclass(frozen=True, slots=True)
class Piece:
    """A portfolio piece as it is shown."""

    id: UUID
    title: str
    text: str
    link: str
    images: tuple[str, ...]
    thumbnails: tuple[str, ...]
    image_ids: tuple[UUID, ...]
    showing_id: UUID | None = None
    extras: Extras = NOTHING_MORE
    person_id: UUID | None = None


def pieces_of(person_id: UUID) -> list[Piece]:
    """A person's portfolio in its order."""
    return [_piece(row) for row in _pieces(person_id)]


def pieces_shown(person_id: UUID, hall_id: UUID) -> list[Piece]:
    """What of a person's portfolio is shown in a hall, in its order, each with its page there."""
    return [_piece(row, row.showing_id) for row in _shown(person_id, hall_id)]  # type: ignore[attr-defined]


def piece_in(piece_id: UUID, hall_id: UUID) -> Piece | None:
    """A piece that something is about, with its page in the hall while it is shown there.

    None when it is gone, or the hall has hidden it; without its pictures when it is not shown there any more.
    """
    shown = on_show(Showing.objects.filter(piece_id=OuterRef("pk"), hall_id=hall_id))
    hidden = Showing.objects.filter(piece_id=OuterRef("pk"), hall_id=hall_id, state=Shown.HIDDEN.value)
    rows = PortfolioPiece.objects.filter(~Exists(hidden), id=piece_id).annotate(
        showing_id=Subquery(shown.values("id"))
    )
    found = next((_piece(row, row.showing_id) for row in rows), None)
    return found if found is None or found.showing_id else replace(found, images=(), thumbnails=())


def piece_by(maker_id: UUID, piece_id: UUID | None, hall_id: UUID) -> Piece | None:
    """The piece by its id, while its maker shows it in the hall; None for what is not theirs or not shown."""
    shown = pieces_shown(maker_id, hall_id) if piece_id is not None else []
    return next((one for one in shown if one.id == piece_id), None)


def on_show(rows: QuerySet[Showing], *, findable: bool = False) -> QuerySet[Showing]:
    """Of these, what others see: shown by a member of that hall, whom nobody has closed or suspended.

    Who leaves a hall, or is suspended there, takes their work off its walls with it, and back when they are back.

    Args:
        findable: only of members whom the hall's search may find, for what one comes upon.
    """
    members = Member.objects.filter(
        hall_id=OuterRef("hall_id"), person_id=OuterRef("person_id"), state=Standing.JOINED.value
    )
    if findable:
        members = members.filter(shown_in_search=True)
    return rows.filter(
        Exists(members),
        state=Shown.SHOWN.value,
        person__closed_at=None,
        person__suspended_at=None,
    )


def is_on_show(showing: Showing) -> bool:
    """Whether others see it."""
    return on_show(Showing.objects.filter(id=showing.id)).exists()


def is_shown_in(hall_id: UUID | None, piece_id: UUID) -> bool:
    """Whether others see the piece in the hall; where no hall is asked, in any. One query."""
    rows = Showing.objects.filter(piece_id=piece_id)
    return on_show(rows if hall_id is None else rows.filter(hall_id=hall_id)).exists()


def hidden_among(piece_ids: Iterable[UUID], hall_id: UUID | None) -> set[UUID]:
    """Of these pieces, what the hall’s operators have hidden; where no hall is asked, those of any. One query."""
    rows = Showing.objects.filter(piece_id__in=list(piece_ids), state=Shown.HIDDEN.value)
    found = rows if hall_id is None else rows.filter(hall_id=hall_id)
    return set(found.values_list("piece_id", flat=True))


def showing_here(piece_id: UUID | None, hall_id: UUID) -> Showing | None:
    """A piece that others see in the hall; with the piece and its maker."""
    rows = on_show(Showing.objects.filter(piece_id=piece_id, hall_id=hall_id))
    return rows.select_related("piece", "person").first() if piece_id is not None else None


def skills_of(showing: Showing | None) -> tuple[UUID, ...]:
    """The skills that a piece shows in its hall, as far as one can still ask for them there."""
    if showing is None or not showing.skill_ids:
        return ()
    open_ones = {one.id for one in open_skills(showing.hall_id)}
    return tuple(one for one in showing.skill_ids if one in open_ones)


def _piece(row: PortfolioPiece, showing_id: UUID | None = None) -> Piece:
    return Piece(
        row.id,
        row.title,
        row.text,
        row.link,
        tuple(picture_href(image) or "" for image in row.cover_ids),
        tuple(picture_href(image, small=True) or "" for image in row.cover_ids),
        tuple(row.image_file_ids),
        showing_id,
        Extras(
            tuple(row.alts), row.before_file_id, row.after_file_id, row.before_alt, row.after_alt, row.video
        ),
        row.person_id,
    )


@kept
def _pieces(person_id: UUID) -> QuerySet[PortfolioPiece]:
    return PortfolioPiece.objects.filter(person_id=person_id).order_by("position", "id")


@kept
def _shown(person_id: UUID, hall_id: UUID) -> QuerySet[PortfolioPiece]:
    here = on_show(Showing.objects.filter(piece_id=OuterRef("pk"), hall_id=hall_id))
    rows = PortfolioPiece.objects.filter(person_id=person_id).annotate(showing_id=Subquery(here.values("id")))
    return rows.filter(showing_id__isnull=False).order_by("position", "id")


def is_film_address(address: str) -> bool:
    """Whether a film may lie there, by the operator’s list of today."""
    return bool(address) and rules.is_film_address(address)


def showing_of(piece_id: UUID, hall_id: UUID) -> Showing | None:
    """How a piece stands in a hall; None where it never did."""
    return Showing.objects.filter(piece_id=piece_id, hall_id=hall_id).first()


def profile_steps(person_id: UUID) -> list[people.Step]:
    """What skills and pieces do for a profile: done or to do, each with the field that does it."""
    claims = SkillClaim.objects.filter(person_id=person_id).count()
    rows = PortfolioPiece.objects.filter(person_id=person_id).order_by("position", "id")
    pieces = list(rows.values_list("id", "image_file_ids"))
    mine, portfolio = reverse("skills:mine"), reverse("skills:portfolio")
    bare = next((reverse("skills:piece", args=[piece]) for piece, images in pieces if not images), portfolio)
    pictured = any(images for _, images in pieces)
    return [
        (claims >= ENOUGH_SKILLS, f"Claim at least {ENOUGH_SKILLS} skills", f"{mine}#id_skill"),
        (bool(pieces), "Show a first piece of work", f"{portfolio}#id_title"),
        (pictured, "Add a picture to a piece", f"{bare}#id_pictures"),
    ]


def own_data_of(person_id: UUID) -> dict[str, object]:
    """What ``skills`` knows of a person, for their own archive."""
    return {
        "skills": [
            {"name": shown.name, "category": shown.category, "level": shown.level_text}
            for shown in shown_for(person_id)
        ],
        "portfolio": [
            {
                "title": piece.title,
                "text": piece.text,
                "link": piece.link,
                "pictures": piece.image_ids,
                "descriptions": piece.extras.alts,
                "film": piece.extras.video,
            }
            for piece in pieces_of(person_id)
        ],
    }
