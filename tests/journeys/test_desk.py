"""An operator's morning at the desk: a reason first, then each queue worked once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection, transaction
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.foundation import clock
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.models import FactRow
from hirehall.halls.models import Hall
from hirehall.halls.queries import policies
from hirehall.market.models import CapAppeal
from hirehall.money.models import FeeSchedule
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Person
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.models import Skill
from tests.journeys.member import PASSWORD, Member
from tests.makers.base import make_hall, make_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def ground() -> tuple[Hall, Person]:
    """A hall with a taxonomy, a member who has appealed, a job that failed, and an operator."""
    cache.clear()
    hall = make_hall()
    with transaction.atomic():
        set_founding_schedule(hall.id)
    seed_taxonomy(hall.id, by=system("demo"))
    ada = make_person("Ada Lind", Hat.FREELANCER)
    CapAppeal.objects.create(
        hall=hall, person=ada, text="Two clients have invited me this week.", made_at=clock.now()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status)"
            " VALUES ('default', 'money.drive_payment', 'failed')"
        )
    olga = make_person("Olga Operator", Hat.CLIENT, operator=True)
    olga.set_password(PASSWORD)
    olga.save()
    EmailAddress.objects.create(user=olga, email=olga.email, verified=True, primary=True)
    return hall, olga


def at_the_desk(operator: Member, olga: Person) -> None:
    """Signed in and in a staff session, by keyboard alone."""
    page = operator.page
    operator.open("/account/login/?next=/desk/")
    operator.fill(login=olga.email, password=PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/staff/session/"))
    page.locator("#id_reason").focus()
    page.keyboard.type("The morning round")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/desk/$"))
    expect(page.locator(".desk-bar")).to_contain_text("The morning round")


def test_an_operator_works_each_queue_once(
    chromium: Browser, live_server: LiveServer, said: list[str]
) -> None:
    hall, olga = ground()
    operator = Member(chromium, live_server.url, said)
    page = operator.page
    at_the_desk(operator, olga)

    operator.press("Jobs that failed")
    operator.press(re.compile("Try again"))
    operator.sees("No failed jobs")

    operator.open("/desk/appeals/")
    page.locator("#granted_1").fill("2")
    page.locator("#reason_1").fill("Both invitations are there.")
    operator.press("Answer")
    operator.sees("Nothing waits")

    operator.open("/desk/fees/")
    day = (clock.now() + timedelta(days=45)).date().isoformat()
    operator.fill(freelancer_percent="12.5", client_percent="2", effective_on=day, note="Gentler")
    operator.press("Show examples")
    operator.sees("12.5% of the price")
    operator.press("Announce")
    operator.say_yes("Announce")
    operator.sees("Version 2 is announced")

    operator.open("/desk/clocks/")
    operator.fill(
        effective_on=(clock.now() + timedelta(days=10)).date().isoformat(), reason="Faster answers",
        silence_accepts_after_days="10",
    )  # fmt: skip
    operator.press("Date this version")
    operator.sees("Running contracts keep theirs")

    operator.open("/desk/skills/")
    page.locator("summary", has_text="Rust").first.click()
    operator.activate(page.locator("details[open]").get_by_role("link", name="Retire"))
    operator.sees("Nobody and nothing that is open.")
    operator.press("Retire Rust")
    operator.say_yes("Retire Rust")
    operator.sees("Rust (retired)")

    operator.open("/desk/people/?q=ada")
    operator.press("Ada Lind")
    operator.fill(reason="Spam in proposals")
    operator.press("Suspend")
    operator.say_yes("Suspend")
    operator.sees("Suspended since")
    operator.fill(reason="It was somebody else")
    operator.press("Reinstate")
    operator.sees("may sign in again")

    assert FeeSchedule.objects.filter(version=2).exists()
    assert policies(hall.id)[0].silence_accepts_after_days == 10
    assert Skill.objects.get(name="Rust").closed_at is not None
    assert CapAppeal.objects.get().granted == 2
    assert Person.objects.get(name="Ada Lind").is_active
    done = set(FactRow.objects.filter(staff_session_id__isnull=False).values_list("name", flat=True))
    assert {"staff.looked", "staff.job_retried", "person.suspended", "person.reinstated"} <= done
    operator.close()
