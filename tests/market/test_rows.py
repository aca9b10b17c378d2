"""Forms of many rows, the live line and attachments, as people without a script use them."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hirehall.files.models import StoredFile
from hirehall.foundation.actor import Hat
from hirehall.halls.models import Hall
from hirehall.market.models import Brief, BriefRevision, Proposal
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Person
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person
from tests.makers.market import make_brief, make_draft, make_proposal, make_proposal_draft, make_skill
from tests.market.test_pages import FORM, browser, text

pytestmark = pytest.mark.django_db

PLAN = {
    "cover": "I would first read what is there, then repair the worst page, then the rest.",
    "plan_title": ["Reading", "Repairing"],
    "plan_amount": ["200", "900.50"],
    "plan_days": ["5", ""],
    "plan_criteria": ["A list of faults", ""],
}


@pytest.fixture
def hall(db: None) -> Hall:
    made = make_hall()
    set_founding_schedule(made.id, at=LONG_AGO)
    make_skill(made)
    return made


@pytest.fixture
def maren(db: None) -> Person:
    return make_person("Maren Holt", Hat.CLIENT)


@pytest.fixture
def tomas(db: None) -> Person:
    return make_person("Tomas Reyl")


def note(
    name: str = "timetable.txt", words: bytes = b"Every hour from eight to eight."
) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words, content_type="text/plain")


def posted(client: Client, address: str, sheet: dict[str, Any], **more: Any) -> str:
    response = client.post(address, {**sheet, **more})
    assert response.status_code == 200, (response.status_code, getattr(response, "url", ""))
    return str(response.content.decode())


def test_one_more_row_keeps_what_was_typed_and_asks_nothing_yet(hall: Hall, maren: Person) -> None:
    brief = make_draft(hall, actor_of(maren))
    typed = {**FORM, "criteria": ["First", "Second", "Third"], "budget_min": "much"}
    page = posted(browser(maren), f"/briefs/{brief.id}/draft/", typed, more_rows="criteria")
    assert page.count('name="criteria"') == 4
    assert page.count("autofocus") == 1
    assert 'value="Third"' in page
    assert 'value="much"' in page
    assert "Please mend this first" not in page


def test_a_row_is_removed_from_the_middle(hall: Hall, maren: Person) -> None:
    brief = make_draft(hall, actor_of(maren))
    typed = {**FORM, "criteria": ["First", "Second", "Third"]}
    page = posted(browser(maren), f"/briefs/{brief.id}/draft/", typed, fewer_rows="criteria:1")
    assert 'value="Second"' not in page
    assert Brief.objects.get(id=brief.id).criteria == ["First", "Third"]


@pytest.mark.parametrize("wish", ["nothing:1", "title", "criteria:99", "criteria:-1", "criteria:²", "plan:1"])
def test_a_wish_for_rows_that_makes_no_sense_loses_nothing(hall: Hall, maren: Person, wish: str) -> None:
    brief = make_draft(hall, actor_of(maren))
    response = browser(maren).post(f"/briefs/{brief.id}/draft/", {**FORM, "fewer_rows": wish})
    assert response.status_code in {200, 302}
    assert Brief.objects.get(id=brief.id).criteria == [FORM["criteria"][0]]


def test_rows_end_at_the_halls_most(hall: Hall, maren: Person) -> None:
    brief = make_draft(hall, actor_of(maren))
    typed = {**FORM, "questions": [f"Question number {number}?" for number in range(6)]}
    page = posted(browser(maren), f"/briefs/{brief.id}/draft/", typed, more_rows="questions")
    assert page.count('name="questions"') == 6


def test_the_line_follows_the_whole_plan_row_by_row(hall: Hall, maren: Person, tomas: Person) -> None:
    brief = make_brief(hall, actor_of(maren))
    asked = {**PLAN, "amount": "77"}
    seen = text(browser(tomas).get(f"/briefs/{brief.id}/proposal/quote/", asked))
    assert "Reading €200.00 €206.00 €160.00 €46.00" in seen
    assert "Repairing €900.50 €927.52 €720.40 €207.12" in seen
    assert "Client pays €1,133.52 You get €880.40 Hall keeps €253.12" in seen
    half = {"plan_title": ["Reading", "Repairing"], "plan_amount": ["200", "lots"]}
    seen = text(browser(tomas).get(f"/briefs/{brief.id}/proposal/quote/", half))
    assert "Client pays €206.00" in seen
    assert "1 milestone without a price that can be read yet" in seen


def test_without_scripts_the_line_follows_the_plan_at_the_next_row_and_at_the_check(
    hall: Hall, maren: Person, tomas: Person
) -> None:
    brief = make_brief(hall, actor_of(maren))
    page = posted(browser(tomas), f"/briefs/{brief.id}/proposal/", PLAN, more_rows="plan")
    assert page.count('name="plan_title"') == 3
    assert "€880.40" in page
    seen = text(browser(tomas).get(f"/briefs/{brief.id}/proposal/check/"))
    assert "Repairing €900.50 €927.52 €720.40 €207.12" in seen
    assert "€880.40" in seen


def test_the_budget_says_what_both_ends_mean(hall: Hall, maren: Person) -> None:
    brief = make_draft(hall, actor_of(maren))
    asked = {"budget_kind": "range", "budget_min": "800", "budget_max": "1500"}
    seen = text(browser(maren).get(f"/briefs/{brief.id}/draft/quote/", asked))
    words = (
        "You pay €824.00 to €1,545.00 The freelancer gets €640.00 to €1,200.00 Hall keeps €184.00 to €345.00"
    )
    assert words in seen
    one = text(browser(maren).get(f"/briefs/{brief.id}/draft/quote/", {**asked, "budget_kind": "fixed"}))
    assert "You pay €824.00 The freelancer gets €640.00" in one
    assert words in text(browser(maren).get(f"/briefs/{brief.id}/draft/"))
    stranger = browser(make_person("Ines Quandt"))
    assert stranger.get(f"/briefs/{brief.id}/draft/quote/", asked).status_code == 404


def test_an_attachment_of_a_draft_is_removed_at_once(hall: Hall, maren: Person) -> None:
    brief, client = make_draft(hall, actor_of(maren)), browser(maren)
    client.post(f"/briefs/{brief.id}/draft/", {**FORM, "attachments": [note(), note("map.txt")]})
    keeps, goes = StoredFile.objects.filter(subject_id=brief.id).order_by("name")
    assert "Remove timetable.txt" in client.get(f"/briefs/{brief.id}/draft/").content.decode()
    client.post(f"/briefs/{brief.id}/draft/", {**FORM, "remove_file_ids": goes.id})
    assert list(StoredFile.objects.filter(subject_id=brief.id)) == [keeps]


def test_an_attachment_of_a_published_brief_leaves_by_an_edit_that_everybody_reads(
    hall: Hall, maren: Person
) -> None:
    brief, client = make_brief(hall, actor_of(maren), questions=()), browser(maren)
    sheet = {**FORM, "category_id": brief.category_id}
    client.post(f"/briefs/{brief.id}/edit/", {**sheet, "attachments": [note()], "note": "The timetable"})
    stored = StoredFile.objects.get(subject_id=brief.id)
    client.post(
        f"/briefs/{brief.id}/edit/", {**sheet, "remove_file_ids": stored.id, "note": "It was the old one"}
    )
    assert not StoredFile.objects.filter(subject_id=brief.id).exists()
    last = BriefRevision.objects.filter(brief=brief).latest("number")
    assert last.changes == [{"field": "Attachments", "before": "timetable.txt (31 bytes)", "after": ""}]
    seen = text(Client().get(f"/briefs/{brief.id}/"))
    assert "It was the old one" in seen
    assert "timetable.txt (31 bytes)" in seen


def test_a_file_of_something_else_is_not_removed(hall: Hall, maren: Person, tomas: Person) -> None:
    brief, other = make_draft(hall, actor_of(maren)), make_draft(hall, actor_of(maren))
    client = browser(maren)
    client.post(f"/briefs/{other.id}/draft/", {**FORM, "attachments": [note()]})
    stored = StoredFile.objects.get()
    client.post(f"/briefs/{brief.id}/draft/", {**FORM, "remove_file_ids": stored.id})
    assert StoredFile.objects.filter(subject_id=other.id).exists()


def test_chosen_files_survive_a_mistake_in_an_edit(hall: Hall, maren: Person) -> None:
    brief, client = make_brief(hall, actor_of(maren), questions=()), browser(maren)
    sheet = {**FORM, "category_id": brief.category_id, "note": ""}
    wrong = {**sheet, "budget_min": "much", "attachments": [note(), note("empty.txt", b"")]}
    page = posted(client, f"/briefs/{brief.id}/edit/", wrong)
    assert "“empty.txt”:" in page
    stored = StoredFile.objects.get()
    assert f'name="kept_file_ids" value="{stored.id}"' in page
    client.post(f"/briefs/{brief.id}/edit/", {**sheet, "kept_file_ids": stored.id})
    assert StoredFile.objects.get().subject_id == brief.id


def test_a_sent_proposal_changes_as_a_whole_and_drops_attachments_with_the_change(
    hall: Hall, maren: Person, tomas: Person
) -> None:
    brief = make_brief(hall, actor_of(maren), questions=())
    work = browser(tomas)
    make_proposal(brief, actor_of(tomas))
    address = f"/briefs/{brief.id}/proposal/"
    assert work.post(address, {**PLAN, "attachments": [note()]}).status_code == 302
    stored = StoredFile.objects.get(subject_kind="proposal")
    assert 'type="checkbox" name="remove_file_ids"' in work.get(address).content.decode()
    posted(work, address, {**PLAN, "plan_amount": ["200", "much"], "remove_file_ids": stored.id})
    assert Proposal.objects.get().amount_minor == 1100_50
    assert StoredFile.objects.filter(id=stored.id).exists()
    assert work.post(address, {**PLAN, "remove_file_ids": stored.id}).status_code == 302
    assert not StoredFile.objects.filter(id=stored.id).exists()


MISTAKES = [
    ("plan_amount", ["200", "much"], "Milestone 2: write a price in EUR, like 400 or 400.50."),
    ("plan_amount", ["200 USD", "1"], "Milestone 1: write a price in EUR"),
    ("plan_amount", ["0", "1"], "Milestone 1: write a price above zero"),
    ("plan_amount", ["9" * 40, "1"], "Milestone 1: write a price"),
    ("plan_title", ["Reading", ""], "Milestone 2: give it a title."),
    ("plan_days", ["5", "-3"], "Milestone 2: write the day as a whole number"),
    ("plan_days", ["9" * 400, ""], "Milestone 1: write the day as a whole number"),
    ("days", "0", "greater than or equal to 1"),
    ("amount", "€ 12x", "Write an amount in EUR, like 1200 or 1,200.50."),
    ("cover", "x" * 10_000, "at most 6000 characters"),
    ("links_url", ["museum", ""], "Link 1: write an address that starts with https://"),
]


@pytest.mark.parametrize(("field", "typed", "says"), MISTAKES)
def test_a_mistake_in_a_proposal_is_said_at_its_field_and_nothing_typed_is_lost(
    hall: Hall, maren: Person, tomas: Person, field: str, typed: Any, says: str
) -> None:
    brief = make_brief(hall, actor_of(maren), questions=())
    sheet = {**PLAN, "links_url": ["", ""], "links_label": ["The museum", ""], "days": "21", field: typed}
    if field != "links_url":
        sheet["links_url"] = ["https://example.org/museum", ""]
    page = posted(browser(tomas), f"/briefs/{brief.id}/proposal/", sheet)
    name = "plan" if field.startswith("plan") else "links" if field.startswith("links") else field
    assert f'href="#id_{name}"' in page
    assert says in page
    assert "The museum" in page
    for words in typed if isinstance(typed, list) else [typed]:
        assert words in page


BUDGETS = [
    ({"budget_min": "-5"}, "budget_min", "Write an amount above zero."),
    ({"budget_min": "1e40"}, "budget_min", "Write an amount in EUR"),
    ({"budget_min": "999999999999999"}, "budget_min", "Write an amount"),
    ({"budget_min": "£800"}, "budget_min", "Write an amount in EUR"),
    ({"budget_min": "900", "budget_max": "800"}, "budget_max", "The upper end of the range"),
    ({"deadline": "2001-01-01"}, "deadline", "Choose a day that is still to come."),
    ({"deadline": "soon"}, "deadline", "Enter a valid date."),
    ({"problem": "y" * 10_000}, "problem", "at most 6000 characters"),
    ({"criteria": ["z" * 301]}, "criteria", "at most 300 characters"),
    ({"skills": ["Knitting"]}, "skills", "“Knitting” is not known here."),
]


@pytest.mark.parametrize(("change", "field", "says"), BUDGETS)
def test_a_mistake_in_a_brief_is_said_at_its_field_and_nothing_typed_is_lost(
    hall: Hall, maren: Person, change: dict[str, Any], field: str, says: str
) -> None:
    brief = make_brief(hall, actor_of(maren), questions=())
    sheet = {**FORM, "category_id": brief.category_id, **change}
    page = posted(browser(maren), f"/briefs/{brief.id}/edit/", sheet, note="Because")
    assert f'href="#id_{field}"' in page
    assert says in page
    for value in change.values():
        assert (value[0] if isinstance(value, list) else value) in page


def test_a_draft_with_a_mistake_keeps_everything_else(hall: Hall, maren: Person, tomas: Person) -> None:
    draft = make_proposal_draft(make_brief(hall, actor_of(maren), questions=()), actor_of(tomas))
    posted(
        browser(tomas), f"/briefs/{draft.brief_id}/proposal/", {**PLAN, "days": "often"}, attachments=[note()]
    )
    kept = Proposal.objects.get()
    assert [step["title"] for step in kept.plan] == ["Reading", "Repairing"]
    assert kept.days == 21
    assert StoredFile.objects.get().subject_id == UUID(str(kept.id))


def seen_in(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_two_windows_on_one_draft_do_not_overwrite_each_other_unasked(hall: Hall, maren: Person) -> None:
    brief, client = make_draft(hall, actor_of(maren)), browser(maren)
    address = f"/briefs/{brief.id}/draft/"
    first = second = {**FORM, "seen": seen_in(client.get(address).content.decode())}
    assert client.post(address, {**first, "title": "Written in the first window"}).status_code == 302
    page = posted(client, address, {**second, "title": "Written in the second window"}, attachments=[note()])
    assert "changed in another window" in page
    assert 'value="Written in the second window"' in page
    assert Brief.objects.get().title == "Written in the first window"
    stored = StoredFile.objects.get()
    again = {
        **FORM,
        "title": "Written in the second window",
        "seen": seen_in(page),
        "kept_file_ids": stored.id,
    }
    assert client.post(address, again).status_code == 302
    assert Brief.objects.get().title == "Written in the second window"
    assert StoredFile.objects.get().subject_id == brief.id


def test_autosave_renews_what_the_window_has_seen(hall: Hall, maren: Person, tomas: Person) -> None:
    brief = make_brief(hall, actor_of(maren), questions=())
    for client, address, sheet in (
        (browser(maren), f"/briefs/{make_draft(hall, actor_of(maren)).id}/draft/", FORM),
        (browser(tomas), f"/briefs/{brief.id}/proposal/", PLAN),
    ):
        opened = seen_in(client.get(address).content.decode())
        said = client.post(f"{address}saved/", {**sheet, "seen": opened}).json()
        assert said["said"].startswith("Saved")
        other = {
            **sheet,
            "title": "Other words here",
            "cover": "Other words than those of before.",
            "seen": opened,
        }
        assert client.post(f"{address}saved/", other).status_code == 409
        assert client.post(f"{address}saved/", {**other, "seen": said["seen"]}).status_code == 200


def test_the_first_page_sent_twice_makes_one_draft(hall: Hall, maren: Person) -> None:
    client = browser(maren)
    key = re.search(r'name="key" value="([^"]+)"', client.get("/briefs/new/").content.decode())
    assert key is not None
    first, second = (client.post("/briefs/new/", {"title": "A ferry", "key": key[1]}) for _ in range(2))
    assert first.url == second.url
    assert Brief.objects.count() == 1


def test_short_texts_that_are_refused_are_shown_again_at_their_place(
    hall: Hall, maren: Person, tomas: Person
) -> None:
    brief = make_brief(hall, actor_of(maren))
    proposal = make_proposal(brief, actor_of(tomas))
    client, work = browser(maren), browser(tomas)
    asked = posted(work, f"/briefs/{brief.id}/clarifications/", {"question": "Why?"})
    assert "Ask in 10 to 500 characters." in asked
    assert "Why?</textarea>" in asked
    work.post(f"/briefs/{brief.id}/clarifications/", {"question": "Does the calendar have to stay?"})
    row = brief.clarifications.get()
    long = "No. " * 600
    for address, sheet, says in (
        (f"/clarifications/{row.id}/answer/", {"answer": long}, "Answer in at most 2000 characters."),
        (f"/briefs/{brief.id}/closure/", {"reason": long}, "Say in a sentence (at most 300 characters)"),
        (f"/proposals/{proposal.id}/refusal/", {"reason": long}, "Give the freelancer a reason"),
        (f"/proposals/{proposal.id}/shortlisting/", {"note": long}, "The note has at most 500 characters."),
    ):
        page = posted(client, address, sheet)
        assert says in page
        assert f"{long}</textarea>" in page
    assert work.post(f"/proposals/{proposal.id}/refusal/", {"reason": "It is mine"}).status_code != 200
    assert Proposal.objects.get().decline_reason == ""
