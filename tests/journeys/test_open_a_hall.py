"""An operator opens a sixth hall from nothing, by keyboard on a phone; a client and a freelancer meet there."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.foundation import jobs
from hirehall.foundation.actor import Hat, system
from hirehall.front.actions.import_hall import import_hall
from hirehall.front.hall_file.templates import KEYS, begun
from hirehall.front.hall_file.toml import dumps
from hirehall.halls.models import Hall
from hirehall.market.models import Brief, Proposal
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Person
from tests.journeys.member import Member
from tests.journeys.typist import Typist
from tests.makers.base import actor_of, make_person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LACE = "Mend the collar of a christening gown"


@pytest.mark.long
def test_a_sixth_hall_is_opened_from_nothing_and_people_meet_there(
    chromium: Browser, live_server: LiveServer, said: list[str]
) -> None:
    cache.clear()
    for key in KEYS[:-1]:
        import_hall(dumps(begun(key, given={})), by=system("command"))
    olga = make_person("Olga Operator", Hat.CLIENT, operator=True)
    nora, teo = make_person("Nora Quist", Hat.CLIENT), make_person("Teo Marsh")
    operator = signed_in(Typist(chromium, live_server.url, said), olga, staff=True)
    operator.page.set_viewport_size({"width": 390, "height": 844})
    prepare(operator)
    assert Hall.objects.count() == 5
    assert Client().get("/at/bobbin/").status_code == 404
    operator.press("Publish Lace & Bobbin")
    expect(operator.page).to_have_url(f"{live_server.url}/at/bobbin/")
    operator.sees("Lace, by the people who make it")
    client, work = (signed_in(Member(chromium, live_server.url, said), who) for who in (nora, teo))
    ask(client)
    answer(work)
    client.open(f"/at/bobbin/briefs/{Brief.objects.get().id}/")
    client.press("Proposals (1)")
    client.sees("Teo Marsh")
    assert Proposal.objects.get().brief.hall == Hall.objects.get(slug="bobbin")
    for member in (operator, client, work):
        member.close()


def signed_in(member: Member, who: Person, *, staff: bool = False) -> Member:
    browser = Client()
    browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    if staff:
        session = browser.session
        session["staff_session_id"] = str(start_staff_session(by=actor_of(who), reason="A sixth hall").id)
        session.save()
    cookie = {"name": "sessionid", "value": browser.cookies["sessionid"].value, "url": member.home}
    member.page.context.add_cookies([cookie])
    return member


def prepare(operator: Member) -> None:
    """Step by step; left after the first one, and taken up again."""
    operator.open("/desk/halls/")
    operator.press("Begin with empty")
    operator.fill(name="Lace & Bobbin", tagline="Lace, by the people who make it", slug="bobbin")
    operator.press("Save and leave")
    operator.sees("1 of 8 steps looked through")
    operator.press("Go on: Look")
    operator.sees("How well it can be read")
    operator.press("Save and go on")
    operator.sees("Opening words")
    operator.fill(languages="en, de")
    operator.press("Show fields for these")
    operator.fill(welcome_de="Spitze, von denen, die sie machen")
    operator.press("Save and go on")
    operator.sees("Another field of work")
    operator.fill(name_new="Lace", skills_new="Bobbin lace: pillow lace")
    operator.press("Save and go on")
    operator.sees("How people work together here")
    operator.press("Save and go on")
    operator.sees("This is what it means")
    operator.fill(freelancer_percent="10")
    expect(operator.page.locator("[data-quote-part]")).to_contain_text("€900.00")  # as it is typed
    operator.press("Save and go on")
    operator.sees("Several can be open at once")
    operator.press("Save and go on")
    operator.sees("Stays as it is as soon as something is booked")
    operator.press("Save and go on")
    operator.sees("Ready to open")
    operator.sees("Bobbin lace")
    assert operator.page.evaluate("document.documentElement.scrollWidth") <= 390


def ask(client: Member) -> None:
    client.open("/at/bobbin/briefs/new/")
    client.fill(title=LACE, problem="The net is torn in two places, and the gown is needed at Easter.")
    client.select("category_id", "Lace")
    client.press("Continue")
    client.sees("What will be there at the end?")
    client.fill(outcome="A collar that can be starched again.", budget_min="200")
    client.fill_rows("criteria", "Both tears are closed")
    client.write(client.page.locator("[name='skills']").first, "Bobbin lace")
    client.press("Check and publish")
    client.sees("Check your answers")
    client.press("Publish")
    client.sees("Proposals (0)")
    jobs.drain()


def answer(freelancer: Member) -> None:
    freelancer.open("/at/bobbin/home/")
    freelancer.follow("Find work")
    freelancer.sees(LACE)
    freelancer.press(LACE)
    freelancer.sees("Proposing is free")
    freelancer.press("Propose")
    freelancer.sees("Only the client reads it")
    freelancer.fill(
        cover="I would wash it first, and close both tears in the old thread.", amount="200", days="9"
    )
    freelancer.press("Check and send")
    freelancer.sees("Check your proposal")
    freelancer.sees("€180.00")
    freelancer.press("Send the proposal")
    freelancer.sees("Write to the client")
    jobs.drain()
