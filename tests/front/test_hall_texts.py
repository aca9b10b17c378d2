"""A hall speaks for itself: in its languages, with fallbacks, with every dated version."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client

from hirehall.conversations.operations import post_notice
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.refused import Refused
from hirehall.front.actions.import_hall import import_hall, tried
from hirehall.front.hall_file import as_file
from hirehall.halls.actions.change_hall_texts import change_hall_texts
from hirehall.halls.actions.date_legal_text import date_legal_text
from hirehall.halls.models import Hall, LegalText
from tests.front.test_desk_api import Program
from tests.makers.base import make_person
from tests.wiring.test_every_address import BACKEND

pytestmark = pytest.mark.django_db
BY = system("command")


@pytest.fixture
def both(hall: Hall) -> Hall:
    texts = {
        "welcome": {"en": "Work by the sea", "de": "Arbeit am Meer"},
        "footer": {"en": "Harbour co-operative"},
        "joining": {"de": "Wir lesen **jede** Bewerbung."},
        "signature": {"en": "Yours, the harbour", "de": "Der Hafen grüßt"},
    }
    return change_hall_texts(hall.id, by=BY, languages=("en", "de"), texts=texts)


def shown(path: str, language: str) -> str:
    return unescape(Client(headers={"Accept-Language": language}).get(path).content.decode())


def test_everybody_reads_their_language_where_the_hall_has_it_and_its_first_where_not(both: Hall) -> None:
    german, french = shown("/", "de-AT,de;q=0.9"), shown("/", "fr")
    assert '<h1 class="display" lang="de" dir="ltr">Arbeit am Meer</h1>' in german
    assert '<p lang="en" dir="ltr">Harbour co-operative</p>' in german
    assert '<html lang="en"' in german  # the words around are ours, and English
    assert "Work by the sea" in french
    assert "<strong>jede</strong>" in shown("/joining/", "fr")  # better in another language than not at all
    assert "Arbeit am Meer" in shown("/?lang=de", "en")


def test_dated_texts_keep_every_version_and_announce_the_next(both: Hall) -> None:
    assert Client().get("/about/imprint/").status_code == 404
    date_legal_text(both.id, by=BY, kind="imprint", language="de", text="Hafen eG, **Kiel**")
    soon = clock.now() + timedelta(days=3)
    date_legal_text(
        both.id, by=BY, kind="imprint", language="de", text="Hafen eG, Lübeck", effective_from=soon
    )
    page = shown("/about/imprint/", "en")
    assert [words in page for words in ("<strong>Kiel</strong>", "Lübeck", "Earlier versions")] == [
        True,
        True,
        False,
    ]
    assert '<a href="/about/imprint/">Imprint</a>' in shown("/help/", "en")
    with clock.later(days=4):
        page = shown("/about/imprint/", "en")
    assert page.index("Lübeck") < page.index("Earlier versions") < page.index("Kiel")
    assert Client().get("/about/secrets/").status_code == 404


@pytest.mark.parametrize(
    ("languages", "texts", "field"),
    [
        ((), {}, "languages"),
        (("en", "xx"), {}, "languages"),
        (("en", "en"), {}, "languages"),
        (("en",), {"anthem": {"en": "La"}}, "anthem"),
        (("en",), {"imprint": {"en": "Dated, not changed"}}, "imprint"),
        (("en",), {"welcome": {"de": "Hallo"}}, "welcome_de"),
        (("en",), {"welcome": {"en": "x" * 121}}, "welcome_en"),
        (("en",), {"welcome": {"en": "two\nlines"}}, "welcome_en"),
    ],
)
def test_texts_that_a_hall_cannot_have_change_nothing(hall: Hall, languages, texts, field) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused) as caught:
        change_hall_texts(hall.id, by=BY, languages=languages, texts=texts)
    assert (caught.value.code, caught.value.field) == ("hall.text_invalid", field)
    hall.refresh_from_db()
    assert (hall.languages, hall.texts) == (["en"], {})


def test_a_language_in_which_something_was_promised_stays(both: Hall) -> None:
    date_legal_text(both.id, by=BY, kind="terms", language="de", text="Wir zahlen pünktlich.")
    with pytest.raises(Refused, match="stays readable"):
        change_hall_texts(both.id, by=BY, languages=("en",), texts={})
    with pytest.raises(Refused) as caught:
        past = clock.now() - timedelta(days=1)
        date_legal_text(both.id, by=BY, kind="terms", language="de", text="Oder nicht.", effective_from=past)
    assert caught.value.code == "legal_text.in_the_past"
    assert LegalText.objects.count() == 1


def test_a_mail_is_signed_in_the_language_of_who_reads_it(both: Hall) -> None:
    ida = make_person("Ida Isar")
    type(ida).objects.update(locale="de")
    with_mail = {"person_ids": [ida.id], "hall_id": both.id, "kind": "offer.received", "href": "/offers/"}
    post_notice(**with_mail, sentence="You have an offer.", critical=True)
    jobs.drain()
    jobs.run_sweeps()
    jobs.drain()
    assert [("Der Hafen grüßt" in one.body, "Yours" in one.body) for one in mail.outbox] == [(True, False)]


def test_the_file_has_the_texts_and_a_new_version_of_a_dated_one_counts_from_tomorrow(both: Hall) -> None:
    date_legal_text(both.id, by=BY, kind="rules", language="en", text="Answer within a day.")
    file = as_file(both)
    assert tried(file, by=BY).changes == ()
    file = file.replace("within a day", "within two days").replace("Arbeit am Meer", "Arbeit an der See")
    told = [change.text for change in tried(file, by=BY).changes]
    assert told[0] == "~ texts.welcome.de: Arbeit am Meer → Arbeit an der See"
    assert told[1].startswith("~ texts.rules.en: Answer within a day. → Answer within two days., from ")
    import_hall(file, by=BY)
    both.refresh_from_db()
    assert tried(as_file(both), by=BY).changes == ()
    assert "within a day" in shown("/about/rules/", "en").split("From ")[0]
    with pytest.raises(Refused, match=r"Line \d+, texts.welcome.xx: The hall’s languages"):
        import_hall('[hall]\nslug = "harbour"\n[texts.welcome]\nxx = "Hm"\n', by=BY)


def test_the_desk_writes_texts_by_page_and_by_program(both: Hall) -> None:
    olga = make_person("Olga Operator", Hat.CLIENT, operator=True)
    desk = Client()
    desk.force_login(olga, BACKEND)
    desk.post("/staff/session/", {"reason": "New words"})
    page = unescape(desk.get("/desk/texts/").content.decode())
    assert all(words in page for words in ("Deutsch", "Arbeit am Meer", "Rules, terms, imprint"))
    desk.post("/desk/texts/", {"languages": "en, de", "welcome_en": "Work by the quay", "lead_de": "Hier."})
    both.refresh_from_db()
    assert (both.texts["welcome"], both.texts["lead"]) == ({"en": "Work by the quay"}, {"de": "Hier."})
    wrong = desk.post("/desk/texts/", {"what": "dated", "kind": "rules", "language": "de", "text": "Ja.",
                                       "effective_on": "2020-01-01"})  # fmt: skip
    assert 'id="id_effective_on_error"' in wrong.content.decode()
    desk.post("/desk/texts/", {"what": "dated", "kind": "rules", "language": "de", "text": "Ja."})
    program = Program(olga).start()
    put = program.call("PUT", "texts", {"languages": ["en", "de"], "texts": {"lead": {"de": ""}}})
    assert put.status_code == 200, put.content
    assert ("lead" in put.json()["texts"], put.json()["dated"][0]["text"]) == (False, "Ja.")
    body = {"kind": "terms", "language": "en", "text": "We pay on time."}
    assert program.call("POST", "legal-texts", body, **{"Idempotency-Key": "t-1"}).status_code == 201
    read = json.loads(Client().get("/api/v1/hall/texts?lang=de").content)
    said = {(one["kind"], one["language"]) for one in read["items"]}
    assert said == {("welcome", "en"), ("rules", "de"), ("terms", "en")}  # the page sent all others empty
