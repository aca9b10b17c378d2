"""A hall moves: its old address leads to the same page of the new one, and is nobody else's."""

from __future__ import annotations

import pytest
from django.test import Client

from hirehall.foundation.actor import system
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.front.actions.import_hall import import_hall, tried
from hirehall.front.hall_file import as_file
from hirehall.halls.actions.change_hall_address import change_hall_address, settle_former_address
from hirehall.halls.actions.open_hall import open_hall
from hirehall.halls.models import FormerAddress, Hall
from hirehall.halls.queries import address_of
from hirehall.money.operations import set_founding_schedule
from tests.makers.base import make_hall

pytestmark = pytest.mark.django_db
BY = system("command")
HERE = "http://127.0.0.1:8000"


@pytest.fixture
def hall() -> Hall:
    set_founding_schedule(make_hall().id)
    second = make_hall(slug="second", name="Second Hall")
    set_founding_schedule(second.id)
    return second


def code(call, *args, **kwargs) -> str:  # type: ignore[no-untyped-def]
    before = (FactRow.objects.count(), FormerAddress.objects.count())
    with pytest.raises(Refused) as caught:
        call(*args, by=BY, **kwargs)
    assert (FactRow.objects.count(), FormerAddress.objects.count()) == before
    return caught.value.code


def test_an_old_path_leads_to_the_same_page_for_ever_and_what_is_sent_there_is_sent_on(
    hall: Hall, client: Client
) -> None:
    mailed = address_of(hall, "/fees/?amount=5")
    change_hall_address(hall.id, by=BY, slug="pens", domain="")
    answer = client.get(mailed.removeprefix(HERE))
    assert (answer.status_code, answer["Location"]) == (301, f"{HERE}/at/pens/fees/?amount=5")
    assert answer["Cache-Control"] == "no-cache"
    assert client.post("/at/second/api/v1/briefs").status_code == 308
    assert "Second Hall" in client.get("/at/pens/").content.decode()
    assert FactRow.objects.get(name="hall.address_changed").data["old_slug"] == "second"


def test_an_old_domain_leads_to_the_new_one_and_to_the_path_where_there_is_none(
    hall: Hall, client: Client
) -> None:
    change_hall_address(hall.id, by=BY, slug="second", domain="old.example")
    change_hall_address(hall.id, by=BY, slug="second", domain="new.example")
    old = {"host": "old.example"}
    answer = client.get("/fees/?a=1", headers=old)
    assert (answer.status_code, answer["Location"]) == (301, "http://new.example:8000/fees/?a=1")
    assert "Second Hall" in client.get("/", headers={"host": "new.example"}).content.decode()
    change_hall_address(hall.id, by=BY, slug="second", domain="")
    assert client.get("/fees/", headers=old)["Location"] == f"{HERE}/at/second/fees/"
    assert client.get("/fees/", headers={"host": "new.example"})["Location"] == f"{HERE}/at/second/fees/"


def test_a_hall_that_has_a_domain_answers_there_and_not_at_its_path(hall: Hall, client: Client) -> None:
    change_hall_address(hall.id, by=BY, slug="second", domain="second.example")
    answer = client.get("/at/second/fees/?a=1")
    assert (answer.status_code, answer["Location"]) == (307, "http://second.example:8000/fees/?a=1")
    mends = client.get("/at/second/desk/hall/address/")["Location"]  # where the domain leads nowhere
    assert mends.endswith("/account/login/?next=/at/second/desk/hall/address/")
    change_hall_address(hall.id, by=BY, slug="second", domain="")
    assert client.get("/at/second/fees/").status_code == 200


def test_an_address_can_be_given_up_and_then_says_so(hall: Hall, client: Client) -> None:
    change_hall_address(hall.id, by=BY, slug="pens", domain="old.example")
    change_hall_address(hall.id, by=BY, slug="pens", domain="", leads_on=False)
    assert client.get("/fees/", headers={"host": "old.example"}).status_code == 410
    path = FormerAddress.objects.get(name="second")
    settle_former_address(path.id, by=BY, answers="gone")
    given_up = client.get("/at/second/fees/")
    assert (given_up.status_code, "given up this address" in given_up.content.decode()) == (410, True)
    settle_former_address(path.id, by=BY, answers="redirect")
    assert client.get("/at/second/fees/").status_code == 301
    assert code(settle_former_address, path.id, answers="burn") == "hall.setting_invalid"


def test_no_other_hall_takes_what_was_left_until_it_is_freed_and_its_own_hall_comes_back(
    hall: Hall, client: Client
) -> None:
    first = Hall.objects.get(at_root=True)
    change_hall_address(hall.id, by=BY, slug="pens", domain="old.example")
    change_hall_address(hall.id, by=BY, slug="pens", domain="new.example")
    assert code(open_hall, slug="second", name="Third") == "hall.address_kept"
    assert code(open_hall, slug="third", name="Third", domain="old.example") == "hall.address_kept"
    assert code(change_hall_address, first.id, slug="second", domain="") == "hall.address_kept"
    assert code(change_hall_address, first.id, slug="pens", domain="") == "hall.taken"
    assert code(change_hall_address, first.id, slug="harbour", domain="127.0.0.1") == "hall.setting_invalid"
    change_hall_address(hall.id, by=BY, slug="second", domain="new.example")
    assert client.get("/at/second/")["Location"] == "http://new.example:8000/"
    assert client.get("/at/pens/").status_code == 301
    pens = FormerAddress.objects.get(name="pens")
    settle_former_address(pens.id, by=BY, answers="free")
    assert open_hall(by=BY, slug="pens", name="Third").slug == "pens"
    assert code(settle_former_address, pens.id, answers="redirect") == "former_address.not_found"


def test_a_file_moves_a_hall_and_its_check_shows_it(hall: Hall) -> None:
    file = as_file(hall).replace('slug = "second"', 'slug = "pens"\nwas = "second"')
    file = file.replace('domain = ""', 'domain = "pens.example"')
    lines = [change.text for change in tried(file, by=BY).changes]
    assert lines == ["~ hall.slug: second → pens", "~ hall.domain: empty → pens.example"]
    hall.refresh_from_db()
    assert hall.slug == "second"
    old = as_file(hall)
    assert import_hall(file, by=BY).id == hall.id
    hall.refresh_from_db()
    assert (hall.slug, hall.domain) == ("pens", "pens.example")
    assert tried(as_file(hall), by=BY).changes == tried(file, by=BY).changes == ()
    with pytest.raises(Refused, match=r"Line 8, hall.slug: Second Hall has left this short name") as caught:
        tried(old, by=BY)
    assert 'add was = "pens"' in caught.value.sentence
    back = tried(old.replace('slug = "second"', 'slug = "second"\nwas = "pens"'), by=BY).changes
    assert next(change.text for change in back) == "~ hall.slug: pens → second"
