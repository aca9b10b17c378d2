"""The pages of briefs and proposals, as people without a script use them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat
from hirehall.halls.models import Hall
from hirehall.market.models import Brief, CapAppeal, Proposal
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Person, StaffSession
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person
from tests.makers.market import make_brief, make_draft, make_proposal, make_proposal_draft, make_skill

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    """What a reader sees, in one line."""
    assert response.status_code == 200, (response.status_code, getattr(response, "url", ""))
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


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


def browser(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


FORM = {
    "title": "Repair the booking page of a small ferry",
    "problem": "Every third booking on a phone is lost before the payment.",
    "outcome": "People book from a phone as easily as from a desk.",
    "criteria": ["A booking takes less than two minutes", ""],
    "budget_kind": "range",
    "budget_min": "800",
    "budget_max": "1,500.50",
    "skills": ["Django", ""],
    "skills_kind": ["must", "must"],
    "questions": ["Which one have you mended before?"],
    "visibility": "public",
}


def test_from_the_first_question_to_the_answered_proposal_without_a_script(
    hall: Hall, maren: Person, tomas: Person
) -> None:
    client, work = browser(maren), browser(tomas)
    category = make_skill(hall).category_id
    begun = client.post("/briefs/new/", {"title": FORM["title"], "category_id": category})
    brief = Brief.objects.get()
    assert begun.url == f"/briefs/{brief.id}/draft/"
    assert "How will you see that it is done?" in text(client.get(begun.url))
    checked = client.post(begun.url, {**FORM, "category_id": category, "check": "yes"})
    assert checked.url == f"/briefs/{brief.id}/check/"
    assert "Publish" in text(client.get(checked.url))
    client.post(f"/briefs/{brief.id}/publication/")
    assert "€800 to €1,500.50" in text(work.get(f"/briefs/{brief.id}/"))

    asked = {"question": "Does the calendar have to stay?"}
    work.post(f"/briefs/{brief.id}/clarifications/", asked)
    row = brief.clarifications.get()
    client.post(f"/clarifications/{row.id}/answer/", {"answer": "No, it may go."})
    assert "No, it may go." in text(Client().get(f"/briefs/{brief.id}/"))

    question = brief.questions.get()
    sheet = {
        "cover": "I would first read what is there, then repair the worst page, then the rest.",
        f"answer_{question.id}": "The one of a museum.",
        "plan_title": ["Reading", "Repairing", ""],
        "plan_amount": ["200", "900.50", ""],
        "plan_days": ["5", "", ""],
        "plan_criteria": ["A list of faults", "", ""],
        "days": "21",
        "links_url": ["https://example.org/museum"],
        "links_label": ["The museum"],
        "check": "yes",
    }
    saved = work.post(f"/briefs/{brief.id}/proposal/", sheet)
    assert saved.url == f"/briefs/{brief.id}/proposal/check/"
    seen = text(work.get(saved.url))
    assert "€1,100.50" in seen
    assert "€880.40" in seen
    proposal = Proposal.objects.get()
    work.post(f"/proposals/{proposal.id}/submission/")
    assert "1 proposal" in text(client.get(f"/briefs/{brief.id}/proposals/"))
    assert "The one of a museum." in text(client.get(f"/proposals/{proposal.id}/"))
    assert Proposal.objects.get().state == "read"
    client.post(f"/proposals/{proposal.id}/shortlisting/", {"note": "Clear plan"})
    assert "Clear plan" in text(client.get(f"/briefs/{brief.id}/proposals/"))
    client.post(f"/proposals/{proposal.id}/refusal/", {"reason": "We chose somebody nearer."})
    assert "We chose somebody nearer." in text(work.get(f"/proposals/{proposal.id}/"))


def test_what_cannot_be_read_is_said_at_its_field(hall: Hall, maren: Person) -> None:
    brief = make_draft(hall, actor_of(maren))
    seen = text(
        browser(maren).post(
            f"/briefs/{brief.id}/draft/",
            {**FORM, "budget_min": "much", "skills": ["Djanggo"], "skills_kind": ["must"]},
        )
    )
    assert "Write an amount in EUR, like 1200 or 1,200.50." in seen
    assert "Did you mean Django?" in seen


def test_autosave_keeps_what_can_be_read_and_says_what_cannot(hall: Hall, maren: Person) -> None:
    brief = make_draft(hall, actor_of(maren))
    answer = browser(maren).post(
        f"/briefs/{brief.id}/draft/saved/", {**FORM, "title": "Another title", "budget_min": "much"}
    )
    assert answer.status_code == 200
    assert "except: Budget, or from" in answer.json()["said"]
    kept = Brief.objects.get(id=brief.id)
    assert (kept.title, kept.budget_min_minor) == ("Another title", 800_00)


def test_an_incomplete_draft_lists_what_is_missing_and_offers_no_publication(
    hall: Hall, maren: Person
) -> None:
    brief = make_draft(hall, actor_of(maren), criteria=())
    page = browser(maren).get(f"/briefs/{brief.id}/check/")
    assert "Write at least one thing by which you will see" in text(page)
    assert f"/briefs/{brief.id}/publication/" not in page.content.decode()


def test_a_sealed_proposal_shows_others_its_number_only(hall: Hall, maren: Person, tomas: Person) -> None:
    brief = make_brief(hall, actor_of(maren))
    proposal = make_proposal(brief, actor_of(tomas))
    other = browser(make_person("Ines Quandt"))
    assert "1 (sealed)" in text(other.get(f"/briefs/{brief.id}/"))
    assert other.get(f"/proposals/{proposal.id}/").status_code == 404
    assert other.get(f"/briefs/{brief.id}/proposals/").status_code == 404
    assert Client().get(f"/proposals/{proposal.id}/").status_code == 302


def test_compared_proposals_stand_side_by_side(hall: Hall, maren: Person, tomas: Person) -> None:
    brief = make_brief(hall, actor_of(maren))
    ids = [make_proposal(brief, actor_of(who)).id for who in (tomas, make_person("Ines Quandt"))]
    seen = text(browser(maren).get(f"/briefs/{brief.id}/proposals/comparison/", {"p": ids}))
    for words in ("Tomas Reyl", "Ines Quandt", "€1,236.00"):
        assert words in seen
    assert browser(maren).get(f"/briefs/{brief.id}/proposals/comparison/", {"p": ids[:1]}).status_code == 409


def test_the_line_says_what_an_amount_means(hall: Hall, maren: Person, tomas: Person) -> None:
    brief = make_brief(hall, actor_of(maren))
    seen = text(browser(tomas).get(f"/briefs/{brief.id}/proposal/quote/", {"amount": "1000"}))
    assert "Client pays €1,030.00 You get €800.00 Hall keeps €230.00" in seen
    assert "Name a price" in text(browser(tomas).get(f"/briefs/{brief.id}/proposal/quote/", {"amount": "x"}))


def test_lists_cost_the_same_queries_however_long_they_are(
    hall: Hall, maren: Person, tomas: Person, django_assert_num_queries: Any
) -> None:
    client = browser(maren)
    first = make_brief(hall, actor_of(maren))
    make_proposal(first, actor_of(tomas))
    make_proposal(first, actor_of(make_person("Ines Quandt")))
    client.get("/briefs/")
    client.get(f"/briefs/{first.id}/")
    counts = []
    for names in ((), ("Ada Wren", "Bo Lind", "Cy Marsh")):
        for name in names:
            make_proposal(first, actor_of(make_person(name)))
            make_brief(hall, actor_of(maren))
        with CountQueries() as counted:
            client.get("/briefs/")
            client.get(f"/briefs/{first.id}/proposals/")
            client.get(f"/briefs/{first.id}/")
        counts.append(counted.count)
    assert counts[0] == counts[1]
    assert counts[0] <= 36


def test_the_page_of_a_brief_costs_twelve_queries_with_session_and_frame(
    hall: Hall, maren: Person, tomas: Person
) -> None:
    brief = make_brief(hall, actor_of(maren))
    make_proposal(brief, actor_of(tomas))
    work = browser(tomas)
    for client, most in ((work, 12), (Client(), 9)):
        client.get(f"/briefs/{brief.id}/")
        with CountQueries() as counted:
            client.get(f"/briefs/{brief.id}/")
        assert counted.count <= most


class CountQueries:
    """How many queries ran in the block."""

    def __enter__(self) -> CountQueries:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self._context = CaptureQueriesContext(connection)
        self._context.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._context.__exit__(*error)
        self.count = len(self._context)


def test_somebody_at_the_weekly_cap_is_led_to_the_appeal(db: None, maren: Person, tomas: Person) -> None:
    hall = make_hall(proposals_per_week=1)
    set_founding_schedule(hall.id, at=LONG_AGO)
    client_: Actor = actor_of(maren)
    make_proposal(make_brief(hall, client_), actor_of(tomas))
    draft = make_proposal_draft(make_brief(hall, client_), actor_of(tomas))
    work = browser(tomas)
    assert work.post(f"/proposals/{draft.id}/submission/").url == "/proposals/appeal/"
    assert "Ask for more" in text(work.get("/proposals/appeal/"))
    work.post("/proposals/appeal/", {"text": "Two clients have invited me today, and I keep every promise."})
    assert "is with the operators" in text(work.get("/proposals/appeal/"))


def staff_browser(operator: Person) -> Client:
    """The browser of an operator who has begun a staff session."""
    desk = browser(operator)
    running = StaffSession.objects.create(
        person=operator, reason="appeals", started_at=clock.now(), expires_at=clock.now() + timedelta(hours=1)
    )
    session = desk.session
    session["staff_session_id"] = str(running.id)
    session.save()
    return desk


def test_operators_answer_appeals_in_a_staff_session_only(db: None, maren: Person, tomas: Person) -> None:
    hall = make_hall(proposals_per_week=1)
    make_proposal(make_brief(hall, actor_of(maren)), actor_of(tomas))
    browser(tomas).post("/proposals/appeal/", {"text": "Two clients have invited me, and I keep promises."})
    operator = make_person("Olga Ring", Hat.CLIENT, operator=True)
    assert browser(operator).get("/desk/appeals/").status_code == 302
    desk = staff_browser(operator)
    assert "I keep promises" in text(desk.get("/desk/appeals/"))
    appeal_id = CapAppeal.objects.get().id
    desk.post("/desk/appeals/", {"appeal_id": appeal_id, "granted": "2", "reason": "Both are there."})
    assert "2 more proposals granted" in text(browser(tomas).get("/proposals/appeal/"))


def test_a_nul_character_in_a_form_is_refused_in_words(hall: Hall, maren: Person) -> None:
    brief = make_brief(hall, actor_of(maren))
    answer = browser(maren).post(f"/briefs/{brief.id}/closure/", {"reason": "Because \x00 of it"})
    assert answer.status_code == 400
    assert Brief.objects.get().state == "published"
