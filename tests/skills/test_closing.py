"""A skill or a field of work is retired: what uses it is counted, and its successor stands in its place."""

from __future__ import annotations

import pytest

from hirehall.engagements.listing.models import SavedSearch
from hirehall.foundation import jobs
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.market.actions.close_brief import close_brief
from hirehall.market.actions.reopen_brief import reopen_brief
from hirehall.market.models import Brief, FreelancerListing
from hirehall.market.operations import refresh_listing
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.actions.close_category import close_category, reopen_category
from hirehall.skills.actions.close_skill import close_skill
from hirehall.skills.actions.rename_skill import rename_skill
from hirehall.skills.actions.reopen_skill import reopen_skill
from hirehall.skills.models import Category, Skill, SkillClaim
from hirehall.skills.queries import open_skills, uses_of_category, uses_of_skill
from hirehall.vetting.models import Bank
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.market import make_brief, make_skill

pytestmark = pytest.mark.django_db
BY = system("command")


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def code(call, *args, **kwargs) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused) as caught:
        call(*args, by=BY, **kwargs)
    return caught.value.code


def test_what_takes_the_place_of_a_skill_stands_wherever_something_is_open(hall: Hall) -> None:
    old, new = make_skill(hall, "Angular"), make_skill(hall, "React")
    client = actor_of(make_person("Greta", Hat.CLIENT))
    both, one = make_person("Mateus"), make_person("Bea")
    for who, skill, level in ((both, old, 3), (both, new, 1), (one, old, 2)):
        claim_skill(skill.id, by=actor_of(who), level=level)
    refresh_listing(one.id)
    asked = make_brief(hall, client, must_skill_ids=[old.id, new.id], nice_skill_ids=[])
    past = make_brief(hall, client, must_skill_ids=[old.id], nice_skill_ids=[])
    Brief.objects.filter(id=past.id).update(state="closed")
    bank = Bank.objects.create(hall=hall, skill=old, opened_at=asked.made_at)
    assert [(use.name, use.many, use.is_open) for use in uses_of_skill(old.id)] == [
        ("people who say they have it", 2, True),
        ("open brief", 1, True),
        ("finished brief", 1, False),
        ("skill test", 1, True),
    ]
    close_skill(old.id, by=BY, successor_id=new.id)
    jobs.drain()
    claims = SkillClaim.objects.order_by("person__name").values_list("person__name", "skill__name", "level")
    assert list(claims) == [("Bea", "React", 2), ("Mateus", "React", 3)]
    assert FreelancerListing.objects.get(person=one).skill_names == ["React"]
    asked.refresh_from_db()
    past.refresh_from_db()
    bank.refresh_from_db()
    assert (asked.skill_ids, asked.skill_names) == ([new.id], ["React"])
    assert [row.skill_id for row in asked.skills.all()] == [new.id]
    assert (past.skill_names, [row.skill_id for row in past.skills.all()]) == (["Angular"], [old.id])
    assert bank.skill_id == new.id
    assert "Angular" in Skill.objects.get(id=new.id).synonyms
    assert reopen_skill(old.id, by=BY).successor_id is None
    assert [use.name for use in uses_of_skill(old.id)] == ["finished brief"]


def test_a_closed_brief_that_is_published_again_asks_for_what_took_the_place(hall: Hall) -> None:
    first, second, third, gone = (make_skill(hall, name) for name in ("Flash", "Angular", "React", "Fax"))
    client = actor_of(make_person("Greta", Hat.CLIENT))
    brief = make_brief(hall, client, must_skill_ids=[first.id, gone.id], nice_skill_ids=[third.id])
    close_brief(brief.id, by=client, reason="Done otherwise")
    for old, new in ((first, second), (second, third), (gone, None)):
        close_skill(old.id, by=BY, successor_id=new.id if new else None)
    brief.refresh_from_db()
    assert brief.skill_names == ["Flash", "Fax", "React"]  # what is closed keeps its words
    again = reopen_brief(brief.id, by=client)
    again.refresh_from_db()
    assert (again.skill_names, again.skill_ids) == (["React", "Fax"], [third.id, gone.id])
    assert [(row.skill_id, row.must) for row in again.skills.order_by("position")] == [
        (third.id, True), (gone.id, True),
    ]  # fmt: skip
    assert Brief.objects.filter(id=brief.id, search="react").exists()


def test_a_stale_brief_and_saved_searches_follow_and_ids_and_names_stay_together(hall: Hall) -> None:
    old, new = make_skill(hall, "Angular"), make_skill(hall, "React")
    client, member = actor_of(make_person("Greta", Hat.CLIENT)), make_person("Mateus")
    stale = make_brief(hall, client, must_skill_ids=[old.id, new.id], nice_skill_ids=[])
    Brief.objects.filter(id=stale.id).update(state="stale", skill_names=["Angular before", "React"])
    kept = {
        "hall": hall,
        "person": member,
        "every": "never",
        "saved_at": stale.made_at,
        "told_up_to": stale.made_at,
    }
    words = {"skills": [str(old.id)], "text": "forms"}
    SavedSearch.objects.create(name="Both", asked={"skills": sorted([str(old.id), str(new.id)])}, **kept)
    SavedSearch.objects.create(name="New", asked={"skills": [str(new.id)]}, **kept)
    SavedSearch.objects.create(name="Words", asked=words, **kept)
    close_skill(old.id, by=BY, successor_id=new.id)
    stale.refresh_from_db()
    assert (stale.skill_ids, stale.skill_names) == ([new.id], ["React"])
    assert [row.skill_id for row in stale.skills.all()] == [new.id]
    searches = SavedSearch.objects.order_by("name").values_list("name", "asked")
    assert list(searches) == [
        ("New", {"skills": [str(new.id)]}),
        ("Words", {**words, "skills": [str(new.id)]}),
    ]


def test_only_another_open_skill_of_the_hall_takes_a_place(hall: Hall) -> None:
    old, shut = make_skill(hall, "Angular"), make_skill(hall, "Ember")
    close_skill(shut.id, by=BY)
    elsewhere = make_skill(make_hall(slug="second", name="Second"), "React")
    for wrong in (old, shut, elsewhere):
        assert code(close_skill, old.id, successor_id=wrong.id) == "skill.successor_invalid"
    assert Skill.objects.get(id=old.id).closed_at is None


def test_another_name_stands_wherever_the_skill_is_asked_for(hall: Hall) -> None:
    skill = make_skill(hall, "Angular")
    brief = make_brief(hall, actor_of(make_person("Greta", Hat.CLIENT)), must_skill_ids=[skill.id])
    rename_skill(skill.id, by=BY, name="Angular 2")
    brief.refresh_from_db()
    assert "Angular 2" in brief.skill_names
    assert "Angular" not in brief.skill_names


def test_a_field_of_work_hands_its_skills_and_open_things_over(hall: Hall) -> None:
    skill = make_skill(hall, "Angular", category="Old field")
    old = skill.category
    assert code(close_category, old.id) == "category.last"
    new = make_skill(hall, "React", category="New field").category
    brief = make_brief(hall, actor_of(make_person("Greta", Hat.CLIENT)))
    Brief.objects.filter(id=brief.id).update(category=old)
    assert [(use.name, use.many) for use in uses_of_category(old.id)] == [("skill", 1), ("open brief", 1)]
    assert code(close_category, old.id, successor_id=old.id) == "category.successor_invalid"
    close_category(old.id, by=BY, successor_id=new.id)
    brief.refresh_from_db()
    assert brief.category_id == new.id
    assert {row.name for row in open_skills(hall.id)} >= {"Angular", "React"}
    assert reopen_category(old.id, by=BY).closed_at is None
    assert Category.objects.get(id=old.id).skills.count() == 0


def test_skills_of_a_closed_field_cannot_be_claimed(hall: Hall) -> None:
    skill = make_skill(hall, "Angular", category="Old field")
    make_skill(hall, "React", category="New field")
    close_category(skill.category_id, by=BY)
    with pytest.raises(Refused) as caught:
        claim_skill(skill.id, by=actor_of(make_person("Bea")), level=2)
    assert caught.value.code == "skill.closed"
