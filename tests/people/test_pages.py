"""The pages of settings, profile, organisations, tokens, own data and staff sessions."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import system
from hirehall.foundation.models import FactRow
from hirehall.people import own_data, queries
from hirehall.people.actions.make_operator import make_operator
from hirehall.people.models import Membership, Organisation, Person, StaffSession, Token
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.models import PortfolioPiece, SkillClaim
from tests.makers.base import make_hall
from tests.makers.files import picture_bytes
from tests.makers.people import PASSWORD, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def amara(client: Client) -> Person:
    cache.clear()
    hall = make_hall()
    seed_taxonomy(hall.id, by=system("demo"))
    who = make_member("Amara Okafor", email="amara@example.org", side="both")
    client.force_login(who)
    return who


FREELANCER = {
    "name": "Amara Okafor", "headline": "Django and payments engineer", "about": "I build **ledgers**. " * 12,
    "rate": "78.50", "availability": "from_date", "available_from": "2026-12-01", "hours_per_week": "24",
    "languages": "English, french", "city": "Lagos", "country": "NG", "time_zone": "Africa/Lagos",
    "links": "My site https://amara.example.org\nhttps://code.example.org/amara", "listed": "on",
}  # fmt: skip


def test_every_page_of_ones_own_renders(client: Client, amara: Person) -> None:
    client.post("/account/login/", {"login": amara.email, "password": PASSWORD})
    for address in (
        "/account/", "/account/tokens/", "/account/data/", "/account/data/closing/", "/account/sessions/",
        "/profile/", "/profile/client/", "/profile/skills/", "/profile/portfolio/", "/organisations/",
    ):  # fmt: skip
        response = client.get(address)
        assert response.status_code == 200, address


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    make_hall()
    for address in ("/account/", "/profile/", "/profile/skills/", "/organisations/", "/account/tokens/"):
        assert client.get(address)["Location"] == f"/account/login/?next={address}"


def test_a_freelancer_profile_is_saved_and_shown_again(client: Client, amara: Person) -> None:
    response = client.post("/profile/", FREELANCER)
    assert response.status_code == 302, re.findall(
        r'<ul class="errors".*?</ul>', response.content.decode(), re.DOTALL
    )
    shown = queries.profile_by_handle("amara-okafor")
    assert (shown.headline, str(shown.rate), shown.country) == (
        "Django and payments engineer", "78.50 EUR", "Nigeria",
    )  # fmt: skip
    assert shown.languages == ("English", "French")
    assert shown.links == (
        ("My site", "https://amara.example.org"), ("code.example.org", "https://code.example.org/amara"),
    )  # fmt: skip
    page = client.get("/profile/").content.decode()
    assert 'value="78.50"' in page
    assert "My site https://amara.example.org" in page


def test_a_wrong_link_is_shown_at_its_field_and_nothing_is_saved(client: Client, amara: Person) -> None:
    response = client.post("/profile/", {**FREELANCER, "links": "bad javascript:alert(1)"})
    assert response.status_code == 200
    assert "A link starts with https:// or http://." in response.content.decode()
    assert queries.profile_by_handle("amara-okafor").headline == ""


def test_from_a_date_needs_the_date(client: Client, amara: Person) -> None:
    response = client.post("/profile/", {**FREELANCER, "available_from": ""})
    assert "Say from which day." in response.content.decode()


def test_the_same_profile_again_records_nothing(client: Client, amara: Person) -> None:
    client.post("/profile/", FREELANCER)
    client.post("/profile/", FREELANCER)
    assert FactRow.objects.filter(name="person.freelancer_profile_changed").count() == 1


def test_the_next_steps_shrink_as_the_profile_grows(client: Client, amara: Person) -> None:
    assert [done for done, _, _ in queries.next_steps(amara.id)] == [False] * 9
    client.post("/profile/", FREELANCER)
    assert [text for done, text, _ in queries.next_steps(amara.id) if not done] == [
        "Add a picture of yourself",
        "Claim at least 3 skills",
        "Show a first piece of work",
        "Add a picture to a piece",
    ]


def test_a_picture_is_saved_changed_and_removed(client: Client, amara: Person) -> None:
    picture = io.BytesIO(picture_bytes(300, 200))
    picture.name = "me.png"
    client.post("/profile/picture/", {"picture": picture})
    first = Person.objects.get(id=amara.id).avatar_file_id
    assert first is not None
    address = queries.public_card([amara.id])[amara.id].avatar_url
    assert address == f"/pictures/{first}/small.webp"
    assert client.get(address).status_code == 200
    assert f'src="{address}"' in client.get("/account/").content.decode()
    client.post("/profile/picture/", {"remove": "1"})
    assert Person.objects.get(id=amara.id).avatar_file_id is None
    assert client.get(address).status_code == 404


def test_a_client_profile_is_saved(client: Client, amara: Person) -> None:
    client.post(
        "/profile/client/",
        {"name": "Amara Okafor", "company": "Okafor Ltd", "about": "", "website": "https://okafor.example",
         "city": "Lagos", "country": "NG", "time_zone": "Africa/Lagos"},
    )  # fmt: skip
    assert queries.profile_by_handle("amara-okafor").company == "Okafor Ltd"


def test_without_the_clients_hat_the_page_offers_it(client: Client) -> None:
    make_hall()
    client.force_login(make_member("Jonas Weber"))
    assert "You have not hired here yet" in client.get("/profile/client/").content.decode()


def test_a_skill_is_claimed_by_name_or_synonym_and_dropped(client: Client, amara: Person) -> None:
    client.post("/profile/skills/", {"skill": "django", "level": "3"})
    client.post("/profile/skills/", {"skill": "a11y", "level": "1"})
    assert [(one.skill.name, one.level) for one in SkillClaim.objects.order_by("-level")] == [
        ("Django", 3), ("Accessibility", 1),
    ]  # fmt: skip
    skill_id = SkillClaim.objects.get(level=1).skill_id
    client.post(f"/profile/skills/{skill_id}/", {"level": "2"})
    assert SkillClaim.objects.get(skill_id=skill_id).level == 2
    client.post(f"/profile/skills/{skill_id}/", {"drop": "1"})
    assert not SkillClaim.objects.filter(skill_id=skill_id).exists()


def test_a_misspelt_skill_is_answered_with_close_ones(client: Client, amara: Person) -> None:
    page = client.post("/profile/skills/", {"skill": "Djnago", "level": "2"}).content.decode()
    assert "Did you mean" in page
    assert ">Django<" in page
    assert SkillClaim.objects.count() == 0


def test_a_portfolio_piece_with_pictures_is_added_changed_moved_and_removed(
    client: Client, amara: Person
) -> None:
    pictures = []
    for width in (300, 310):
        picture = io.BytesIO(picture_bytes(width, 200))
        picture.name = f"{width}.png"
        pictures.append(picture)
    client.post("/profile/portfolio/", {"title": "Ledger", "text": "Mine", "link": "", "pictures": pictures})
    client.post("/profile/portfolio/", {"title": "Second", "text": "", "link": ""})
    ledger = PortfolioPiece.objects.get(title="Ledger")
    assert len(ledger.image_file_ids) == 2
    page = client.get("/profile/portfolio/").content.decode()
    assert page.index("Ledger") < page.index("Second")
    second = PortfolioPiece.objects.get(title="Second")
    client.post(f"/profile/portfolio/{second.id}/place/", {"position": "0"})
    page = client.get("/profile/portfolio/").content.decode()
    assert page.index("Second") < page.index("Ledger")
    assert client.get(f"/profile/portfolio/{ledger.id}/").status_code == 200
    client.post(
        f"/profile/portfolio/{ledger.id}/",
        {
            "title": "Books",
            "text": "",
            "link": "https://books.example",
            "keep": str(ledger.image_file_ids[1]),
        },
    )
    ledger.refresh_from_db()
    assert (ledger.title, len(ledger.image_file_ids)) == ("Books", 1)
    client.post(f"/profile/portfolio/{ledger.id}/removal/")
    assert not PortfolioPiece.objects.filter(title="Books").exists()


def test_a_text_file_as_a_portfolio_picture_is_refused_at_its_field(client: Client, amara: Person) -> None:
    words = io.BytesIO(b"words")
    words.name = "a.png"
    response = client.post("/profile/portfolio/", {"title": "X", "text": "", "link": "", "pictures": [words]})
    assert "This is not a kind of file that is taken here" in response.content.decode()
    assert PortfolioPiece.objects.count() == 0


def test_an_organisation_grows_by_invitation(client: Client, amara: Person) -> None:
    client.post("/organisations/", {"name": "North Works", "about": "", "website": "", "country": "DE"})
    north = Organisation.objects.get()
    client.post(f"/organisations/{north.id}/invitations/", {"email": "jonas@example.org", "role": "billing"})
    jobs.drain()
    (message,) = mail.outbox
    assert message.subject == "Amara Okafor invites you to North Works"
    jonas = make_member("Jonas Weber", email="jonas@example.org")
    other = Client()
    other.force_login(jonas)
    page = other.get("/organisations/").content.decode()
    address = re.search(r"/invitations/[0-9a-f-]+/answer/", page)
    assert address is not None
    assert other.get(f"/organisations/{north.id}/").status_code == 404
    other.post(address[0], {"answer": "accept"})
    assert Membership.objects.get(person=jonas).role == "billing"
    assert other.get(f"/organisations/{north.id}/").status_code == 200
    jonas.refresh_from_db()
    assert jonas.wears_client


def test_the_last_owner_cannot_leave_and_a_second_one_can(client: Client, amara: Person) -> None:
    client.post("/organisations/", {"name": "North Works", "about": "", "website": "", "country": ""})
    north = Organisation.objects.get()
    jonas = make_member("Jonas Weber")
    Membership.objects.create(organisation=north, person=jonas, role="hiring", joined_at=clock.now())
    leaving = f"/organisations/{north.id}/members/{amara.id}/departure/"
    page = client.post(leaving, follow=True).content.decode()
    assert Membership.objects.filter(person=amara).exists()
    client.post(f"/organisations/{north.id}/members/{jonas.id}/role/", {"role": "owner"})
    client.post(leaving)
    assert not Membership.objects.filter(person=amara).exists()
    assert page is not None


def test_a_tokens_secret_is_shown_once_and_works_until_revoked(client: Client, amara: Person) -> None:
    page = client.post("/account/tokens/", {"name": "export", "scopes": ["scope:profile:read"], "days": "90"})
    secret = re.search(r'<code class="secret">(hh_[\w-]+)</code>', page.content.decode())
    assert secret is not None
    assert secret[1] not in client.get("/account/tokens/").content.decode()
    token = Token.objects.get()
    assert secret[1] not in token.digest
    api = Client(headers={"Authorization": f"Bearer {secret[1]}"})
    assert api.get("/api/v1/me").status_code == 200
    client.post(f"/account/tokens/{token.id}/revocation/")
    assert api.get("/api/v1/me").status_code == 401


def test_staff_scopes_are_for_operators_only(client: Client, amara: Person) -> None:
    client.post("/account/tokens/", {"name": "x", "scopes": ["scope:staff:write"], "days": "90"})
    assert Token.objects.count() == 0


def test_staff_power_needs_a_reason_and_ends_by_itself(client: Client, amara: Person) -> None:
    assert client.get("/staff/session/").status_code == 404
    make_operator(amara.id, by=system("command"))
    client.post("/staff/session/", {"reason": " "})
    assert StaffSession.objects.count() == 0
    client.post("/staff/session/", {"reason": "a member asked for help"})
    assert "End it now" in client.get("/staff/session/").content.decode()
    with clock.later(minutes=31):
        assert "Start the session" in client.get("/staff/session/").content.decode()
    client.post("/staff/session/ending/")
    assert "Start the session" in client.get("/staff/session/").content.decode()
    assert FactRow.objects.filter(name__startswith="staff.session").count() == 2


def test_own_data_is_packed_told_and_downloaded_by_its_person_only(client: Client, amara: Person) -> None:
    client.post("/profile/", FREELANCER)
    client.post("/profile/skills/", {"skill": "Django", "level": "3"})
    client.post("/account/data/")
    jobs.drain()
    assert mail.outbox[-1].subject == "Your data is packed"
    address = re.search(r"/files/[0-9a-f-]+/", client.get("/account/data/").content.decode())
    assert address is not None
    archive = zipfile.ZipFile(io.BytesIO(client.get(address[0]).content))
    assert {"README.txt", "person.json", "skills-and-portfolio.json"} <= set(archive.namelist())
    person = json.loads(archive.read("person.json"))
    assert person["account"]["email"] == "amara@example.org"
    assert "password" not in person["account"]
    assert json.loads(archive.read("skills-and-portfolio.json"))["skills"][0]["name"] == "Django"
    stranger = Client()
    stranger.force_login(make_member("Jonas Weber"))
    assert stranger.get(address[0]).status_code == 404


def test_a_closed_account_leaves_nothing_that_tells_who_it_was(client: Client, amara: Person) -> None:
    client.post("/profile/", FREELANCER)
    client.post("/profile/skills/", {"skill": "Django", "level": "3"})
    response = client.post("/account/data/closing/", {"words": "close my account"})
    assert response["Location"] == "/"
    who = Person.objects.get(id=amara.id)
    assert (who.name, who.is_active) == ("Closed account", False)
    assert "amara" not in f"{who.email}{who.handle}".lower()
    assert not who.emailaddress_set.exists()
    assert SkillClaim.objects.count() == 0
    assert queries.public_card([amara.id])[amara.id].name == "Closed account"
    again = Client().post("/account/login/", {"login": "amara@example.org", "password": PASSWORD})
    assert again.status_code == 200
    fresh = make_member("Amara Okafor", email="amara@example.org")
    assert fresh.id != amara.id


def test_an_account_in_use_cannot_be_closed(
    client: Client, amara: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        own_data.BLOCKERS, "contracts", lambda person_id: "Two contracts are open: end them first."
    )
    assert "Two contracts are open" in client.get("/account/data/closing/").content.decode()
    client.post("/account/data/closing/", {"words": "close my account"})
    who = Person.objects.get(id=amara.id)
    assert (who.name, who.closed_at) == ("Amara Okafor", None)


def test_an_invitation_is_the_invited_persons_turn(client: Client, amara: Person) -> None:
    client.post("/organisations/", {"name": "North Works", "about": "", "website": "", "country": ""})
    north = Organisation.objects.get()
    client.post(f"/organisations/{north.id}/invitations/", {"email": "jonas@example.org", "role": "hiring"})
    jonas = make_member("Jonas Weber", email="jonas@example.org")
    (turn,) = queries.turns_for(queries.actor_for(jonas))
    assert turn.title == "Answer the invitation of North Works"
    assert queries.turns_for(queries.actor_for(amara)) == []
