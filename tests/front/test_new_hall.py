"""A hall of which nobody has made use yet: its file, and pages that speak of its own ways of working."""

from __future__ import annotations

import pytest
from django.test import Client

from hirehall.foundation import clock
from hirehall.foundation.actor import Hat, system
from hirehall.front.actions.import_hall import import_hall, tried
from hirehall.front.desk.first_steps import first_steps
from hirehall.front.hall_file import as_file
from hirehall.front.hall_file.templates import KEYS, begun
from hirehall.front.hall_file.toml import dumps
from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.models import Hall
from hirehall.vetting.models import PipelineVersion
from tests.makers.base import actor_of, make_person
from tests.wiring.test_every_address import BACKEND

pytestmark = pytest.mark.django_db
BY = system("command")


def opened(key: str, slug: str = "") -> Hall:
    return import_hall(dumps(begun(key, given={"slug": slug or key})), by=BY)


def read(hall: Hall, path: str) -> str:
    answer = Client().get(f"{hall.prefix}/{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_hall_of_every_template_goes_through_its_file_and_three_changes_read_as_three(hall: Hall) -> None:
    for key in KEYS:
        one = opened(key)
        file = as_file(one)
        assert tried(file, by=BY).changes == (), key
        copy = import_hall(file.replace(f'slug = "{key}"', f'slug = "{key}-two"'), by=BY)
        assert as_file(copy).replace(f'slug = "{key}-two"', f'slug = "{key}"') == file, key
        other = file.replace(f"hue = {one.hue}\n", "hue = 111\n", 1)
        other = other.replace("proposals_per_week = ", "proposals_per_week = 1", 1)
        other = other.replace(f'tagline = "{one.tagline}"', 'tagline = "Another line"', 1)
        told = [change.text for change in tried(other, by=BY).changes]
        assert [line.partition(": ")[0] for line in told] == [
            "~ hall.tagline",
            "~ hall.hue",
            "~ policy.proposals_per_week",
        ], key
        assert told[1].startswith(f"~ hall.hue: {one.hue} → 111")


def test_a_new_hall_does_not_speak_of_filters_that_nobody_set(hall: Hall) -> None:
    crafts = opened("local-trades")
    for path, says in (
        ("find/", "Nothing is here yet"),
        ("find/briefs/", "No brief is open yet"),
        ("find/freelancers/", "No freelancer is listed yet"),
        ("services/", "No service is offered yet"),
    ):
        new, filtered = read(crafts, path), read(crafts, f"{path}?q=zzqqzz")
        assert (says in new, "fits all of that" in new) == (True, False), path
        assert (says in filtered, "fits all of that" in filtered) == (False, True), path


def test_fees_and_help_speak_of_the_ways_of_working_that_the_hall_offers(hall: Hall) -> None:
    writers, software = opened("writers"), opened("software")
    fees, answers = read(writers, "fees/"), read(writers, "help/")
    assert "An order of 500 words, level Good" in fees
    assert "€13.13" in fees, "12.50 for 500 words, and 5% on top"
    assert "A week of 10 hours" not in fees
    assert ("How does the order pool work?" in answers, "What do I pay for hours?" in answers) == (
        True,
        False,
    )
    fees, answers = read(software, "fees/"), read(software, "help/")
    assert "A trial of 14 days, 10 hours a week at €60" in fees
    assert "A package for" not in fees
    assert ("What is a trial?" in answers, "What do I pay for hours?" in answers) == (True, True)
    assert "The order is late" not in answers


def test_a_hall_of_outside_positions_alone_can_still_be_asked_what_if(hall: Hall) -> None:
    text = dumps(begun("empty", given={"slug": "board"}))
    text = text.replace("[policy.milestone]\noffered = true", "[policy.milestone]\noffered = false")
    text = text.replace("[policy.listing]\noffered = false", "[policy.listing]\noffered = true")
    board = import_hall(text, by=BY)
    assert (board.offers("milestone"), board.offers("listing")) == (False, True)
    assert "By milestones" in read(board, "fees/what-if/")
    assert "Outside positions alone" in read(board, "help/")


def test_who_opens_a_vetted_hall_has_a_screening_to_begin_with(hall: Hall) -> None:
    software = opened("software")
    (pipeline,) = PipelineVersion.objects.filter(pipeline__hall=software, published_at__isnull=False)
    assert [stage["kind"] for stage in pipeline.stages] == ["form", "interview", "project"]


def test_the_desk_of_a_new_hall_says_what_is_left_to_do(hall: Hall) -> None:
    software = opened("software")
    steps = {what: done for done, what, _ in first_steps(software)}
    assert list(steps.values()) == [False] * 6
    assert "Name who examines in screenings" in steps
    assert "Name who examines in screenings" not in {what for _, what, _ in first_steps(opened("writers"))}
    software.contact_email, software.texts = "desk@software.example", {"welcome": {"en": "Well made"}}
    join_hall(software.id, by=actor_of(make_person("Fia First")))
    done = [what for done, what, _ in first_steps(software) if done]
    assert done == [
        "Say where questions go",
        "Write the headline of the home page",
        "Invite the first people",
    ]
    operator = make_person("Olga Operator", Hat.CLIENT, operator=True)
    desk = Client()
    desk.force_login(operator, BACKEND)
    desk.post("/staff/session/", {"reason": "A new niche"})
    assert "Name who examines in screenings" in desk.get("/at/software/desk/").content.decode()
    with clock.later(days=31):
        assert first_steps(software) == []
