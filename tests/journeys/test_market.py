"""The market in a real browser: the builder and its rows, clarifications, a plan with its live line, the client's
choice, and the lists; with and without JavaScript, and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.foundation import jobs
from hirehall.foundation.actor import Hat
from hirehall.halls.models import Hall
from hirehall.market.actions.edit_brief import edit_brief
from hirehall.market.models import Brief, Proposal
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Person
from tests.journeys.member import Member
from tests.journeys.typist import Typist
from tests.look.axe import look_at
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person
from tests.makers.market import brief_content, make_brief, make_draft, make_proposal, make_skill

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
TITLE = "Repair the booking page of a small ferry"
Enter = Callable[..., Member]


@pytest.fixture
def hall() -> Hall:
    cache.clear()
    made = make_hall()
    with transaction.atomic():
        set_founding_schedule(made.id, at=LONG_AGO)
    for name in ("Django", "Checkout", "Timetables"):
        make_skill(made, name)
    return made


@pytest.fixture
def maren(hall: Hall) -> Person:
    return make_person("Maren Holt", Hat.CLIENT)


@pytest.fixture
def tomas(hall: Hall) -> Person:
    return make_person("Tomas Reyl")


def session_of(person: Person) -> str:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies["sessionid"].value


@pytest.fixture
def enter(chromium: Browser, live_server: LiveServer, said: list[str]) -> Enter:
    """A person at a browser, signed in."""

    def entered(person: Person, *, scripts: bool = True, hands: type[Member] = Member) -> Member:
        member = hands(chromium, live_server.url, said, scripts=scripts)
        member.page.context.add_cookies(
            [{"name": "sessionid", "value": session_of(person), "url": live_server.url}]
        )
        return member

    return entered


def rows_of(member: Member, name: str, count: int) -> None:
    expect(member.page.locator(f"[name='{name}']")).to_have_count(count)


@SCRIPTS
def test_the_builder_grows_by_rows_and_shows_what_others_will_see(
    hall: Hall, maren: Person, enter: Enter, scripts: bool
) -> None:
    brief = make_draft(hall, actor_of(maren), criteria=("One", "Two", "Three"), questions=())
    client = enter(maren, scripts=scripts)
    client.open(f"/briefs/{brief.id}/draft/")
    rows_of(client, "criteria", 3)
    client.page.get_by_role("button", name="Add another criterion").click()
    rows_of(client, "criteria", 4)
    fresh = client.page.get_by_label("Criterion 4", exact=True)
    expect(fresh).to_be_focused()
    fresh.fill("The receipt comes by mail")
    client.page.get_by_role("button", name="Remove criterion 2").click()
    rows_of(client, "criteria", 3)
    expect(client.page.get_by_label("Criterion 2", exact=True)).to_have_value("Three")
    expect(client.page.get_by_label("Criterion 3", exact=True)).to_have_value("The receipt comes by mail")
    client.press("Check and publish")
    client.sees("This is what freelancers will read")
    client.sees("The receipt comes by mail")
    client.sees("You pay €824.00 to €1,545.00")
    assert Brief.objects.get().criteria == ["One", "Three", "The receipt comes by mail"]
    client.press("Publish")
    client.sees("Proposals (0)")
    client.close()


def test_the_builder_keeps_what_is_typed_and_follows_the_budget(
    hall: Hall, maren: Person, enter: Enter
) -> None:
    brief = make_draft(hall, actor_of(maren))
    client = enter(maren)
    client.open(f"/briefs/{brief.id}/draft/")
    client.page.locator("#id_title").fill("Another title that nobody has saved")
    with client.page.expect_response(re.compile("/draft/saved/")):
        client.page.locator("#id_budget_min").fill("1000")
    line = client.page.locator("money-line")
    expect(line).to_contain_text("You pay €1,030.00 to €1,545.00")
    expect(client.page.locator("[data-autosave-said]")).to_contain_text("Saved")
    client.page.reload()
    expect(client.page.locator("#id_title")).to_have_value("Another title that nobody has saved")
    assert Brief.objects.get().budget_min_minor == 1000_00
    client.page.get_by_label("About one amount").check()
    expect(line).to_contain_text(re.compile(r"You pay €1,030\.00\s+The freelancer"))
    client.close()


@SCRIPTS
def test_a_question_is_asked_and_answered_for_everybody(
    hall: Hall, maren: Person, tomas: Person, enter: Enter, scripts: bool
) -> None:
    brief = make_brief(hall, actor_of(maren))
    work, client = enter(tomas, scripts=scripts), enter(maren, scripts=scripts)
    work.open(f"/briefs/{brief.id}/")
    work.fill(question="Does the calendar have to stay?")
    work.press("Ask")
    work.sees("Waits for the client’s answer")
    jobs.drain()
    client.open(f"/briefs/{brief.id}/")
    client.page.get_by_label("Your answer, for everybody").fill("No, it may go.")
    client.page.get_by_role("button", name="Answer", exact=True).click()
    client.sees("Everybody who sees the brief can read the answer now")
    other = enter(make_person("Ines Quandt"), scripts=scripts)
    other.open(f"/briefs/{brief.id}/")
    other.sees("No, it may go.")
    expect(other.page.locator("main")).not_to_contain_text("Tomas")
    for member in (work, client, other):
        member.close()


@SCRIPTS
def test_a_plan_is_priced_while_it_is_written_and_sent(
    hall: Hall, maren: Person, tomas: Person, enter: Enter, scripts: bool
) -> None:
    brief = make_brief(hall, actor_of(maren), questions=())
    work = enter(tomas, scripts=scripts)
    work.open(f"/briefs/{brief.id}/proposal/")
    work.fill(cover="I would read what is there first, repair the payment step next, and then the calendar.")
    titles, prices = (work.page.locator(f"[name='plan_{name}']") for name in ("title", "amount"))
    line = work.page.locator("money-line")
    titles.nth(0).fill("Reading")
    prices.nth(0).fill("200")
    titles.nth(1).fill("Repairing")
    prices.nth(1).fill("900.50")
    if scripts:
        expect(line).to_contain_text("You get €880.40")
    work.page.get_by_role("button", name="Add another milestone").click()
    expect(work.page.get_by_label("Milestone 3", exact=True)).to_be_focused()
    expect(titles.nth(1)).to_have_value("Repairing")
    expect(line).to_contain_text("You get €880.40")
    titles.nth(2).fill("Explaining")
    prices.nth(2).fill("100")
    if scripts:
        expect(line).to_contain_text("You get €960.40")
        expect(line.get_by_role("row", name="Explaining")).to_contain_text("€80.00")
        prices.nth(2).fill("lots")
        expect(line).to_contain_text("1 milestone without a price that can be read yet")
        prices.nth(2).fill("100")
    work.page.get_by_role("button", name="Remove milestone 1").click()
    expect(line).to_contain_text("You get €800.40")
    expect(line.get_by_role("row")).to_have_count(3)
    work.press("Check and send")
    work.sees("Check your proposal")
    work.sees("€800.40")
    work.press("Send the proposal")
    work.sees("Nobody but the client reads it")
    assert Proposal.objects.get().amount_minor == 1000_50
    work.close()


@SCRIPTS
def test_the_client_compares_shortlists_and_declines(
    hall: Hall, maren: Person, tomas: Person, enter: Enter, scripts: bool
) -> None:
    brief = make_brief(hall, actor_of(maren))
    for person in (tomas, make_person("Ines Quandt")):
        make_proposal(brief, actor_of(person))
    client = enter(maren, scripts=scripts)
    client.open(f"/briefs/{brief.id}/proposals/")
    for box in client.page.locator("main input[type=checkbox]").all():
        box.check()
    client.press(re.compile("Compare"))
    client.sees("€1,236.00")
    expect(client.page.locator("table.compare thead th")).to_have_count(2)
    client.open(f"/briefs/{brief.id}/proposals/")
    client.press("Ines Quandt")
    expect(client.page).to_have_url(re.compile(r"/proposals/[0-9a-f-]+/$"))
    client.unfold("shortlist")
    client.page.locator("textarea[name=note]").fill("Clear plan")
    client.press("Put on the shortlist")
    client.sees("Clear plan")
    client.open(f"/briefs/{brief.id}/proposals/")
    client.press("Tomas Reyl")
    expect(client.page).to_have_url(re.compile(r"/proposals/[0-9a-f-]+/$"))
    client.unfold("Decline")
    client.page.locator("textarea[name=reason]").fill("We chose somebody nearer.")
    client.press("Decline the proposal")
    client.sees("has your reason")
    states = set(Proposal.objects.values_list("state", "decline_reason"))
    assert states == {("shortlisted", ""), ("declined", "We chose somebody nearer.")}
    client.close()


@SCRIPTS
def test_the_list_of_briefs_narrows_and_its_address_can_be_shared(
    hall: Hall, maren: Person, tomas: Person, enter: Enter, scripts: bool
) -> None:
    checkout = make_skill(hall, "Checkout")
    make_brief(hall, actor_of(maren))
    make_brief(hall, actor_of(maren), title="Mend the checkout of a pottery", must_skill_ids=(checkout.id,))
    work = enter(tomas, scripts=scripts)
    work.open("/find/briefs/")
    work.sees("2 open briefs")
    work.page.get_by_role("checkbox", name=re.compile("^Checkout")).check()
    if not scripts:
        work.press("Show results")
    work.sees("1 open brief")
    expect(work.page).to_have_url(re.compile(f"skill={checkout.id}"))
    expect(work.page.locator("main")).not_to_contain_text(TITLE)
    if scripts:
        expect(work.page.get_by_role("checkbox", name=re.compile("^Checkout"))).to_be_focused()
        work.page.get_by_label("Skill, title or problem").press_sequentially("potery")
        expect(work.page).to_have_url(re.compile("q=potery"))
        work.sees("Mend the checkout of a pottery")
    other = enter(make_person("Ines Quandt"), scripts=scripts)
    other.page.goto(work.page.url)
    other.sees("1 open brief")
    other.press(re.compile("Checkout remove this filter"))
    expect(other.page).not_to_have_url(re.compile("skill="))
    if scripts:
        work.page.go_back()
        work.sees("2 open briefs")
    work.close()
    other.close()


def test_rows_come_and_go_by_keyboard_alone(hall: Hall, maren: Person, tomas: Person, enter: Enter) -> None:
    brief = make_brief(hall, actor_of(maren), questions=())
    work = enter(tomas, hands=Typist)
    assert isinstance(work, Typist)
    page = work.page
    work.open(f"/briefs/{brief.id}/proposal/")
    work.write(page.locator("#id_cover"), "I would read what is there first, then repair the payment step.")
    for number, (title, price) in enumerate(
        [("Reading", "200"), ("Repairing", "900.50"), ("Explaining", "100")]
    ):
        if number == 2:
            work.activate(page.get_by_role("button", name="Add another milestone"))
            expect(page.get_by_label("Milestone 3", exact=True)).to_be_focused()
        work.write(page.get_by_label(f"Milestone {number + 1}", exact=True), title)
        work.write(page.get_by_label(f"Price in EUR {number + 1}", exact=True), price)
    work.activate(page.get_by_role("button", name="Remove milestone 2"))
    expect(page.get_by_label("Milestone 2", exact=True)).to_be_focused()
    expect(page.get_by_label("Milestone 2", exact=True)).to_have_value("Explaining")
    expect(page.locator("row-list").first.get_by_role("status")).to_have_text("Row 2 is removed.")
    work.activate(page.get_by_role("button", name="Check and send"))
    work.sees("Check your proposal")
    work.activate(page.get_by_role("button", name="Send the proposal"))
    work.sees("Nobody but the client reads it")
    work.close()


def test_the_clients_pages_pass_axe(
    chromium: Browser, live_server: LiveServer, hall: Hall, maren: Person
) -> None:
    brief, draft = make_brief(hall, actor_of(maren)), make_draft(hall, actor_of(maren), criteria=())
    ids = [make_proposal(brief, actor_of(make_person(name))).id for name in ("Tomas Reyl", "Ines Quandt")]
    change(brief, maren)
    paths = [
        "/briefs/", "/briefs/new/", f"/briefs/{draft.id}/draft/", f"/briefs/{draft.id}/check/",
        f"/briefs/{brief.id}/", f"/briefs/{brief.id}/edit/", f"/briefs/{brief.id}/invitations/",
        f"/briefs/{brief.id}/proposals/", f"/briefs/{brief.id}/proposals/comparison/?p={ids[0]}&p={ids[1]}",
        f"/proposals/{ids[0]}/",
    ]  # fmt: skip
    assert look_at(chromium, live_server.url, paths, session=session_of(maren)) == []


def test_the_freelancers_pages_pass_axe(
    chromium: Browser, live_server: LiveServer, hall: Hall, maren: Person, tomas: Person
) -> None:
    fresh, sent = make_brief(hall, actor_of(maren)), make_brief(hall, actor_of(maren))
    proposal = make_proposal(sent, actor_of(tomas))
    paths = [
        "/proposals/", "/proposals/appeal/", f"/briefs/{fresh.id}/", f"/briefs/{fresh.id}/proposal/",
        f"/briefs/{sent.id}/proposal/", f"/briefs/{sent.id}/proposal/check/", f"/proposals/{proposal.id}/",
        "/profile/skills/", "/profile/portfolio/", "/find/briefs/?q=ferry", "/find/freelancers/",
    ]  # fmt: skip
    assert look_at(chromium, live_server.url, paths, session=session_of(tomas)) == []


def change(brief: Brief, person: Person) -> None:
    """A published brief with a history."""
    edit_brief(
        brief.id,
        by=actor_of(person),
        content=brief_content(brief.hall, title="A ferry's booking page"),
        note="Shorter",
    )
