"""What a text asks for in the hall's terms, and how claims fit it."""

from __future__ import annotations

import pytest

from hirehall.formulas.linking import Linker, Term
from hirehall.foundation.actor import system
from hirehall.halls.models import Hall
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.models import Skill
from hirehall.skills.neighbours import NEAR
from hirehall.skills.queries import find_skills
from hirehall.skills.queries.linking import closeness, fit, link, neighbours
from hirehall.skills.seed import SEED
from tests.makers.base import make_hall


@pytest.fixture
def hall(db: None) -> Hall:
    made = make_hall()
    seed_taxonomy(made.id, by=system("command"))
    return made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I need somebody for my web shop’s checkout", "WooCommerce"),
        ("our logo looks old", "Branding"),
        ("Search engine optimization for a bakery", "SEO"),
        ("organize the wages of twelve people", "Payroll"),
        ("pohto retouching", "Photo retouching"),
        ("cutting a two minute film, with subtitles in English and some colour grading at the end of it all",
         "Colour grading"),
    ],
)  # fmt: skip
def test_a_text_in_plain_words_finds_the_skill(hall: Hall, text: str, expected: str) -> None:
    assert expected in [one.skill.name for one in link(hall.id, text, limit=3)]


def test_what_asks_for_nothing_finds_nothing(hall: Hall) -> None:
    assert link(hall.id, "…") == []
    assert link(hall.id, "I would like to have something for you, please") == []
    assert Linker([]).link("anything") == []


def test_a_claim_is_found_by_other_words_and_other_spellings(hall: Hall) -> None:
    assert find_skills(hall.id, "online shops")[0].name == "WooCommerce"
    assert "Data visualisation" in [one.name for one in find_skills(hall.id, "dashbord", limit=3)]


def test_fit_says_what_matches_what_stands_in_and_what_is_missing(hall: Hall) -> None:
    of = {row.name: row.id for row in Skill.objects.all()}
    near = closeness(hall.id)
    asked = [of["React"], of["TypeScript"], of["PostgreSQL"]]
    exact = fit(asked, [], dict.fromkeys(asked, 3), near)
    assert (exact.share, exact.missing) == (1.0, ())

    some = fit(asked, [of["Docker"]], {of["React"]: 2, of["JavaScript"]: 3}, near)
    assert some.matched == (of["React"],)
    assert [(one.asked_id, one.claimed_id) for one in some.near] == [(of["TypeScript"], of["JavaScript"])]
    assert some.missing == (of["PostgreSQL"], of["Docker"]) or set(some.missing) == {
        of["PostgreSQL"],
        of["Docker"],
    }
    assert some.share == pytest.approx((0.9 + 0.8) / 3.3)
    assert fit([], [], {}, near).share == 1.0
    assert neighbours(hall.id, of["JavaScript"])[0] == (of["TypeScript"], 0.8)


def test_a_skill_is_found_by_the_words_of_esco_too(hall: Hall) -> None:
    """None of these words stands in the hall's own list."""
    assert (
        link(hall.id, "somebody for our general ledger and financial recording")[0].skill.name
        == "Bookkeeping"
    )


def test_every_neighbour_is_a_founding_skill() -> None:
    names = {name for category in SEED for name, _ in category.skills()}
    assert {name.strip() for _, line in NEAR for name in line.split(",")} <= names


def test_the_first_places_are_each_of_another_term() -> None:
    linker = Linker([Term("a", ("web developer", "developer of webs")), Term("b", ("web designer",))])
    assert linker.ranked_labels("web developer", apart=2) == [0, 2, 1]
