"""A hall of the vetted in the browser: from the first question to being found by what one has passed."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.people.models import Person
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.vetting.models import Certificate, Screening, Slot
from tests.journeys.member import Member
from tests.journeys.test_packaged_service import at_a_browser
from tests.makers.base import make_hall
from tests.makers.vetting import REASON, STAGES, WORDS, make_way

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
BANK = """
[test]
minutes = 10
drawn = 1
pass_percent = 75

[[question]]
key = "pi"
kind = "number"
text = "What is pi, to two places?"
right = "3.14"
"""
FORM, TEST, TALK, PROJECT = STAGES
CALL = "https://calls.example.org/engine-house"


def test_who_applies_is_tested_scored_and_found_among_the_vetted(
    live_server: LiveServer, chromium: Browser, said: list[str]
) -> None:
    cache.clear()
    hall = make_hall(name="The Engine House", of_models={"screening.offered": 1})
    way = make_way(hall, bank=BANK, asks=[FORM, TEST, TALK, {**PROJECT, "examiners": 1}])
    name = Person.objects.get(id=way.applicant.person_id).name
    claim_skill(way.lab.skill.id, level=3, by=way.applicant)
    applicant = at_a_browser(chromium, live_server.url, said, way.applicant)

    # From one's own menu: apply, and answer the questions.
    applicant.open(reverse("front:dashboard"))
    applicant.follow_in_menu("Get vetted")
    applicant.press("Begin")
    applicant.sees("Your turn: About you")
    applicant.press("Answer the questions")
    applicant.fill(answer_1=WORDS)
    applicant.press("Send it")
    applicant.sees("An examiner scores it")
    screening = Screening.objects.get()
    examiner = scored(chromium, live_server.url, said, screening, way.examiners, "5 of 5")
    offers_a_time(examiner)
    examiner.close()

    # The test, under the hall's clock.
    applicant.page.reload()
    applicant.press("Start the test")
    applicant.say_yes(re.compile("Start|Yes"))
    applicant.sees("What is pi, to two places?")
    applicant.fill(given="3,14")
    applicant.press("Hand in the test")
    applicant.say_yes(re.compile("Hand in|Yes"))
    applicant.sees("100%")
    jobs.drain()

    # The interview: a time is booked, passes, and is scored by the one who led it.
    applicant.open(reverse("vetting:screening", args=[screening.id]))
    applicant.press("Book")
    applicant.sees("Your interview")
    applicant.sees(CALL)
    Slot.objects.update(starts_at=clock.now() - timedelta(minutes=40), ends_at=clock.now())
    jobs.run_sweeps()
    scored(chromium, live_server.url, said, screening, way.examiners, "4 of 4").close()

    # The project, scored by an examiner; then one is vetted, with a certificate that anybody can check.
    applicant.open(reverse("vetting:screening", args=[screening.id]))
    applicant.press("Send your project")
    applicant.fill(answer_1=WORDS)
    applicant.press("Send it")
    applicant.sees("An examiner scores it")
    examiner = scored(chromium, live_server.url, said, screening, way.examiners, "5 of 5")
    applicant.page.reload()
    applicant.sees("You are vetted here")
    jobs.drain()
    examiner.open(reverse("vetting:certificate", args=[Certificate.objects.get().code]))
    examiner.sees(name)
    examiner.open(reverse("market:find_freelancers") + "?vetted=true")
    examiner.sees(name)
    for member in (applicant, examiner):
        member.close()


def offers_a_time(examiner: Member) -> None:
    """An examiner offers an hour of the day after tomorrow, on their desk."""
    begins = clock.now() + timedelta(days=2)
    examiner.fill(starts_at=begins.strftime("%Y-%m-%dT%H:%M"), minutes="30", where=CALL)
    examiner.press("Offer it")
    examiner.sees(CALL)


def scored(
    chromium: Browser, home: str, said: list[str], screening: Screening, seats: list[Actor], points: str
) -> Member:
    """Whoever was assigned scores by the rubric and says why."""
    due = screening.steps.get(state="examining").scores.get(scored_at=None)
    seat = next(one for one in seats if one.person_id == due.examiner_id)
    examiner = at_a_browser(chromium, home, said, seat)
    examiner.open(reverse("vetting:examining"))
    for field in examiner.page.locator("select[name='points']").all():
        field.select_option(label=points)
    examiner.fill_rows("reason", REASON)
    examiner.press("Score it")
    examiner.sees("Nothing to score")
    expect(examiner.page.locator("main")).not_to_contain_text(WORDS)
    return examiner
