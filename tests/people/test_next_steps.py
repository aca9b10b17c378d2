"""Profile strength: every step leads to the very field that does it, and is ticked off by doing it."""

from __future__ import annotations

from urllib.parse import urlparse

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hirehall.foundation.actor import system
from hirehall.halls.models import Hall
from hirehall.people.models import Person
from hirehall.people.queries import next_steps
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.queries import open_skills
from tests.makers.base import actor_of, make_hall
from tests.makers.files import picture_bytes
from tests.makers.people import make_member

pytestmark = pytest.mark.django_db
PICTURE = "Add a picture to a piece"


@pytest.fixture
def amara(client: Client) -> Person:
    cache.clear()
    hall = make_hall()
    seed_taxonomy(hall.id, by=system("demo"))
    who = make_member("Amara Okafor", email="amara@example.org")
    client.force_login(who)
    return who


def open_steps(who: Person) -> list[str]:
    return [text for done, text, _ in next_steps(who.id) if not done]


def test_every_step_leads_to_its_field(client: Client, amara: Person) -> None:
    client.post("/profile/portfolio/", {"title": "A ledger", "text": "Mine."})
    for _, text, href in next_steps(amara.id):
        place = urlparse(href)
        response = client.get(place.path)
        assert response.status_code == 200, (text, href)
        assert f'id="{place.fragment}"' in response.content.decode(), (text, href)


def test_doing_a_step_ticks_it_off(client: Client, amara: Person) -> None:
    assert len(open_steps(amara)) == 9
    profile = {
        "name": "Amara Okafor", "headline": "Django and payments engineer", "about": "I build ledgers. " * 15,
        "rate": "78.50", "availability": "now", "hours_per_week": "24", "languages": "English", "country": "NG",
        "time_zone": "Africa/Lagos", "links": "", "listed": "on",
    }  # fmt: skip
    client.post("/profile/", profile)
    picture = SimpleUploadedFile("me.png", picture_bytes(), content_type="image/png")
    client.post("/profile/picture/", {"picture": picture})
    assert open_steps(amara) == ["Claim at least 3 skills", "Show a first piece of work", PICTURE]
    for skill in open_skills(Hall.objects.get().id)[:3]:
        claim_skill(skill.id, level=2, by=actor_of(amara))
    client.post("/profile/portfolio/", {"title": "A ledger", "text": "Mine."})
    assert open_steps(amara) == [PICTURE]
    piece = next(href for _, text, href in next_steps(amara.id) if text == PICTURE)
    data = {"title": "A ledger", "text": "Mine.", "pictures": SimpleUploadedFile("a.png", picture_bytes())}
    client.post(urlparse(piece).path, data)
    assert open_steps(amara) == []
