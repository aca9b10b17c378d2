"""The operator's desk: closed without a staff session, recorded with one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.front.forms import shares_in
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.models import FeeSchedule
from hirehall.people.models import Person
from hirehall.skills.models import Category
from tests.front.test_member_pages import signed_in
from tests.makers import money as make
from tests.makers.base import make_person
from tests.makers.files import picture_bytes

PAGES = ["desk", "desk_people", "desk_contracts", "desk_books", "desk_payouts", "desk_fees", "desk_policy",
         "desk_skills", "desk_jobs", "desk_log", "desk_hall", "desk_clauses", "desk_appeals",
         "desk_services", "desk_gallery", "desk_editing", "desk_paid"]  # fmt: skip


@pytest.fixture
def desk(transactional_db: None, hall: Any) -> Client:
    """An operator's browser with a running staff session."""
    browser = signed_in(make_person("Olga Operator", Hat.CLIENT, operator=True))
    started = browser.post(reverse("people:staff_session"), {"reason": "A member asked for help"})
    assert started.status_code == 302
    return browser


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_desk_opens(desk: Client, name: str) -> None:
    answer = desk.get(reverse(f"front:{name}"))
    assert answer.status_code == 200
    assert b"A member asked for help" in answer.content


@pytest.mark.parametrize("name", PAGES)
def test_nobody_else_learns_of_the_desk(hall: Any, name: str) -> None:
    member = signed_in(make_person("Ada Lind", Hat.FREELANCER))
    assert member.get(reverse(f"front:{name}")).status_code == 404


def test_operator_without_a_session_is_led_to_start_one(hall: Any) -> None:
    browser = signed_in(make_person("Olga Operator", Hat.CLIENT, operator=True))
    answer = browser.get("/desk/books/")
    assert answer.status_code == 302
    assert answer["Location"] == "/staff/session/?next=/desk/books/"


def test_a_session_that_ran_out_closes_the_desk(desk: Client) -> None:
    with clock.later(hours=2):
        assert desk.get("/desk/").status_code == 302


def test_a_look_at_a_person_is_recorded_with_its_session(desk: Client) -> None:
    who = make_person("Ada Lind", Hat.FREELANCER)
    assert desk.get(f"/desk/people/{who.id}/").status_code == 200
    fact = FactRow.objects.get(name="staff.looked")
    assert fact.about == [who.id]
    assert fact.staff_session_id is not None


def test_people_are_found_suspended_and_reinstated(desk: Client) -> None:
    who = make_person("Ada Lind", Hat.FREELANCER)
    make_person("Bo Berg", Hat.FREELANCER)
    page = desk.get("/desk/people/?q=ada").content.decode()
    assert "Ada Lind" in page
    assert "Bo Berg" not in page
    desk.post(f"/desk/people/{who.id}/suspension/", {"reason": "Spam in proposals"})
    assert not Person.objects.get(id=who.id).is_active
    desk.post(f"/desk/people/{who.id}/reinstatement/", {"reason": "It was a mistake of ours"})
    assert Person.objects.get(id=who.id).is_active


def test_new_fees_are_looked_at_first_and_announced_then(desk: Client) -> None:
    day = (clock.now() + timedelta(days=45)).date().isoformat()
    asked = {"freelancer_percent": "12.5", "client_percent": "2", "effective_on": day, "note": "Gentler"}
    page = desk.post("/desk/fees/", {**asked, "what": "preview"}).content.decode()
    assert "12.5% of the price" in page
    assert "€875.00" in page
    assert FeeSchedule.objects.count() == 1
    desk.post("/desk/fees/", {**asked, "what": "announce"})
    new = FeeSchedule.objects.get(version=2)
    assert new.rules["freelancer"][0]["basis_points"] == 1250
    assert "Version 2" in Client().get("/fees/").content.decode()


def test_own_clients_get_their_own_fee_without_writing_json(desk: Client) -> None:
    day = (clock.now() + timedelta(days=45)).date().isoformat()
    asked = {
        "freelancer_percent": "15",
        "client_percent": "3",
        "direct_freelancer": "0",
        "invited_client": "3",
    }
    live = desk.get("/desk/fees/examples/", asked).content.decode()
    assert "15% of the price; with clients of one’s own: nothing" in live
    assert "€850.00" in live.split("<strong>Own clients")[0]
    assert "€1,000.00" in live.split("<strong>Own clients")[1]
    assert FeeSchedule.objects.count() == 1
    for wrong in ({"direct_client": "101"}, {"rules": '{"form": 1, "client": [{}]}'}, {"rules": "{"}):
        page = desk.get("/desk/fees/examples/", wrong)
        assert (page.status_code, b"<table" in page.content) == (200, False)
    desk.post("/desk/fees/", {**asked, "effective_on": day, "what": "announce"})
    new = FeeSchedule.objects.get(version=2)
    (share,) = new.rules["freelancer"]
    assert (share["by"], share["options"], share["otherwise"][0]["basis_points"]) == (
        "origin",
        {"direct": []},
        1500,
    )
    assert [one["kind"] for one in new.rules["client"]] == ["percent"], (
        "the same for all is not written twice"
    )
    assert "with clients of one’s own: nothing" in Client().get("/fees/").content.decode()


def test_the_fee_form_begins_with_the_shares_in_force(desk: Client) -> None:
    percent = {"kind": "percent", "basis_points": 1250}
    own = {"kind": "selected", "by": "origin", "options": {"direct": []}, "otherwise": [percent]}
    assert shares_in({"form": 1, "freelancer": [own], "client": [percent]}) == {
        "freelancer_percent": "12.5", "direct_freelancer": "0", "client_percent": "12.5",
    }  # fmt: skip
    flat = {"kind": "flat", "minor": 100}
    assert shares_in({"form": 1, "freelancer": [flat], "client": []}) == {}, "more than shares: JSON says it"
    assert 'name="freelancer_percent" value="20"' in desk.get("/desk/fees/").content.decode()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"rules": "{"}, "This is not JSON"),
        ({"rules": '{"form": 1, "client": [{"kind": "magic"}]}'}, "client[0].kind"),
        ({"rules": '{"form": 1, "currency": "USD", "client": [{"kind": "flat", "minor": 1}]}'}, "USD"),
        ({"freelancer_percent": "10"}, "days of notice"),
    ],
)
def test_fees_that_cannot_be_are_refused_at_their_field(
    desk: Client, asked: dict[str, str], says: str
) -> None:
    day = (clock.now() + timedelta(days=3)).date().isoformat()
    page = desk.post("/desk/fees/", {**asked, "effective_on": day, "what": "announce"}).content.decode()
    assert says in page
    assert FeeSchedule.objects.count() == 1


def test_a_new_version_of_the_clocks_is_dated(desk: Client, hall: Any) -> None:
    page = desk.get("/desk/clocks/").content.decode()
    headings = [
        "Ways of working",
        "Who may join",
        "Everywhere, and work in milestones",
        "Own clients",
        "Work by the hour",
        "Services",
    ]
    assert [part.rpartition(">")[2] for part in page.split("</legend>")[:6]] == headings
    assert "Days until a delivered milestone counts as accepted" in page
    assert 'name="silence_accepts_after_days"' in page
    from hirehall.front.forms import policy_fields
    from hirehall.halls.queries import policies, policy_now

    numbers: dict[str, Any] = {name: policy_now(hall.id).number(name) for name in policy_fields()}
    numbers |= {"payout_minimum_minor": "12.50", "largest_amount_minor": "1000000", "joining.domain": ""}
    numbers["silence_accepts_after_days"] = 10
    day = (clock.now() + timedelta(days=10)).date().isoformat()
    desk.post("/desk/clocks/", {**numbers, "effective_on": day, "reason": "Faster answers"})
    assert policies(hall.id)[0].silence_accepts_after_days == 10
    assert policies(hall.id)[0].payout_minimum_minor == 1250
    assert policy_now(hall.id).silence_accepts_after_days == 14


def test_books_are_checked_on_demand_and_by_night(desk: Client) -> None:
    from hirehall.front.jobs import audit_nightly

    desk.post("/desk/books/")
    audit_nightly.func(timestamp=0)
    assert FactRow.objects.filter(name="books.audited").count() == 1
    with clock.later(days=1):
        audit_nightly.func(timestamp=0)
    results = FactRow.objects.filter(name="books.audited")
    assert [row.data["broken"] for row in results] == [[], []]
    assert "invariants hold" in desk.get("/desk/books/").content.decode()


def test_a_failed_job_is_tried_again_and_that_is_recorded(desk: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('default', 'money.drive_payment', '{}', 'failed') RETURNING id"
        )
        (job_id,) = cursor.fetchone()
    assert "money.drive_payment" in desk.get("/desk/jobs/").content.decode()
    desk.post(f"/desk/jobs/{job_id}/retry/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job_id])
        assert cursor.fetchone() == ("todo",)
    assert FactRow.objects.filter(name="staff.job_retried").count() == 1


def test_categories_and_skills_are_kept_at_the_desk(desk: Client, hall: Any) -> None:
    desk.post("/desk/skills/", {"name": "Stone carving"})
    category = Category.objects.get(hall=hall, name="Stone carving")
    desk.post(f"/desk/categories/{category.id}/", {"what": "add", "name": "Lettering"})
    skill = category.skills.get()
    desk.post(f"/desk/skills/{skill.id}/closing/", {"successor": ""})
    assert category.skills.get().closed_at is not None
    desk.post(f"/desk/skills/{skill.id}/", {"what": "reopen"})
    assert category.skills.get().closed_at is None


def test_lists_of_the_desk_do_not_ask_more_with_more_people(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_person(f"Person {number}", Hat.FREELANCER)
    with django_assert_max_num_queries(12):
        desk.get("/desk/people/")


LOOK = {
    "name": "Harbour", "tagline": "Work from the port", "hue": "30", "chroma_thousandths": "90",
    "typeface": "book", "leads_with": "package",
    "escrow_word": "project funds", "contact_email": "desk@harbour.example",
}  # fmt: skip


def test_a_halls_look_is_tried_with_its_contrast_and_saved(desk: Client, hall: Any) -> None:
    tried = desk.post("/desk/hall/", {**LOOK, "what": "try"}).content.decode()
    assert "Words on a button" in tried
    hall.refresh_from_db()
    assert hall.hue == 178
    desk.post("/desk/hall/", LOOK)
    hall.refresh_from_db()
    assert (hall.name, hall.hue, hall.escrow_word) == ("Harbour", 30, "project funds")
    assert (hall.typeface, hall.leads_with) == ("book", "package")
    assert "theme.css?h=30&amp;c=90" in desk.get("/desk/hall/").content.decode()
    wrong = desk.post("/desk/hall/", {**LOOK, "hue": "360"}).content.decode()
    assert "less than or equal to 359" in wrong


def test_a_logo_takes_the_place_of_the_mark_and_goes_again(desk: Client, hall: Any) -> None:
    picture = SimpleUploadedFile("logo.png", picture_bytes(300, 300))
    desk.post("/desk/hall/logo/", {"picture": picture})
    hall.refresh_from_db()
    assert f"/pictures/{hall.logo_file_id}/small.webp" in desk.get("/desk/hall/").content.decode()
    assert Client().get(f"/pictures/{hall.logo_file_id}/small.webp").status_code == 200
    desk.post("/desk/hall/logo/", {"remove": "1"})
    hall.refresh_from_db()
    assert hall.logo_file_id is None
    assert "Choose a picture first" in desk.post("/desk/hall/logo/", follow=True).content.decode()


def test_a_clause_is_dated_at_the_desk(desk: Client, hall: Any) -> None:
    asked = {"kind": "confidentiality", "title": "Both sides keep secrets", "text": "For five years."}
    past = desk.post("/desk/clauses/", {**asked, "effective_on": "2020-01-01"}).content.decode()
    assert "A clause is dated ahead" in past
    day = (clock.now() + timedelta(days=10)).date().isoformat()
    desk.post("/desk/clauses/", {**asked, "effective_on": day})
    page = desk.get("/desk/clauses/").content.decode()
    assert "For five years." in page
    assert "announced" in page


def test_a_skill_is_renamed_at_the_desk(desk: Client, hall: Any) -> None:
    desk.post("/desk/skills/", {"name": "Stone carving"})
    category = Category.objects.get(hall=hall, name="Stone carving")
    desk.post(f"/desk/categories/{category.id}/", {"what": "add", "name": "Letering"})
    skill = category.skills.get()
    desk.post(f"/desk/skills/{skill.id}/", {"what": "rename", "name": "Lettering"})
    skill.refresh_from_db()
    assert (skill.name, skill.synonyms) == ("Lettering", ["Letering"])


def test_a_failed_job_is_given_up_with_a_reason(desk: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('default', 'money.drive_payment', '{}', 'failed') RETURNING id"
        )
        (job_id,) = cursor.fetchone()
    desk.post(f"/desk/jobs/{job_id}/discard/", {"reason": ""})
    assert "money.drive_payment" in desk.get("/desk/jobs/").content.decode()
    desk.post(f"/desk/jobs/{job_id}/discard/", {"reason": "Paid by hand"})
    assert "No failed jobs" in desk.get("/desk/jobs/").content.decode()
    assert FactRow.objects.get(name="staff.job_discarded").data["reason"] == "Paid by hand"


def test_an_announced_schedule_is_withdrawn_with_a_reason(desk: Client) -> None:
    day = (clock.now() + timedelta(days=45)).date().isoformat()
    asked = {"freelancer_percent": "12.5", "client_percent": "2", "effective_on": day, "note": "Gentler"}
    desk.post("/desk/fees/", {**asked, "what": "announce"})
    new = FeeSchedule.objects.get(version=2)
    desk.post(f"/desk/fees/{new.id}/withdrawal/", {"reason": ""})
    assert FeeSchedule.objects.get(version=2).withdrawn_at is None
    desk.post(f"/desk/fees/{new.id}/withdrawal/", {"reason": "Members asked for a vote"})
    for page in ("/desk/fees/", "/fees/"):
        assert "Members asked for a vote" in desk.get(page).content.decode()


def test_a_payout_that_came_back_is_tried_again_or_returned(transactional_db: None, hall: Any) -> None:
    deal = make.make_deal()
    make.fund(deal)
    make.release(deal, 1_000_00)
    destination = make.save_practice_account(deal, "SANDBOX-CLOSED")
    payout = request_payout(destination.id, amount=Money(100_00, "EUR"), by=deal.as_freelancer)
    jobs.drain()
    browser = signed_in(make_person("Olga Operator", Hat.CLIENT, operator=True))
    browser.post(reverse("people:staff_session"), {"reason": "Payouts that came back"})
    assert "Try again" in browser.get("/desk/payouts/?show=failed").content.decode()
    browser.post(f"/desk/payouts/{payout.id}/retry/")
    payout.refresh_from_db()
    assert (payout.status, payout.attempt) == ("requested", 2)
    jobs.drain()
    browser.post(f"/desk/payouts/{payout.id}/return/", {"reason": "The account is closed"})
    payout.refresh_from_db()
    assert (payout.status, payout.reason) == ("cancelled", "The account is closed")
    assert "Every payout that was asked for has arrived" in browser.get("/desk/payouts/").content.decode()
