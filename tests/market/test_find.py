"""Finding freelancers and briefs: words, typos, filters, order, pages, and what a page costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from hirehall.foundation import clock, jobs
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.market.models import Brief, FreelancerListing
from hirehall.market.operations import rebuild, refresh_listing
from hirehall.market.operations.briefs import index_brief
from hirehall.market.queries.find import find_briefs, find_freelancers, overlap_hours
from hirehall.market.queries.find_shapes import Asked
from hirehall.people.models import Person
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.models import Category, Skill, SkillClaim
from hirehall.vetting.models import Vetted
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person
from tests.makers.vetting import make_lab, make_way

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    hall = make_hall()
    for slug, name, skills in (
        ("software", "Software", [("Django", ["drf"]), ("PostgreSQL", ["postgres"])]),
        ("design", "Design", [("Illustration", ["drawing"])]),
    ):
        category = Category.objects.create(hall=hall, slug=slug, name=name)
        for skill, synonyms in skills:
            Skill.objects.create(
                hall=hall, category=category, slug=skill.lower(), name=skill, synonyms=synonyms
            )
    return hall


def skill(hall: Hall, name: str) -> Skill:
    return Skill.objects.get(hall=hall, name=name)


def list_person(hall: Hall, name: str, *skills: str, headline: str = "", **profile: object) -> Person:
    who = make_person(name)
    for item in skills:
        SkillClaim.objects.create(person=who, skill=skill(hall, item), level=2)
    for key, value in {"headline": headline or f"{name} at work", **profile}.items():
        setattr(who.freelancer, key, value)
    who.freelancer.save()
    refresh_listing(who.id)
    return who


def publish(
    hall: Hall, title: str, *, budget_minor: int = 100_00, proposals: int = 0, hours_ago: int = 0
) -> Brief:
    brief = Brief.objects.create(
        hall=hall,
        client=make_person(f"Client {new_id()}"[:40]),
        title=title,
        problem="Something is broken.",
        currency="EUR",
        budget_min_minor=budget_minor,
        budget_max_minor=budget_minor,
        state="published",
        proposal_count=proposals,
        made_at=clock.now(),
        changed_at=clock.now(),
        published_at=clock.now() - timedelta(hours=hours_ago),
    )
    index_brief(brief)
    return brief


def names(hall: Hall, asked: Asked) -> list[str]:
    return [card.name for card in find_freelancers(hall.id, asked).cards]


def test_a_synonym_finds_the_skill(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django")
    list_person(hall, "Ben South", "Illustration")
    assert names(hall, Asked(text="drf")) == ["Ada North"]


def test_an_unfinished_last_word_finds(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django")
    assert names(hall, Asked(text="djan")) == ["Ada North"]


def test_a_typo_is_forgiven_and_said(hall: Hall) -> None:
    list_person(hall, "Ada North", "PostgreSQL")
    found = find_freelancers(hall.id, Asked(text="postgersql"))
    assert ([card.name for card in found.cards], found.words) == (["Ada North"], "postgresql")


@pytest.mark.parametrize("typed", ["lgoo", "loog", "llogo", "lobo", "pph"])
def test_a_slip_in_a_short_word_is_forgiven(hall: Hall, typed: str) -> None:
    list_person(hall, "Ada North", "Django", headline="Logo and PHP")
    assert names(hall, Asked(text=typed)) == ["Ada North"]


def test_a_word_of_three_letters_is_not_taken_for_another(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django", headline="SEO")
    assert (names(hall, Asked(text="soe")), names(hall, Asked(text="sel"))) == (["Ada North"], [])


def test_a_word_that_finds_something_is_not_corrected(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django", headline="Djangology lecturer")
    assert find_freelancers(hall.id, Asked(text="djangology")).words == ""


def test_all_words_must_occur(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django", headline="Payments")
    list_person(hall, "Ben South", "Django", headline="Maps")
    assert names(hall, Asked(text="django payments")) == ["Ada North"]


def test_hostile_words_find_nothing_and_break_nothing(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django")
    for text in ("'; DROP TABLE", "a & | ! ( )", ":*", "\\", "%s %d", "🦊", "é" * 500, "c++ c#"):
        assert find_freelancers(hall.id, Asked(text=text)).total <= 1


def test_nobody_is_listed_without_a_skill_or_against_their_will(hall: Hall) -> None:
    list_person(hall, "Ada North")
    hidden = list_person(hall, "Ben South", "Django")
    hidden.freelancer.listed = False
    hidden.freelancer.save()
    refresh_listing(hidden.id)
    assert names(hall, Asked()) == []


def test_a_rebuild_lists_everybody_again(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django")
    FreelancerListing.objects.all().delete()
    assert rebuild() == 1
    assert names(hall, Asked()) == ["Ada North"]


def test_names_are_found_as_written(hall: Hall) -> None:
    list_person(hall, "Lars James", "Django")
    assert names(hall, Asked(text="james django")) == ["Lars James"]


def test_a_suspended_person_leaves_the_list(hall: Hall) -> None:
    who = list_person(hall, "Ada North", "Django")
    Person.objects.filter(id=who.id).update(suspended_at=clock.now())
    refresh_listing(who.id)
    assert names(hall, Asked()) == []


def test_filters_narrow_together(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django", rate_minor=60_00, languages=["de", "en"], availability="now")
    list_person(hall, "Ben South", "Django", rate_minor=90_00, languages=["en"], availability="now")
    list_person(hall, "Cleo East", "Django", rate_minor=50_00, languages=["de"], availability="not")
    asked = Asked(skills=(skill(hall, "Django").id,), most_minor=70_00, language="de", availability="now")
    assert names(hall, asked) == ["Ada North"]


def test_a_rate_in_another_currency_is_neither_more_nor_less(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django", rate_minor=60_00)
    list_person(hall, "Yui East", "Django", rate_minor=50_00)
    FreelancerListing.objects.filter(name="Yui East").update(rate_currency="JPY")
    assert names(hall, Asked(most_minor=70_00)) == ["Ada North"]
    assert names(hall, Asked(sort="rate")) == ["Ada North"]
    assert len(names(hall, Asked())) == 2


def test_all_chosen_skills_are_needed(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django", "PostgreSQL")
    list_person(hall, "Ben South", "Django")
    wanted = (skill(hall, "Django").id, skill(hall, "PostgreSQL").id)
    assert names(hall, Asked(skills=wanted)) == ["Ada North"]


@pytest.mark.parametrize(
    ("one", "other", "hours"),
    [(0, 0, 8), (60, 0, 7), (330, 0, 2), (480, 0, 0), (780, -600, 7), (-720, 720, 8)],
)
def test_overlap_goes_around_the_world(one: int, other: int, hours: int) -> None:
    assert overlap_hours(one, other) == hours


def test_overlap_filters_by_the_chosen_zone(hall: Hall) -> None:
    who = list_person(hall, "Ada North", "Django")
    FreelancerListing.objects.filter(person=who).update(utc_offset_minutes=330)
    assert names(hall, Asked(overlap_hours=2, offset_minutes=0)) == ["Ada North"]
    assert names(hall, Asked(overlap_hours=3, offset_minutes=0)) == []


def test_counts_say_what_each_filter_would_leave(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django", availability="now")
    list_person(hall, "Ben South", "Django", "PostgreSQL", availability="not")
    list_person(hall, "Cleo East", "Illustration", availability="now")
    counts = find_freelancers(hall.id, Asked(availability="now")).counts
    assert {option.label: option.count for option in counts.skills} == {"Django": 1, "Illustration": 1}
    assert {option.label: option.count for option in counts.availability} == {
        "Available now": 2,
        "Not available": 1,
    }
    assert {option.label: option.count for option in counts.categories} == {"Software": 1, "Design": 1}
    assert (counts.new, counts.sampled) == (2, False)


def test_counts_over_more_than_a_list_counts_are_kept_for_the_next_who_asks(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr("hirehall.market.queries.find.MOST_COUNTED", 1)
    caches["counts"].clear()
    for name in ("Ada North", "Ben South", "Cleo East"):
        list_person(hall, name, "Django")
    first = find_freelancers(hall.id, Asked()).counts
    with django_assert_num_queries(2):
        assert find_freelancers(hall.id, Asked(sort="newest")).counts == first
    list_person(hall, "Dora West", "Illustration")
    assert find_freelancers(hall.id, Asked()).counts == first
    caches["counts"].clear()
    assert {option.label: option.count for option in find_freelancers(hall.id, Asked()).counts.skills} == {
        "Django": 3,
        "Illustration": 1,
    }


def test_counts_of_few_results_are_of_this_moment(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django")
    find_freelancers(hall.id, Asked())
    list_person(hall, "Ben South", "Django")
    assert [option.count for option in find_freelancers(hall.id, Asked()).counts.skills] == [2]


def test_pages_follow_each_other_without_gap_or_double(hall: Hall) -> None:
    expected = [
        list_person(hall, f"Person {number:02}", "Django", rate_minor=1000).name for number in range(7)
    ]
    for sort in ("newest", "rate", "relevance"):
        seen, after = [], ""
        for _ in range(4):
            found = find_freelancers(hall.id, Asked(text="django", sort=sort, limit=2, after=after))
            seen += [card.name for card in found.cards]
            after = found.next
        assert (sorted(seen), after) == (expected, "")


def test_a_broken_cursor_is_refused(hall: Hall) -> None:
    for cursor in ("nonsense", "W10", "%%%", "WzEsMl0"):
        with pytest.raises(Refused) as refused:
            find_freelancers(hall.id, Asked(after=cursor))
        assert refused.value.code == "find.cursor_broken"


def test_another_hall_sees_none_of_it(hall: Hall) -> None:
    list_person(hall, "Ada North", "Django")
    other = make_hall(slug="other", name="Other")
    publish(hall, "Mend the roof")
    assert (find_freelancers(other.id, Asked()).total, find_briefs(other.id, Asked()).total) == (0, 0)


def test_briefs_sort_by_budget_and_hide_what_is_not_public(hall: Hall) -> None:
    publish(hall, "Small", budget_minor=100_00)
    publish(hall, "Large", budget_minor=900_00, proposals=9)
    Brief.objects.filter(id=publish(hall, "Secret").id).update(visibility="invited")
    assert [card.title for card in find_briefs(hall.id, Asked(sort="budget")).cards] == ["Large", "Small"]
    assert [card.title for card in find_briefs(hall.id, Asked(new_only=True)).cards] == ["Small"]
    assert [card.title for card in find_briefs(hall.id, Asked(least_minor=500_00)).cards] == ["Large"]


def test_briefs_are_found_by_words_of_the_title_first(hall: Hall) -> None:
    in_text = publish(hall, "Other thing", hours_ago=0)
    Brief.objects.filter(id=in_text.id).update(problem="The checkout is slow.")
    in_text.refresh_from_db()
    index_brief(in_text)
    publish(hall, "Checkout for our shop", hours_ago=5)
    assert [card.title for card in find_briefs(hall.id, Asked(text="checkout")).cards] == [
        "Checkout for our shop",
        "Other thing",
    ]


def bulk(hall: Hall, count: int) -> None:
    """Listings without the detour over profiles; only the list itself is under test."""
    category: UUID = Category.objects.filter(hall=hall).values_list("id", flat=True)[0]
    django: UUID = skill(hall, "Django").id
    people = Person.objects.bulk_create(
        [
            Person(email=f"p{number}-{new_id()}@example.org", name=f"P {number}", handle=f"p-{new_id()}",
                   joined_at=LONG_AGO, password="!")
            for number in range(count)
        ]
    )  # fmt: skip
    FreelancerListing.objects.bulk_create(
        [
            FreelancerListing(
                hall=hall, person=who, name=who.name, handle=who.handle, headline="Works", rate_minor=5000,
                rate_currency="EUR", availability="now", skill_ids=[django], skill_names=["Django"],
                category_ids=[category], changed_at=LONG_AGO + timedelta(minutes=number),
            )
            for number, who in enumerate(people)
        ]
    )  # fmt: skip


def test_the_list_costs_four_queries_at_any_size(
    hall: Hall, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bulk(hall, 3)
    with django_assert_num_queries(4):
        find_freelancers(hall.id, Asked())
    bulk(hall, 1200)
    with django_assert_num_queries(4):
        found = find_freelancers(hall.id, Asked())
    assert (len(found.cards), found.total, found.more) == (20, 1000, True)


def test_the_public_pages_cost_the_same_with_one_row_and_with_many(
    client: Client, hall: Hall, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bulk(hall, 300)
    for path in ("/find/freelancers/", "/find/briefs/"):
        with django_assert_max_num_queries(6):
            assert client.get(path).status_code == 200


def test_a_hand_made_address_never_fails(client: Client, hall: Hall) -> None:
    query = "?q=x&skill=nonsense&category=1&rate=abc&overlap=ninety&zone=Mars/Base&sort=upwards&new=maybe&language=%00x"
    assert client.get("/find/freelancers/" + query.replace("%00", "")).status_code == 200
    assert client.get("/find/briefs/" + query.replace("%00", "")).status_code == 200


@pytest.mark.parametrize(
    "given", [{"zone": "x" * 3000}, {"zone": "Europe"}, {"zone": "../../etc/passwd"}, {"overlap": "9" * 5000}]
)
@pytest.mark.parametrize("page", ["/find/freelancers/", "/find/briefs/"])
def test_no_zone_and_no_number_breaks_a_list(
    client: Client, hall: Hall, page: str, given: dict[str, str]
) -> None:
    assert client.get(page, given).status_code == 200


def test_a_changed_profile_reaches_the_list_by_its_fact(hall: Hall) -> None:
    who = make_person("Ada North")
    claim_skill(skill(hall, "Django").id, level=2, by=actor_of(who))
    jobs.drain()
    assert names(hall, Asked(text="django")) == ["Ada North"]


def test_whom_the_hall_has_vetted_or_certified_is_a_filter_with_its_count(hall: Hall, client: Client) -> None:
    lab = make_lab(hall)
    certified, vetted, plain = (
        list_person(hall, name, "Django") for name in ("Cora Vale", "Vito Reef", "Pia Tide")
    )
    lab.sat(by=actor_of(certified))
    gone, way = list_person(hall, "Gone Wreck", "Django"), make_way(hall)
    for who, ended in ((vetted, {}), (gone, {"ended_at": clock.now(), "ended_reason": "Left"})):
        went = way.begun(actor_of(who))
        Vetted.objects.create(
            hall=hall, person=who, pipeline=went.pipeline, screening=went, since=clock.now(), **ended
        )
    both = Asked(skills=(skill(hall, "Django").id,))
    found = find_freelancers(hall.id, Asked())
    assert (found.counts.vetted, found.counts.certified, found.total) == (1, 1, 4)
    assert [card.name for card in find_freelancers(hall.id, Asked(vetted=True)).cards] == ["Vito Reef"]
    assert [card.name for card in find_freelancers(hall.id, Asked(certified=True)).cards] == ["Cora Vale"]
    assert find_freelancers(hall.id, replace(both, certified=True)).total == 0
    chosen = find_freelancers(hall.id, Asked(vetted=True)).counts
    assert (chosen.vetted, chosen.certified) == (1, 0)
    with clock.later(days=5000):
        assert find_freelancers(hall.id, Asked(certified=True)).total == 0
    page = client.get("/find/freelancers/?vetted=yes").content.decode()
    assert "Vetted by this hall" in page
    assert plain.name not in page
    assert find_briefs(hall.id, Asked()).counts.vetted == 0
