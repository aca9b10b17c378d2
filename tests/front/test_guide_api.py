"""The guide and the comparison for programs: the same answers, figures and gaps as on the pages."""

from __future__ import annotations

from itertools import product

import pytest
from django.test import Client

from hirehall.front.guide import ALL_STEPS, MOST_STEPS, result_of
from hirehall.front.guide.ways import WAY_QUESTIONS
from hirehall.front.pages.guide import PLACES
from hirehall.halls.models import Hall
from tests.makers.trial import switch_on

pytestmark = pytest.mark.django_db
GUIDE = "/api/v1/guide"


def test_a_program_answers_the_guide_to_its_result(client: Client, hall: Hall) -> None:
    answers, asked = "", []
    while (said := client.get(GUIDE, {"answers": answers}).json())["question"]:
        asked.append(said["question"]["name"])
        assert said["result"] is None
        answers = said["question"]["options"][0]["answers"]
    assert len(asked) == len(set(asked)) == said["questions"] == MOST_STEPS
    result = said["result"]
    assert result["side"] in {"freelancer", "client", "both"}
    assert result["first_steps"]
    here = {name: money["minor"] for name, money in result["here"].items()}
    assert here["client_pays"] == here["amount"] * 103 // 100
    assert here["freelancer_gets"] == here["amount"] * 80 // 100
    assert here["hall_keeps"] == here["client_pays"] - here["freelancer_gets"]


def test_the_result_follows_the_pages_and_says_what_is_not_known(client: Client, hall: Hall) -> None:
    result = client.get(GUIDE, {"answers": "1" * MOST_STEPS}).json()["result"]
    page = client.get(f"/guide/{'1' * MOST_STEPS}/").content.decode()
    assert result["title"].replace("'", "&#39;") in page
    places = {place["slug"]: place for place in result["elsewhere"]}
    assert places["toptal"]["freelancer_gets"] is None
    assert places["guru"]["client_pays"] is None
    assert places["fiverr"]["freelancer_gets"][0]["currency"] == "USD"


def test_answers_that_lead_nowhere_are_a_problem_and_not_an_error(client: Client, hall: Hall) -> None:
    for answers in ("9", "x", "1" * (ALL_STEPS + 1)):
        answer = client.get(GUIDE, {"answers": answers})
        assert answer.status_code in {404, 422}
        assert answer["Content-Type"].startswith("application/problem+json")


def test_what_other_places_charge_is_dated_and_sourced(client: Client, hall: Hall) -> None:
    said = client.get("/api/v1/platforms").json()
    assert said["collected_until"]
    upwork = next(place for place in said["items"] if place["slug"] == "upwork")
    assert [terms["since"] for terms in upwork["terms"] if terms["label"] == "Flat 10%"] == ["2023-05-03"]
    assert {terms["source"] for place in said["items"] for terms in place["terms"]} <= {
        "official", "second_hand", "conflicting", "inferred",
    }  # fmt: skip


def test_a_result_with_few_signs_says_so(client: Client, hall: Hall) -> None:
    few = client.get(GUIDE, {"answers": "41315171"}).json()["result"]
    clear = client.get(GUIDE, {"answers": "1" * MOST_STEPS}).json()["result"]
    assert "only lean this way" in few["text"]
    assert "only lean this way" not in clear["text"]


def test_four_more_questions_say_which_way_of_working_fits(client: Client, hall: Hall) -> None:
    first = "1" * MOST_STEPS
    said = client.get(GUIDE, {"answers": first}).json()["result"]
    assert said["advice"] is None
    answers = said["next_question"]["options"][1]["answers"]
    assert answers == first + "2"
    while (said := client.get(GUIDE, {"answers": answers}).json())["question"]:
        assert said["questions"] == ALL_STEPS
        answers = said["question"]["options"][0]["answers"]
    advice = said["result"]["advice"]
    assert (advice["way"], advice["direct"]) == ("milestone", False)
    assert [(way["way"], way["advised"]) for way in advice["ways"]] == [
        ("milestone", True), ("hourly", False), ("package", False), ("unit", False),
    ]  # fmt: skip
    page = client.get(f"/guide/{answers}/").content.decode()
    assert advice["text"] in page


@pytest.mark.parametrize(
    ("more", "way", "direct"),
    [
        ("2111", "milestone", False),
        ("2141", "milestone", False),
        ("2222", "package", False),
        ("2333", "hourly", False),
        ("1333", "hourly", True),
        ("1111", "milestone", True),
        ("2114", "elsewhere", False),
        ("1224", "elsewhere", False),
        ("2452", "unit", False),
        ("1452", "unit", True),
        ("3333", "trial", False),
        ("3334", "elsewhere", False),
    ],
)
def test_the_advice_follows_scope_price_rhythm_and_acquaintance(more: str, way: str, direct: bool) -> None:
    for first in ("1" * MOST_STEPS, "24312371"):
        advice = result_of(first + more).advice
        assert advice is not None
        assert (advice.way, advice.direct) == (way, direct)
        assert advice.reasons
        assert advice.page in PLACES


def test_every_way_through_the_four_questions_ends_in_an_advice() -> None:
    sizes = [range(1, len(question.options) + 1) for question in WAY_QUESTIONS]
    for digits in product(*sizes):
        advice = result_of("1" * MOST_STEPS + "".join(map(str, digits))).advice
        assert advice is not None
        assert advice.reasons


def test_the_advised_way_is_drawn_with_its_own_fee(client: Client, hall: Hall) -> None:
    own = f"{'1' * MOST_STEPS}1111"
    picture = client.get(f"/guide/{own}/picture.png")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert picture.content != client.get(f"/guide/{'1' * MOST_STEPS}/picture.png").content
    assert "origin=direct" in client.get(f"/guide/{own}/").content.decode()
    assert client.get(f"/guide/{own}1/").status_code == 404


def test_the_pool_and_the_matcher_are_asked_about_and_advised_where_a_hall_has_them(
    client: Client, hall: Hall
) -> None:
    first = "1" * MOST_STEPS

    def options(more: str = "") -> list[str]:
        said = client.get(GUIDE, {"answers": first + more}).json()
        question = said["question"] or said["result"]["next_question"]
        return [one["answers"].removeprefix(first) for one in question["options"]]

    assert (options(), options("2")) == (["1", "2"], ["21", "22", "23", "24"])  # no matcher here yet
    switch_on(hall, **{"unit.offered": 0})
    assert (options(), options("2")) == (["1", "2", "3"], ["21", "22", "23"])
    page = client.get(f"/guide/{first}3333/").content.decode()
    assert "Matched, with a trial" in page
    assert "/screenings/" in page
    for digits in ("3333", "2452"):
        advice = client.get(GUIDE, {"answers": first + digits}).json()["result"]["advice"]
        assert "unit" not in {way["way"] for way in advice["ways"]} | {advice["way"]}
