"""A freelancer's own clients: asking, the mailed link, inviting, how a pair met, and the pieces for other sites."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.contracts import queries as contracts
from hirehall.contracts.actions.close_offer import decline_offer
from hirehall.contracts.models import Offer
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.make_offer import draft_offer, make_offer
from hirehall.engagements.milestone.actions.send_drafted_offer import send_drafted_offer
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.market.actions.answer_clarification import answer_clarification
from hirehall.market.actions.answer_request import (
    decline_client_invitation,
    decline_request,
    open_request,
    withdraw_request,
)
from hirehall.market.actions.ask_clarification import ask_clarification
from hirehall.market.models import Acquaintance, QuoteRequest
from hirehall.market.queries import origin_between
from hirehall.market.states import Met
from hirehall.people.models import Membership, Organisation, Person
from tests.hourly.test_api import Caller
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import Pair, deal, make_pair, planned
from tests.makers.market import make_brief, make_proposal
from tests.makers.requests import NEED, accepted, ask, invite, mailed_link, opened


@pytest.fixture
def pair(db: None) -> Pair:
    return make_pair()


@pytest.fixture
def berta(db: None) -> Actor:
    return actor_of(make_person("Berta Quill", Hat.CLIENT))


def quote_for(pair: Pair, request: QuoteRequest, **more: Any) -> Offer:
    return make_offer(
        pair.hall.id,
        by=pair.freelancer,
        terms=deal("A menu for the bakery"),
        milestones=(planned("The menu", 500_00),),
        request_id=request.id,
        **more,
    )


def refused(call: Any) -> str:
    with pytest.raises(Refused) as found:
        call()
    return found.value.code


def test_what_a_visitor_asks_is_seen_only_after_the_mailed_link(
    pair: Pair, berta: Actor, mailoutbox: list[Any]
) -> None:
    request = ask(pair.hall, pair.freelancer)
    assert request.state == "asked"
    assert refused(
        lambda: contracts.basis_for(pair.freelancer, hall_id=pair.hall.id, request_id=request.id)
    ) == ("request.not_found")
    token = mailed_link(mailoutbox)
    assert mailoutbox[-1].to == ["berta@quill.example"]
    done = open_request(token, by=berta)
    assert (done.state, done.client_id, done.origin) == ("open", berta.person_id, "direct")
    assert refused(lambda: open_request(token, by=berta)) == "link.dead"


def test_a_link_dies_on_its_day_and_what_was_typed_is_forgotten(
    pair: Pair, berta: Actor, mailoutbox: list[Any]
) -> None:
    request = ask(pair.hall, pair.freelancer)
    token = mailed_link(mailoutbox)
    with clock.later(days=15):
        assert refused(lambda: open_request(token, by=berta)) == "link.dead"
        jobs.run_sweeps()
        jobs.drain()
    request.refresh_from_db()
    assert (request.state, request.need, request.email) == ("lapsed", "", "forgotten@invalid.example")


def test_the_freelancer_cannot_use_the_clients_link(pair: Pair, mailoutbox: list[Any]) -> None:
    ask(pair.hall, pair.freelancer)
    token = mailed_link(mailoutbox)
    assert refused(lambda: open_request(token, by=pair.freelancer)) == "request.to_oneself"
    assert refused(lambda: ask(pair.hall, pair.freelancer, by=pair.freelancer)) == "request.to_oneself"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"need": "too short"}, "need"),
        ({"name": ""}, "name"),
        ({"email": "nowhere"}, "email"),
        ({"budget": Money(0, "EUR")}, "budget"),
        ({"budget": Money(100, "USD")}, "budget"),
        ({"wanted_by": clock.now().date() - timedelta(days=2)}, "wanted_by"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(pair: Pair, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as found:
        ask(pair.hall, pair.freelancer, **more)
    assert found.value.field == field
    assert not QuoteRequest.objects.exists()


def test_nobodys_mailbox_is_filled(pair: Pair) -> None:
    for _ in range(3):
        ask(pair.hall, pair.freelancer)
    assert refused(lambda: ask(pair.hall, pair.freelancer)) == "request.too_many"


def test_nobodys_mailbox_is_filled_by_the_pages_of_many_freelancers(pair: Pair) -> None:
    others = [actor_of(make_person(f"Freelancer {number}", Hat.FREELANCER)) for number in range(4)]
    for freelancer in others:
        for _ in range(3 if freelancer is not others[3] else 1):
            ask(pair.hall, freelancer)
    assert refused(lambda: ask(pair.hall, others[3])) == "request.too_many"
    assert QuoteRequest.objects.count() == 10


def test_what_strangers_type_keeps_no_signed_in_client_from_asking(
    pair: Pair, berta: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hirehall.market.operations.asking.UNCONFIRMED_PER_FREELANCER", 3)
    mine = Person.objects.get(id=berta.person_id).email
    for _ in range(3):
        ask(pair.hall, pair.freelancer, email=mine)
    assert refused(lambda: ask(pair.hall, pair.freelancer, email="else@quill.example")) == "request.too_many"
    assert opened(pair.hall, pair.freelancer, berta).state == "open"


def test_a_client_asks_twenty_times_a_day(pair: Pair, berta: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hirehall.market.operations.asking.ASKED_PER_CLIENT", 2)
    for _ in range(2):
        opened(pair.hall, pair.freelancer, berta)
    assert refused(lambda: opened(pair.hall, pair.freelancer, berta)) == "request.too_many"


def test_a_quote_is_put_straight_before_the_client_and_becomes_a_direct_contract(
    pair: Pair, berta: Actor
) -> None:
    request = opened(pair.hall, pair.freelancer, berta)
    offer = quote_for(pair, request)
    request.refresh_from_db()
    said = [line for line in offer.versions.get().clocks if "expires" in line]
    assert said == ["This quote, or a counter-offer to it, that is not answered within 14 days expires."]
    assert (offer.state, offer.origin, offer.is_quote) == ("countered", "direct", True)
    assert offer.expires_at is not None
    assert timedelta(days=13) < offer.expires_at - clock.now() <= timedelta(days=14)
    assert (request.state, request.offer_id) == ("quoted", offer.id)
    assert refused(lambda: quote_for(pair, request)) == "request.not_open"
    assert refused(lambda: accept_offer(offer.id, by=pair.freelancer)) == "contract.wrong_party"
    contract = accept_offer(offer.id, by=berta)
    request.refresh_from_db()
    assert (contract.origin, contract.request_id) == ("direct", request.id)
    assert (request.state, request.contract_id) == ("agreed", contract.id)


def test_a_drafted_quote_is_seen_by_the_freelancer_only_until_it_is_sent(pair: Pair, berta: Actor) -> None:
    request = opened(pair.hall, pair.freelancer, berta)
    draft = draft_offer(
        pair.hall.id,
        by=pair.freelancer,
        terms=deal("A menu for the bakery"),
        milestones=(planned("The menu", 500_00),),
        request_id=request.id,
    )
    assert refused(lambda: contracts.offer_for(berta, draft.id)) == "offer.not_found"
    assert contracts.offer_for(pair.freelancer, draft.id).id == draft.id
    assert refused(lambda: send_drafted_offer(draft.id, by=berta)) == "offer.not_found"
    sent = send_drafted_offer(draft.id, by=pair.freelancer)
    assert (sent.state, contracts.offer_for(berta, draft.id).id) == ("countered", draft.id)


def test_a_declined_quote_opens_the_request_again(pair: Pair, berta: Actor) -> None:
    request = opened(pair.hall, pair.freelancer, berta)
    decline_offer(quote_for(pair, request).id, by=berta, reason="Too dear.")
    request.refresh_from_db()
    assert request.state == "open"
    assert quote_for(pair, request).state == "countered"


def test_who_met_at_the_marketplace_stays_there_whatever_link_they_use(
    pair: Pair, mailoutbox: list[Any]
) -> None:
    brief = make_brief(pair.hall, pair.client)
    make_proposal(brief, pair.freelancer)
    request = opened(pair.hall, pair.freelancer, pair.client)
    assert request.origin == "marketplace"
    assert quote_for(pair, request).origin == "marketplace"
    known = Person.objects.get(id=pair.client.person_id)
    assert refused(lambda: invite(pair.hall, pair.freelancer, email=known.email)) == "client.met_here"


def test_a_colleague_who_asks_for_the_house_meets_nobody_anew(pair: Pair, berta: Actor) -> None:
    """The client met the freelancer for themselves; then somebody of their firm uses the freelancer's own link."""
    make_proposal(make_brief(pair.hall, pair.client), pair.freelancer)
    firm = Organisation.objects.create(name="Grey & Co", handle="grey", made_at=clock.now())
    assert met_as(pair, berta, firm) is None
    for person_id in (pair.client.person_id, berta.person_id):
        Membership.objects.create(organisation=firm, person_id=person_id, role="owner", joined_at=clock.now())
    assert met_as(pair, berta, firm) == "marketplace"
    pair.offer()
    assert met_as(pair, berta, firm) == "marketplace"
    assert met_as(pair, berta, None) is None


def met_as(pair: Pair, client: Actor, firm: Organisation | None) -> Met | None:
    return origin_between(
        pair.hall.id,
        client_id=client.require_person(),
        organisation_id=firm.id if firm else None,
        freelancer_id=pair.freelancer.require_person(),
    )


def test_an_offer_makes_the_pair_met_at_the_marketplace(pair: Pair) -> None:
    pair.offer()
    known = Person.objects.get(id=pair.client.person_id)
    assert refused(lambda: invite(pair.hall, pair.freelancer, email=known.email)) == "client.met_here"
    assert Acquaintance.objects.get().origin == "marketplace"


def test_own_clients_stay_ones_own_when_they_later_come_by_the_marketplace(pair: Pair) -> None:
    opened(pair.hall, pair.freelancer, pair.client)
    assert pair.offer().origin == "direct"
    met = origin_between(
        pair.hall.id,
        client_id=pair.client.require_person(),
        organisation_id=None,
        freelancer_id=pair.freelancer.require_person(),
    )
    assert met is Met.DIRECT


def test_an_invited_client_accepts_and_is_a_client_of_ones_own(
    pair: Pair, berta: Actor, mailoutbox: list[Any]
) -> None:
    request = accepted(invite(pair.hall, pair.freelancer), berta, mailoutbox)
    assert (request.state, request.origin, request.need) == ("open", "direct", NEED)
    assert quote_for(pair, request).origin == "direct"


def test_an_invitation_that_was_declined_is_not_sent_again(pair: Pair, mailoutbox: list[Any]) -> None:
    invited = invite(pair.hall, pair.freelancer)
    assert refused(lambda: invite(pair.hall, pair.freelancer)) == "client.already_invited"
    from hirehall.foundation.actor import ANONYMOUS

    decline_client_invitation(mailed_link(mailoutbox), by=ANONYMOUS)
    invited.refresh_from_db()
    assert invited.state == "declined"
    assert refused(lambda: invite(pair.hall, pair.freelancer)) == "client.said_no"


def test_both_sides_can_let_go_of_an_open_request(pair: Pair, berta: Actor) -> None:
    first, second = opened(pair.hall, pair.freelancer, berta), opened(pair.hall, pair.freelancer, berta)
    assert refused(lambda: decline_request(first.id, by=berta)) == "request.wrong_party"
    assert refused(lambda: withdraw_request(first.id, by=pair.freelancer)) == "request.wrong_party"
    assert refused(lambda: decline_request(first.id, by=pair.client)) == "request.not_found"
    assert decline_request(first.id, by=pair.freelancer, reason="Fully booked.").state == "declined"
    assert withdraw_request(second.id, by=berta).state == "withdrawn"
    assert refused(lambda: quote_for(pair, second)) == "request.not_open"


def test_whoever_is_suspended_asks_nobody_and_opens_no_link(
    pair: Pair, berta: Actor, client: Client, mailoutbox: list[Any]
) -> None:
    token = mailed_link(mailoutbox) if ask(pair.hall, pair.freelancer) else ""
    who = Person.objects.get(id=berta.person_id)
    client.force_login(who)
    Person.objects.filter(id=who.id).update(suspended_at=clock.now())
    assert refused(lambda: opened(pair.hall, pair.freelancer, berta)) == "person.suspended"
    assert refused(lambda: open_request(token, by=berta)) == "person.suspended"
    address = reverse("market:door", args=[Person.objects.get(id=pair.freelancer.person_id).handle])
    client.post(address, {"need": NEED})
    client.post(reverse("market:request_link", args=[token]), {"need": NEED})
    assert not QuoteRequest.objects.exclude(client=None).exists()
    Person.objects.filter(id=who.id).update(suspended_at=None)
    Person.objects.filter(id=pair.freelancer.person_id).update(suspended_at=clock.now())
    assert refused(lambda: open_request(token, by=berta)) == "freelancer.not_found"


def test_a_suspended_freelancer_has_no_page(pair: Pair, client: Client) -> None:
    who = Person.objects.get(id=pair.freelancer.person_id)
    who.suspended_at = clock.now()
    who.save()
    assert client.get(reverse("market:door", args=[who.handle])).status_code == 404


@pytest.fixture
def handle(pair: Pair) -> str:
    return Person.objects.get(id=pair.freelancer.person_id).handle


def test_the_page_answers_the_same_for_known_and_unknown_addresses_and_for_programs(
    pair: Pair, handle: str, client: Client
) -> None:
    address = reverse("market:door", args=[handle])
    known = Person.objects.get(id=pair.client.person_id).email
    typed = {"name": "Berta Quill", "need": NEED}
    answers = [
        client.post(address, {**typed, "email": known}),
        client.post(address, {**typed, "email": "nobody@new.example"}),
        client.post(address, {**typed, "email": "robot@new.example", "website": "http://spam.example"}),
    ]
    assert {(one.status_code, one["Location"]) for one in answers} == {(302, f"{address}?asked=1")}
    assert set(QuoteRequest.objects.values_list("email", flat=True)) == {known, "nobody@new.example"}


@pytest.mark.parametrize("size", ["button", "card", "form"])
@pytest.mark.parametrize("look", ["hall", "neutral"])
def test_only_the_embedded_piece_may_be_framed_and_it_sets_no_cookie(
    handle: str, client: Client, size: str, look: str
) -> None:
    answer = client.get(reverse("market:embed", args=[handle]), {"size": size, "look": look})
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert not answer.cookies
    assert b"<script" not in answer.content
    assert b"csrf" not in answer.content
    for shade, kept in (("", "light"), ("dark", "dark"), ("auto", "auto"), ("pink", "light")):
        shown = client.get(answer.request["PATH_INFO"], {"size": size, "look": look, "shade": shade})
        assert f'class="is-embed-{kept}"' in shown.content.decode()
    page = client.get(reverse("market:door", args=[handle]))
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_oembed_answers_for_our_pages_only(handle: str, client: Client, settings: Any) -> None:
    ours = f"{settings.CONFIG.public_url}{reverse('market:door', args=[handle])}"
    answer = client.get("/oembed", {"url": ours, "maxwidth": "300"})
    said = answer.json()
    assert (said["version"], said["type"], said["width"]) == ("1.0", "rich", 300)
    assert said["html"].startswith("<iframe src=")
    assert "<script" not in said["html"]
    for other in (
        "https://elsewhere.example/with/x/",
        f"{settings.CONFIG.public_url}/fees/",
        "",
        f"{settings.CONFIG.public_url}/with/nobody/",
    ):
        assert client.get("/oembed", {"url": other}).status_code == 404
    for unreadable in ("http://[", "http://[::1/", f"{settings.CONFIG.public_url}/with/a%00b/"):
        assert client.get("/oembed", {"url": unreadable}).status_code == 404
    for width in ("²", "-1", "9" * 5000, "٣"):
        assert client.get("/oembed", {"url": ours, "maxwidth": width}).status_code == 200
    assert client.get("/oembed", {"url": ours, "format": "xml"}).status_code == 501
    assert 'type="application/json+oembed"' in client.get(ours).content.decode()


def test_a_new_client_joins_by_the_mailed_link_with_the_address_confirmed(
    pair: Pair, handle: str, client: Client, mailoutbox: list[Any]
) -> None:
    ask(pair.hall, pair.freelancer)
    address = reverse("market:request_link", args=[mailed_link(mailoutbox)])
    led = client.get(address)
    assert led["Location"].startswith("/account/signup/?side=client")
    assert 'value="Berta Quill"' in client.get(led["Location"]).content.decode()
    answer = client.post(
        led["Location"],
        {"name": "Berta Quill", "email": "berta@quill.example", "side": "client",
         "password1": "flour-oven-river-2026", "next": address},
    )  # fmt: skip
    assert answer["Location"] == address
    assert client.post(address).status_code == 302
    assert QuoteRequest.objects.get().state == "open"


def test_who_is_invited_reads_it_and_says_no_without_an_account(
    pair: Pair, client: Client, mailoutbox: list[Any]
) -> None:
    request = invite(pair.hall, pair.freelancer)
    address = reverse("market:request_link", args=[mailed_link(mailoutbox)])
    page = client.get(address)
    read = Caller(pair.client).call("GET", f"quote-request-links/{mailed_link(mailoutbox)}")
    assert (read["state"], read["words"]) == ("invited", request.words)
    refusal = reverse("market:request_link_refusal", args=[mailed_link(mailoutbox)])
    assert refusal in page.content.decode()
    assert client.get(f"{address}?join")["Location"].startswith("/account/signup/?side=client")
    assert client.post(refusal).status_code == 200
    request.refresh_from_db()
    assert request.state == "declined"


def test_the_pages_of_both_sides_show_a_request(pair: Pair, client: Client) -> None:
    request = opened(pair.hall, pair.freelancer, pair.client)
    for who, text in ((pair.freelancer, "Your turn: send a quote"), (pair.client, "writes you a quote")):
        client.force_login(Person.objects.get(id=who.person_id))
        assert text in client.get(reverse("market:request", args=[request.id])).content.decode()
    assert client.get(reverse("market:requests")).status_code == 200
    client.force_login(Person.objects.get(id=pair.freelancer.person_id))
    page = client.get(reverse("market:own_clients")).content.decode()
    assert "&lt;iframe src=" in page
    assert client.post(reverse("market:request_thread", args=[request.id])).status_code == 302
    builder = client.get(reverse("milestone:new_offer") + f"?request={request.id}").content.decode()
    assert "Send the quote" in builder


def test_a_public_question_is_no_meeting(pair: Pair) -> None:
    """It does not say who asked; a fee must not tell either (docs/decisions/0011)."""
    brief = make_brief(pair.hall, pair.client)
    question = ask_clarification(brief.id, by=pair.freelancer, question="Which shop system is it?")
    answer_clarification(question.id, by=pair.client, answer="A small one of our own.")
    assert Acquaintance.objects.count() == 0
    assert opened(pair.hall, pair.freelancer, pair.client).origin == "direct"


def test_a_proposal_after_a_question_is_one(pair: Pair) -> None:
    brief = make_brief(pair.hall, pair.client)
    ask_clarification(brief.id, by=pair.freelancer, question="Which shop system is it?")
    make_proposal(brief, pair.freelancer)
    assert opened(pair.hall, pair.freelancer, pair.client).origin == "marketplace"
