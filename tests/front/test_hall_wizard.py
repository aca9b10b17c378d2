"""A hall is prepared from a template, left and taken up again, seen by its maker alone, and published whole."""

from __future__ import annotations

import tomllib
from contextlib import nullcontext
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from hirehall.files.models import StoredFile
from hirehall.foundation.actor import Actor, Hat, staff, system
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.front.actions.begin_hall_draft import begin_hall_draft
from hirehall.front.actions.change_hall_draft import change_hall_draft
from hirehall.front.actions.publish_hall_draft import publish_hall_draft
from hirehall.front.hall_file import as_file, configuration_of, fault_of
from hirehall.front.hall_file.templates import KEYS, values_of
from hirehall.front.hall_file.toml import dumps
from hirehall.front.opening.steps import STEPS, step_of
from hirehall.halls.models import Hall, HallDraft
from hirehall.halls.queries.texts import language_name
from hirehall.money.queries import fee_quote
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Person
from hirehall.wiring.commands.hall import command
from tests.makers.base import actor_of, make_person
from tests.wiring.test_every_address import BACKEND

pytestmark = pytest.mark.django_db
BY = system("command")


@pytest.fixture
def olga(hall: Hall) -> Actor:
    who = make_person("Olga Operator", Hat.CLIENT, operator=True)
    session = start_staff_session(by=actor_of(who), reason="A new niche")
    return staff(who.id, staff_session_id=session.id)


@pytest.fixture
def desk(olga: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=olga.person_id), BACKEND)
    client.post("/staff/session/", {"reason": "A new niche"})
    return client


def a_picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (80, 80), "teal").save(out, "PNG")
    return out.getvalue()


def begun(desk: Client, template: str) -> tuple[HallDraft, str]:
    answer = desk.post("/desk/halls/", {"template": template})
    draft = HallDraft.objects.latest("made_at")
    assert answer["Location"] == f"/desk/halls/drafts/{draft.id}/steps/address/"
    return draft, f"/desk/halls/drafts/{draft.id}/"


def sent(desk: Client, at: str, key: str, **fields: Any) -> Any:
    """The step as its page shows it, with these fields changed."""
    draft = HallDraft.objects.get(id=at.split("/")[4])
    assert desk.get(f"{at}steps/{key}/").status_code == 200
    form = step_of(key).form(values=tomllib.loads(draft.text))
    given = {bound.html_name: bound.value() for bound in form}
    given = {name: value for name, value in (given | fields).items() if value not in (None, False)}
    version = draft.version
    return desk.post(f"{at}steps/{key}/", {**given, "version": version})


@pytest.mark.parametrize("key", KEYS)
def test_every_template_opens_a_hall_that_is_as_it_says(
    hall: Hall, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hirehall.wiring.installation.django", lambda: nullcontext())
    wanted = values_of(key)
    assert fault_of(dumps(wanted), by=BY) is None
    answer = CliRunner().invoke(
        command, ["open", "--template", key, "--name", "Ours", "--slug", "ours", "--currency", "USD"], obj={}
    )
    assert answer.exit_code == 0, answer.output
    ours = Hall.objects.get(slug="ours")
    found = configuration_of(ours)
    assert found["hall"]["currency"] == "USD"
    assert found["hall"]["hue"] == wanted["hall"]["hue"]
    assert list(found["category"]) == list(wanted["category"])
    for way in ("milestone", "hourly", "package", "unit"):
        assert ours.offers(way) == wanted["policy"][way]["offered"], way


def test_what_is_prepared_is_its_makers_alone_and_is_no_hall(desk: Client, hall: Hall) -> None:
    draft, at = begun(desk, "writers")
    assert list(Hall.objects.all()) == [hall]
    assert Client().get("/at/writers/").status_code == 404
    other = Client()
    other.force_login(make_person("Otto Other", Hat.CLIENT, operator=True), BACKEND)
    other.post("/staff/session/", {"reason": "Curious"})
    assert [other.get(f"{at}{path}").status_code for path in ("", "steps/look/", "file/")] == [404] * 3
    assert other.post(f"{at}publication/").status_code == 404
    assert draft.name not in unescape(other.get("/desk/halls/").content.decode()).split("Open another")[0]


def test_steps_are_left_and_taken_up_again_and_become_a_hall(desk: Client, hall: Hall) -> None:
    draft, at = begun(desk, "designers")
    answer = sent(desk, at, "address", name="Ink & Paper", slug="ink", tagline="Drawn by hand", then="leave")
    assert answer["Location"] == "/desk/halls/"
    page = unescape(desk.get("/desk/halls/").content.decode())
    assert "Ink & Paper" in page
    assert "1 of 8 steps looked through" in page
    assert "Go on: Look" in page
    sent(desk, at, "look", hue=200, chroma_thousandths=100, typeface="slab", leads_with="package")
    sent(desk, at, "texts", languages="en, de", welcome_en="Ink by hand", then="again")
    sent(
        desk, at, "texts", welcome_de="Tinte von Hand", imprint_de="Tinte e.V., Kiel", signature_en="Your Ink"
    )
    sent(desk, at, "trades", name_new="Bookbinding", skills_new="Leather: hide\nMarbling", on_4="")
    sent(desk, at, "ways", hourly="on", package="", payout_hold_days=1)
    sent(
        desk, at, "fees", freelancer_percent="10", client_percent="0", direct_freelancer="0", direct_client=""
    )
    sent(desk, at, "joining", open="", application="on", questions="What have you drawn?\n\nFor whom?",
         domain="on", domains="@Ink.Example")  # fmt: skip
    sent(desk, at, "money", currency="JPY", time_zone="Asia/Tokyo")
    shown = unescape(desk.get(at).content.decode())
    assert "Ready to open" in shown
    assert "the freelancer gets ¥900" in shown
    assert f"English, {language_name('de')}" in shown
    assert "Headline, Signature of mails, Imprint" in shown
    assert "What have you drawn?; For whom?" in shown
    assert set(HallDraft.objects.get(id=draft.id).seen) == {step.key for step in STEPS}
    version = HallDraft.objects.get(id=draft.id).version
    assert desk.post(f"{at}publication/", {"version": version})["Location"] == "/at/ink/"
    ink = Hall.objects.get(slug="ink")
    assert (ink.name, ink.hue, ink.typeface, ink.leads_with) == ("Ink & Paper", 200, "slab", "package")
    assert (ink.currency, ink.time_zone) == ("JPY", "Asia/Tokyo")
    assert (ink.offers("hourly"), ink.offers("package"), ink.offers("milestone")) == (True, False, True)
    joining = configuration_of(ink)["policy"]["joining"]
    assert (joining["open"], joining["application"]) == (False, True)
    assert (joining["domain"], joining["domains"]) == (True, ["ink.example"])
    assert joining["questions"] == ["What have you drawn?", "For whom?"]
    trades = configuration_of(ink)["category"]
    assert list(trades) == ["brand", "interface", "illustration", "photo", "bookbinding"]
    assert trades["bookbinding"]["skills"] == {"Leather": ["hide"], "Marbling": []}
    assert configuration_of(ink)["texts"] == {
        "languages": ["en", "de"], "welcome": {"en": "Ink by hand", "de": "Tinte von Hand"},
        "signature": {"en": "Your Ink"}, "imprint": {"de": "Tinte e.V., Kiel"},
    }  # fmt: skip
    quote = fee_quote(ink.id, amount=Money(1000, "JPY"))
    assert (quote.client_pays.minor, quote.freelancer_gets.minor) == (1000, 900)
    assert desk.get(at).status_code == 404
    assert Client().get("/at/ink/").status_code == 200


@pytest.mark.parametrize(
    ("key", "fields", "field", "says"),
    [
        ("address", {"slug": "In Ink"}, "slug", "small letters, digits and hyphens"),
        ("address", {"slug": "{taken}"}, "slug", "Another hall has this short name"),
        ("address", {"domain": "https://ink.example"}, "domain", "without https://"),
        ("trades", {"skills_0": "Branding\nIllustration"}, "skills_2", "already"),
        ("ways", {"milestone": "", "package": ""}, None, "at least one way"),
        ("joining", {"domains": "not a domain"}, "domains", "domain"),
        ("joining", {"domain": "on"}, "domains", "at least one e-mail domain"),
        ("fees", {"rules": '{"form": 9}'}, "rules", "cannot be read"),
    ],
)
def test_what_could_not_be_published_is_said_at_its_field_and_not_kept(
    desk: Client, hall: Hall, key: str, fields: dict[str, str], field: str | None, says: str
) -> None:
    draft, at = begun(desk, "designers")
    answer = sent(desk, at, key, **{name: value.format(taken=hall.slug) if "taken" in value else value
                                    for name, value in fields.items()})  # fmt: skip
    page = unescape(answer.content.decode())
    assert (answer.status_code, says in page) == (200, True)
    assert field is None or f'id="id_{field}_error"' in page
    assert (HallDraft.objects.get(id=draft.id).version, HallDraft.objects.get(id=draft.id).seen) == (1, [])


def test_a_hall_begins_with_midnight_where_its_operator_is(desk: Client, olga: Actor) -> None:
    Person.objects.filter(id=olga.person_id).update(time_zone="Asia/Tokyo")
    draft, _ = begun(desk, "writers")
    assert tomllib.loads(draft.text)["hall"]["time_zone"] == "Asia/Tokyo"


def test_the_empty_template_wants_a_trade_before_it_opens(olga: Actor) -> None:
    with pytest.raises(Refused, match="not a known currency"):
        begin_hall_draft("empty", by=olga, given={"currency": "ABC"})
    draft = begin_hall_draft("empty", by=olga, given={"name": "Odds", "slug": "odds"})
    with pytest.raises(Refused, match="at least one field of work"):
        publish_hall_draft(draft.id, by=olga)
    trade = {"odds": {"name": "Odds", "icon": "briefcase", "skills": {"Ends": []}}}
    draft = change_hall_draft(draft.id, by=olga, changes={"category": trade}, version=1)
    shut = {"policy": {"joining": {"open": False}}}
    draft = change_hall_draft(draft.id, by=olga, changes=shut, version=2)
    with pytest.raises(Refused, match="Nobody could come in"):
        publish_hall_draft(draft.id, by=olga)
    draft = change_hall_draft(draft.id, by=olga, changes={"policy": {"joining": {"open": True}}})
    with pytest.raises(Refused, match="another window"):
        publish_hall_draft(draft.id, by=olga, version=1)
    hall = publish_hall_draft(draft.id, by=olga, version=draft.version)
    assert tomllib.loads(as_file(hall))["category"]["odds"]["skills"] == {"Ends": []}
    with pytest.raises(Refused, match="no such hall draft"):
        publish_hall_draft(draft.id, by=olga)


def test_colours_and_fees_are_shown_while_they_are_chosen_and_nothing_is_kept(desk: Client) -> None:
    draft, at = begun(desk, "software")
    page = desk.get(f"{at}steps/look/seen/", {"hue": 25, "chroma_thousandths": 200, "typeface": "book"})
    assert page.content.decode().count('<svg class="hall-picture" data-type="book"') == 2
    assert "too little" not in page.content.decode()
    page = unescape(
        desk.get(f"{at}steps/fees/seen/", {"freelancer_percent": 5, "client_percent": 1}).content.decode()
    )
    assert [amount in page for amount in ("€1,010.00", "€950.00", "€60.00")] == [True] * 3
    assert "not JSON" in desk.get(f"{at}steps/fees/seen/", {"rules": "{"}).content.decode()
    assert HallDraft.objects.get(id=draft.id).version == 1


def test_the_address_follows_the_name_and_says_while_it_is_typed_whether_it_is_free(
    desk: Client, hall: Hall
) -> None:
    draft, at = begun(desk, "writers")
    assert 'value="writers"' not in desk.get(f"{at}steps/address/").content.decode()
    seen = f"{at}steps/address/seen/"
    free = unescape(desk.get(seen, {"name": "Lace & Bobbin"}).content.decode())
    assert "/at/lace-bobbin/" in free
    assert "Free" in free
    assert "Lace & Bobbin" in free
    taken = unescape(desk.get(seen, {"name": "Lace", "slug": hall.slug}).content.decode())
    assert "Another hall has this short name or address." in taken
    assert "small letters" in unescape(desk.get(seen, {"name": "Lace", "slug": "No!"}).content.decode())
    answer = sent(desk, at, "address", name="Lace & Bobbin", then="all")
    assert answer["Location"] == at
    desk.post(f"{at}publication/", {"version": HallDraft.objects.get(id=draft.id).version})
    assert Hall.objects.filter(slug="lace-bobbin").exists()
    again, at = begun(desk, "writers")
    sent(desk, at, "address", name="Lace & Bobbin")
    assert tomllib.loads(HallDraft.objects.get(id=again.id).text)["hall"]["slug"] == "lace-bobbin-2"


def test_a_logo_is_chosen_with_the_look_and_stands_in_the_header_from_the_first_minute(desk: Client) -> None:
    draft, at = begun(desk, "writers")
    said = sent(desk, at, "look", picture=SimpleUploadedFile("sign.txt", b"no picture", "text/plain"))
    assert said.status_code == 200
    assert 'id="id_picture_error"' in said.content.decode()
    sent(desk, at, "look", picture=SimpleUploadedFile("sign.png", a_picture(), "image/png"))
    draft.refresh_from_db()
    first = draft.logo_file_id
    assert f"/{first}/" in desk.get(at).content.decode()
    sent(desk, at, "look", picture=SimpleUploadedFile("sign.png", a_picture(), "image/png"))
    draft.refresh_from_db()
    assert not StoredFile.objects.filter(id=first).exists()
    sent(desk, at, "look", no_logo="on")
    draft.refresh_from_db()
    assert draft.logo_file_id is None
    sent(desk, at, "look", picture=SimpleUploadedFile("sign.png", a_picture(), "image/png"))
    sent(desk, at, "address", name="Ink", slug="ink")
    draft.refresh_from_db()
    desk.post(f"{at}publication/", {"version": draft.version})
    hall = Hall.objects.get(slug="ink")
    file = StoredFile.objects.get(id=hall.logo_file_id)
    assert (file.subject_kind, file.subject_id) == ("hall", hall.id)
    assert f"/{file.id}/" in Client().get("/at/ink/").content.decode()


def test_a_logo_goes_with_the_hall_that_is_given_up(desk: Client) -> None:
    _, at = begun(desk, "writers")
    sent(desk, at, "look", picture=SimpleUploadedFile("sign.png", a_picture(), "image/png"))
    desk.post(f"{at}removal/")
    assert not StoredFile.objects.exists()
