"""The taxonomy, claims and portfolio: what is refused moves nothing."""

from __future__ import annotations

from typing import Any

import pytest

from hirehall.foundation.actor import Actor, system
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.skills import queries, rules
from hirehall.skills.actions.add_category import add_category
from hirehall.skills.actions.add_piece import add_piece
from hirehall.skills.actions.add_skill import add_skill
from hirehall.skills.actions.change_piece import change_piece
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.actions.close_skill import close_skill
from hirehall.skills.actions.rename_category import rename_category
from hirehall.skills.actions.reopen_skill import reopen_skill
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.models import Category, PortfolioPiece, Skill, SkillClaim
from hirehall.skills.seed import SEED
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.files import make_upload, picture_bytes

pytestmark = pytest.mark.django_db
BY = system("command")


@pytest.fixture
def hall() -> Hall:
    made = make_hall()
    seed_taxonomy(made.id, by=BY)
    return made


@pytest.fixture
def amara(hall: Hall) -> Actor:
    return actor_of(make_person("Amara Okafor"))


def refused(call: Any, *args: Any, **kwargs: Any) -> str:
    before = FactRow.objects.count()
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    assert FactRow.objects.count() == before
    return caught.value.code


def test_the_seed_has_eight_categories_and_unambiguous_names(hall: Hall) -> None:
    names = [name for category in SEED for name, _ in category.skills()]
    assert len(SEED) == 8
    assert len(names) == len({name.lower() for name in names}) == 120
    assert Skill.objects.count() == 120


def test_seeding_again_adds_nothing(hall: Hall) -> None:
    assert seed_taxonomy(hall.id, by=BY) == 0
    assert FactRow.objects.filter(name="taxonomy.seeded").count() == 1


def test_skills_are_found_by_start_synonym_and_in_spite_of_typos(hall: Hall) -> None:
    assert queries.find_skills(hall.id, "typo", limit=2)[0].name == "Typography"
    assert queries.find_skills(hall.id, "k8s") == []
    assert "Android" in [skill.name for skill in queries.find_skills(hall.id, "kotlin")]
    assert queries.find_skills(hall.id, "jvascript")[0].name == "JavaScript"


def test_a_closed_skill_stays_on_profiles_and_cannot_be_claimed_anew(hall: Hall, amara: Actor) -> None:
    skill = queries.skill_named(hall.id, "Django")
    assert skill is not None
    claim_skill(skill.id, level=3, by=amara)
    close_skill(skill.id, by=BY)
    other = actor_of(make_person("Jonas Weber"))
    assert refused(claim_skill, skill.id, level=1, by=other) == "skill.closed"
    assert [shown.name for shown in queries.shown_for(amara.person_id or skill.id)] == ["Django"]
    assert queries.skill_named(hall.id, "Django") is None
    reopen_skill(skill.id, by=BY)
    claim_skill(skill.id, level=1, by=other)
    assert SkillClaim.objects.count() == 2


def test_a_person_shows_a_limited_number_of_skills(hall: Hall, amara: Actor) -> None:
    skills = queries.open_skills(hall.id)
    for skill in skills[: rules.CLAIMS_AT_MOST]:
        claim_skill(skill.id, level=2, by=amara)
    assert refused(claim_skill, skills[rules.CLAIMS_AT_MOST].id, level=2, by=amara) == "skill.too_many"
    claim_skill(skills[0].id, level=3, by=amara)
    assert SkillClaim.objects.count() == rules.CLAIMS_AT_MOST


def test_a_renamed_category_keeps_its_address(hall: Hall) -> None:
    category = Category.objects.get(hall=hall, slug="design")
    rename_category(category.id, by=BY, name="Design and brand")
    category.refresh_from_db()
    assert (category.slug, category.name) == ("design", "Design and brand")
    assert refused(rename_category, category.id, by=BY, name=" ") == "category.name_missing"


def test_names_are_unique_within_a_hall(hall: Hall) -> None:
    assert refused(add_category, hall.id, by=BY, name="design") == "category.exists"
    category = Category.objects.get(hall=hall, slug="design")
    assert refused(add_skill, category.id, by=BY, name="DJANGO") == "skill.exists"
    assert add_skill(category.id, by=BY, name="C++", synonyms=("cpp", " ")).slug == "c-plus-plus"


def test_only_pictures_hang_in_a_portfolio(amara: Actor) -> None:
    words = make_upload(amara)
    assert refused(add_piece, by=amara, title="X", image_ids=[words.id]) == "picture.not_found"
    assert PortfolioPiece.objects.count() == 0
    words.refresh_from_db()
    assert words.subject_kind == ""


def test_a_piece_has_a_title_a_web_link_and_few_pictures(amara: Actor) -> None:
    assert refused(add_piece, by=amara, title=" ") == "piece.title_missing"
    assert refused(add_piece, by=amara, title="X", link="javascript:alert(1)") == "piece.link_invalid"
    pictures = [
        make_upload(amara, name="a.png", data=picture_bytes(60 + number), purpose="portfolio").id
        for number in range(rules.PICTURES_PER_PIECE_AT_MOST + 1)
    ]
    assert refused(add_piece, by=amara, title="X", image_ids=pictures) == "piece.too_many_pictures"


def test_nobody_changes_somebody_elses_piece(amara: Actor) -> None:
    piece = add_piece(by=amara, title="Ledger")
    other = actor_of(make_person("Jonas Weber"))
    change = {"title": "Mine", "text": "", "link": "", "image_ids": ()}
    assert refused(change_piece, piece.id, by=other, **change) == "piece.not_found"
    piece.refresh_from_db()
    assert piece.title == "Ledger"


def test_the_skills_of_many_people_take_one_query(
    hall: Hall, amara: Actor, django_assert_num_queries: Any
) -> None:
    people = [actor_of(make_person(f"Person {number}")) for number in range(6)]
    for skill, person in zip(queries.open_skills(hall.id), people, strict=False):
        claim_skill(skill.id, level=1, by=person)
    ids = [person.person_id for person in people if person.person_id]
    with django_assert_num_queries(1):
        assert len(queries.shown_for_many(ids)) == 6
