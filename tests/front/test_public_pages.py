"""Pages that everybody may read, and the guide."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hirehall.foundation.refused import Refused
from hirehall.front.guide import MOST_STEPS, result_of, step_at
from hirehall.front.guide.questions import QUESTIONS
from hirehall.front.platforms import compared, platforms

FREELANCER, OUTSOURCER, BOTH = "11314363", "24221174", "31132353"


@pytest.mark.parametrize(
    "address",
    ["/", "/robots.txt", "/manifest.webmanifest",
     "/fees/", "/freelancing-and-outsourcing/", "/how-money-is-held/", "/where-work-is-found/", "/help/",
     "/guide/", "/guide/1/", f"/guide/{FREELANCER}/", f"/guide/{OUTSOURCER}/", f"/guide/{BOTH}/"],
)  # fmt: skip
def test_public_pages_answer_without_an_account(hall: Any, client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200


def test_help_says_the_clocks_of_every_way_to_work(hall: Any, client: Client) -> None:
    text = client.get("/help/").content.decode()
    assert "held 2 days before it starts, can be reviewed until 5 days after its end" in text
    assert "From 24 hours after its date you may cancel it alone" in text
    assert "After the delivery you have 3 days to accept" in text


@pytest.mark.parametrize(
    ("code", "side"), [(FREELANCER, "freelancer"), (OUTSOURCER, "client"), (BOTH, "both")]
)
def test_guide_finds_the_side(code: str, side: str) -> None:
    assert result_of(code).side == side


def test_every_way_through_the_guide_ends_in_a_side_with_steps() -> None:
    codes = [""]
    for question in QUESTIONS:
        codes = [f"{code}{n}" for code in codes for n in (1, len(question.options))]
    for code in codes:
        result = result_of(code)
        assert result.steps
        assert (result.proof is None) == (result.side == "client")


def test_guide_goes_back_one_question() -> None:
    step = step_at("213")
    assert (step.number, step.back) == (4, "21")
    assert [answer.code for answer in step.answers] == ["2131", "2132", "2133"]


@pytest.mark.parametrize("code", ["9", "1a", "0", "1" * 13, "1111111x"])
def test_made_up_answers_are_not_found(hall: Any, client: Client, code: str) -> None:
    assert client.get(f"/guide/{code}/").status_code == 404
    with pytest.raises(Refused):
        result_of(code)


def test_guide_has_eight_questions() -> None:
    assert MOST_STEPS == 8


def test_result_can_be_shared_as_a_picture(hall: Any, client: Client) -> None:
    answer = client.get(f"/guide/{FREELANCER}/picture.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_platform_files_are_read_and_unknown_stays_unknown() -> None:
    assert len(platforms()) == 14
    by_name = {place.slug: place for place in compared(1_000)}
    assert by_name["toptal"].gets.text() == "unknown"
    assert by_name["malt"].pays.text() == "unknown"
    assert by_name["upwork"].gets.text() == "$850 to $1,000"
    assert by_name["contra"].pays.text() == "$1,059.14"
    assert by_name["fiverr"].gets.text() == "$800"


def test_comparison_shows_this_halls_own_figures(hall: Any, client: Client) -> None:
    page = client.get("/freelancing-and-outsourcing/").content.decode()
    assert "€1,030" in page
    assert "€800" in page
    assert "€230" in page


def test_fee_line_answers_html_and_json(hall: Any, client: Client) -> None:
    assert b"data-quote-line" in client.get("/fees/line/?amount=1,000").content
    answer = client.get("/fees/line/?amount=1000", headers={"accept": "application/json"}).json()
    assert answer["freelancer_gets"] == {"minor": 800_00, "currency": "EUR", "text": "€800.00"}


@pytest.mark.parametrize("text", ["", "abc", "-5", "1e99", "1.005", "9" * 30])
def test_fee_line_says_what_to_write_instead(hall: Any, client: Client, text: str) -> None:
    answer = client.get("/fees/line/", {"amount": text})
    assert answer.status_code == 200
    assert b"<dl>" not in answer.content


def test_comparison_needs_few_queries(hall: Any, client: Client, django_assert_num_queries: Any) -> None:
    client.get("/freelancing-and-outsourcing/")
    with django_assert_num_queries(3):
        client.get("/freelancing-and-outsourcing/")


def test_fee_quote_over_the_api_needs_no_token(hall: Any, client: Client) -> None:
    answer = client.get("/api/v1/fee-quotes?amount_minor=100000").json()
    assert answer["hall_keeps"] == {"minor": 230_00, "currency": "EUR"}
    assert client.get("/api/v1/fee-schedules").json()["items"][0]["version"] == 1
    assert client.get("/api/v1/fee-quotes?amount_minor=-1").status_code == 422
    missing = client.get("/api/v1/fee-quotes?amount_minor=1&schedule_id=0190163d-8694-739b-aea5-966c26f8ad91")
    assert missing.json()["code"] == "fee_schedule.not_found"


def test_an_amount_can_be_tried_without_scripts(hall: Any, client: Client) -> None:
    assert "€160.00" in client.get("/fees/?amount=200").content.decode()
    assert "Write the amount in numbers" in client.get("/fees/?amount=plenty").content.decode()
    assert client.get("/fees/?amount=-3").status_code == 200
