"""A piece of work: its pictures in their order and what they show, a comparison, a film, how it stands in a hall."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hirehall.files.models import StoredFile
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.people.models import Person
from hirehall.portfolio import queries
from hirehall.skills.actions.change_piece import change_piece
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.models import Showing, Skill
from hirehall.skills.queries import pieces_shown
from hirehall.skills.rules import Extras, is_film_address
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.files import make_upload
from tests.makers.portfolio import RED, TEAL, make_shown, plain_picture
from tests.portfolio.test_gallery import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    made = make_hall()
    seed_taxonomy(made.id, by=system("command"))
    return made


@pytest.fixture
def amara(hall: Hall) -> Actor:
    return actor_of(make_person("Amara Okafor")).at(hall.id)


def changed(shown: Showing, by: Actor, **extras: Any) -> None:
    piece = shown.piece
    change_piece(
        piece.id,
        by=by,
        title="A poster",
        text="",
        link="",
        image_ids=piece.image_file_ids,
        extras=Extras(**extras),
    )
    shown.refresh_from_db()


def test_the_page_of_a_piece_sets_order_words_comparison_and_place(
    hall: Hall, amara: Actor, client: Client
) -> None:
    shown = make_shown(amara, pictures=2)
    skill = Skill.objects.filter(hall=hall)[3]
    claim_skill(skill.id, level=3, by=amara)
    first, second = shown.piece.image_file_ids
    pair = [make_upload(amara, name="x.png", data=plain_picture(RED), purpose="portfolio") for _ in range(2)]
    changed(shown, amara, before_id=pair[0].id, after_id=pair[1].id, before_alt="A bare wall")
    client.force_login(Person.objects.get(id=amara.person_id), backend=BACKEND)
    path = f"/profile/portfolio/{shown.piece_id}/"
    assert client.get(path).status_code == 200
    sent = {
        "title": "A poster", "keep": [str(first), str(second)], f"place-{first}": "2", f"place-{second}": "1",
        f"alt-{second}": "A whale  in ink", "video": "https://player.vimeo.com/video/7", "place": "1", "shown": "on",
        "skills": [str(skill.id)], "after_alt": "The painted wall", "before_alt": "A bare wall",
    }  # fmt: skip
    assert client.post(path, sent)["Location"] == "/profile/portfolio/"
    shown.refresh_from_db()
    assert shown.piece.image_file_ids == [second, first]
    assert shown.piece.alts == ["A whale in ink", ""]
    assert (shown.skill_ids, shown.category_id) == ([skill.id], skill.category_id)
    page = client.get(f"/gallery/{shown.id}/").content.decode()
    assert page.index("A bare wall") < page.index("The painted wall") < page.index("A whale in ink")
    assert 'href="https://player.vimeo.com/video/7"' in page
    assert "<iframe" not in page
    client.post(path, {"title": "A poster", "keep": [str(first)], "place": "1", "no_comparison": "1"})
    shown.refresh_from_db()
    assert (shown.state, shown.piece.image_file_ids, shown.piece.before_file_id) == (
        "withdrawn",
        [first],
        None,
    )
    assert set(StoredFile.objects.values_list("id", flat=True)) == {first}


@pytest.mark.parametrize(
    ("extras", "code"),
    [
        ({"video": "https://evil.example/vimeo.com"}, "piece.video_host"),
        ({"alts": ("a", "b")}, "piece.alt_without_picture"),
        ({"alts": ("a" * 201,)}, "piece.alt_too_long"),
    ],
)
def test_extras_that_do_not_fit_change_nothing(amara: Actor, extras: dict[str, Any], code: str) -> None:
    shown = make_shown(amara)
    with pytest.raises(Refused) as caught:
        changed(shown, amara, **extras)
    assert caught.value.code == code
    with pytest.raises(Refused, match="before and after"):
        changed(shown, amara, before_id=shown.piece.image_file_ids[0])
    shown.piece.refresh_from_db()
    assert (shown.piece.alts, shown.piece.video) == ([""], "")


@pytest.mark.parametrize(
    ("address", "is_one"),
    [("https://vimeo.com/7", True), ("https://www.youtube.com/watch?v=7", True), ("http://vimeo.com/7", False),
     ("https://vimeo.com.evil.example/", False), ("https://notvimeo.com/", False), ("https://vimeo.com:8443/", False),
     ("https://a@vimeo.com/", False), ("javascript:alert(1)//vimeo.com", False), ("https://[vimeo.com", False)],
)  # fmt: skip
def test_a_film_lies_at_a_host_of_the_operators_list_and_nowhere_else(address: str, is_one: bool) -> None:
    assert is_film_address(address) is is_one


def test_a_piece_that_only_compares_two_pictures_is_on_the_wall_by_what_it_became(
    hall: Hall, amara: Actor
) -> None:
    shown = make_shown(amara, "A wall, painted")
    before, after = (
        make_upload(amara, name="x.png", data=plain_picture(colour), purpose="portfolio")
        for colour in (TEAL, RED)
    )
    compared = Extras(before_id=before.id, after_id=after.id)
    change_piece(
        shown.piece_id, by=amara, title="A wall, painted", text="", link="", image_ids=[], extras=compared
    )
    (card,) = queries.wall(amara, hall.id, queries.WallAsked(colour="red")).cards
    assert card.picture is not None
    assert (card.picture.id, card.pictures) == (after.id, 2)
    (piece,) = pieces_shown(amara.require_person(), hall.id)
    assert (str(after.id) in piece.thumbnails[0], piece.image_ids) == (True, ())
    page = queries.piece_page(amara, hall.id, shown.id)
    assert (len(page.compared), page.pictures) == (2, ())
