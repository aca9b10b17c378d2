"""Whatever the other side does before the reveal, this side's view stays byte for byte the same."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat, Scope
from hirehall.halls.models import Hall
from hirehall.people.models import Membership, Organisation, Token
from hirehall.people.queries import digest
from hirehall.reputation import actions, queries
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.reputation import NO, YES, make_review_of, make_reviews, make_window

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(client):
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    client.force_login(ida)
    return make_window(hall, mara, ida), mara, ida


def bearer(who) -> dict[str, str]:
    Token.objects.get_or_create(
        person=who, name="test", digest=digest(f"secret-{who.handle}"), hint="x",
        scopes=[Scope.REVIEWS_READ.value, Scope.REVIEWS_WRITE.value], defaults={"made_at": clock.now()},
    )  # fmt: skip
    return {"Authorization": f"Bearer secret-{who.handle}"}


def seen_by(client, who, window) -> list[tuple[str, int]]:
    """Everything that a side can look at, without what changes at each request, and what it cost."""
    client.get("/api/v1/reviews", headers=bearer(who))  # the first call of a token also notes that it is used
    seen = []
    pages = ["/reviews/", "/reviews/?show=given", "/reviews/?show=received", f"/reviews/windows/{window.id}/"]
    calls = ["/api/v1/reviews", f"/api/v1/review-windows/{window.id}", f"/api/v1/people/{who.id}/record"]
    calls += [f"/api/v1/people/{who.id}/reviews", f"/api/v1/people/{window.client_id}/reviews"]
    for address in [*pages, *calls]:
        with CaptureQueriesContext(
            connection,
        ) as context:
            response = client.get(address, headers=bearer(who) if address in calls else {})
        assert response.status_code == 200, (address, response.content[:300])
        text = re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", response.content.decode())
        text = re.sub(r'value="[^"]*" name="(csrfmiddlewaretoken|key)"', "", text)
        text = re.sub(r"[0-9a-f-]{36}|[A-Za-z0-9]{64}", "", text)
        seen.append((text, len(context)))
    return seen


def test_the_freelancers_view_does_not_change_when_the_client_answers(client, story):
    window, mara, ida = story
    with clock.at(window.opened_at), clock.later(days=1):
        bearer(ida)
        before = seen_by(client, ida, window)
        actions.submit_review(window.id, by=actor_of(mara), rungs=NO, text="A secret so far.")
        assert seen_by(client, ida, window) == before


def test_the_freelancers_view_does_not_change_either_after_their_own_answer(client, story):
    window, mara, ida = story
    other = make_window(window.hall, mara, ida, title="A second contract")
    with clock.at(window.opened_at), clock.later(days=1):
        bearer(ida)
        actions.submit_review(window.id, by=actor_of(ida), rungs=YES, text="Mine.")
        before = seen_by(client, ida, window)
        actions.submit_review(other.id, by=actor_of(mara), rungs=NO, text="A secret so far.")
        assert seen_by(client, ida, window) == before


def test_after_the_reveal_words_are_visible_and_the_others_answers_are_not(client, story):
    window, _, ida = story
    make_reviews(window, of_freelancer=NO)
    text = client.get(f"/reviews/windows/{window.id}/").content.decode()
    assert "Clear, quick and kind." in text
    answer = client.get(f"/api/v1/review-windows/{window.id}", headers=bearer(ida)).json()
    assert answer["theirs"]["text"] == "Clear, quick and kind."
    assert "rung" not in json.dumps(answer["theirs"])
    assert "rung" not in json.dumps(
        client.get(f"/api/v1/people/{ida.id}/reviews", headers=bearer(ida)).json()
    )


def test_an_archive_of_ones_own_data_is_no_way_around_the_blind(story):
    window, mara, ida = story
    actions.submit_review(window.id, by=actor_of(mara), rungs=NO, text="A secret so far.")
    assert "secret" not in str(queries.exported(ida.id))
    actions.submit_review(window.id, by=actor_of(ida), rungs=YES)
    received = queries.exported(ida.id)["reviews_received"]
    assert [row["text"] for row in received] == ["A secret so far."]
    assert "rungs" not in received[0]


def test_a_record_shows_no_figure_before_three_different_clients(story):
    window, mara, ida = story
    for _ in range(4):
        make_review_of(window.hall, mara, ida)
    assert queries.record_of([ida.id])[ida.id].sentence == "Reviewed, not enough answers to show a figure"
    for name in ("Una Ek", "Per Lie"):
        make_review_of(window.hall, make_person(name, Hat.CLIENT), ida)
    jobs.drain()
    record = queries.record_of([ida.id])[ida.id]
    assert (record.contracts_finished, record.clients, record.reviewed) == (7, 3, 6)
    assert record.sentence == "9 or 10 in 10 would hire again"
    assert [share.rung for share in record.shares] == ["rung1", "rung2", "rung3"]


def test_somebody_without_a_contract_is_new_here_and_has_no_zero():
    ida = make_person("Ida Holm")
    record = queries.record_of([ida.id])[ida.id]
    assert (record.is_new, record.sentence, record.shares) == (
        True,
        "New here – expected 8 or 9 in 10 would hire again",
        (),
    )


def test_records_cost_four_queries_for_one_and_for_many(story, django_assert_num_queries):
    window, mara, ida = story
    jon = make_person("Jon Vik")
    for who in (ida, jon):
        make_review_of(window.hall, mara, who)
    for people in ([ida.id], [ida.id, jon.id, mara.id]):
        with django_assert_num_queries(4):
            queries.record_of(people)


def test_a_clients_record_says_whether_they_pay_on_time(story):
    window, mara, _ = story
    for name in ("Jon Vik", "Una Ek", "Per Lie"):
        make_review_of(window.hall, mara, make_person(name))
    record = queries.client_record_of([(mara.id, None)])[mara.id]
    assert (record.contracts_paid, record.freelancers, record.reviewed) == (4, 4, 3)
    assert record.sentence == "8 to 10 in 10 were paid on time"


def test_a_freelancer_who_became_a_member_of_the_client_neither_reads_the_seal_nor_reviews_themselves(story):
    _, mara, ida = story
    firm = Organisation.objects.create(name="Quist & Co", handle="quist", made_at=clock.now())
    for who in (mara, ida):
        Membership.objects.create(organisation=firm, person=who, role="owner", joined_at=clock.now())
    window = make_window(Hall.objects.get(), mara, ida, organisation=firm, title="A third contract")
    actions.submit_review(window.id, by=actor_of(mara), rungs=NO, text="A secret so far.")
    assert "secret" not in str(queries.window_for(actor_of(ida), window.id))
    assert "secret" not in str(queries.my_reviews(actor_of(ida)))
    mine = actions.submit_review(window.id, by=actor_of(ida), rungs=YES)
    assert (mine.direction, mine.author_id) == ("of_client", ida.id)


def test_what_a_person_did_for_an_organisation_is_not_on_their_own_record(story):
    _, mara, _ = story
    firm = Organisation.objects.create(name="Quist & Co", handle="quist", made_at=clock.now())
    make_window(Hall.objects.get(), mara, make_person("Jon Vik"), organisation=firm)
    alone = queries.client_record_of([(mara.id, None)])[mara.id]
    firms = queries.client_record_of([(mara.id, firm.id)])[firm.id]
    assert (alone.contracts_paid, firms.contracts_paid) == (1, 1)
