"""“Something like this”: a brief with its maker invited, and an order, that carry the piece."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hirehall.contracts.actions.close_offer import withdraw_offer
from hirehall.contracts.models import Offer, TermsVersion
from hirehall.conversations.models import Message, Notice
from hirehall.engagements.package.actions.accept_offer import accept_offer
from hirehall.engagements.package.actions.answer_request import answer_request
from hirehall.engagements.package.actions.make_offer import make_offer
from hirehall.engagements.package.models import Inquiry
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.money import Money
from hirehall.market.actions.answer_request import decline_request
from hirehall.market.actions.draft_brief import draft_brief
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.actions.save_brief import save_brief
from hirehall.market.models import Brief, Invitation, QuoteRequest
from hirehall.money import invariants
from hirehall.people.models import Person
from hirehall.skills.actions.show_piece import show_piece, withdraw_piece
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import eur
from tests.makers.market import brief_content, make_skill
from tests.makers.package import Shop, make_service, make_shop, offer_content
from tests.makers.portfolio import make_shown
from tests.makers.requests import ask, opened
from tests.makers.tokens import Caller
from tests.portfolio.test_asking import refused
from tests.portfolio.test_gallery import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


def signed_in(actor: Any) -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=actor.person_id), backend=BACKEND)
    return client


def test_a_brief_carries_the_piece_and_invites_its_maker(shop: Shop) -> None:
    shown, skill = make_shown(shop.freelancer, "Whale poster"), make_skill(shop.hall)
    show_piece(
        shown.piece_id,
        hall_id=shop.hall.id,
        by=shop.freelancer,
        category_id=skill.category_id,
        skill_ids=[skill.id],
    )
    page, new = signed_in(shop.client), f"{reverse('market:new')}?piece={shown.piece_id}"
    assert new.replace("&", "&amp;") in page.get(f"/gallery/{shown.id}/").content.decode()
    assert "Something like “Whale poster”" in page.get(new).content.decode()
    said = {"title": "Something like “Whale poster”", "category_id": str(skill.category_id)}
    page.post(reverse("market:new"), said | {"piece": str(shown.piece_id)})
    brief = Brief.objects.get()
    assert (brief.piece_id, brief.skill_ids) == (shown.piece_id, [skill.id])
    assert "Take it out" in page.get(reverse("market:draft", args=[brief.id])).content.decode()
    save_brief(brief.id, by=shop.client, content=brief_content(shop.hall))
    publish_brief(brief.id, by=shop.client)
    assert Invitation.objects.get().freelancer_id == shop.freelancer.person_id
    jobs.drain()
    told = Notice.objects.get(kind="invitation.made").sentence
    assert told.endswith(f"“{brief_content(shop.hall).title}”: something like your “Whale poster”.")
    address = reverse("market:brief", args=[brief.id])
    theirs = signed_in(shop.freelancer).get(address).content.decode()
    assert "it should be like your “Whale poster”" in theirs
    assert reverse("portfolio:piece", args=[shown.id]) in Client().get(address).content.decode()
    assert page.post(reverse("market:piece_removal", args=[brief.id])).status_code == 302
    withdraw_piece(shown.piece_id, hall_id=shop.hall.id, by=shop.freelancer)
    assert "Whale poster" not in Client().get(address).content.decode()
    assert Brief.objects.get().piece_id == shown.piece_id


def test_nobody_is_invited_for_a_piece_that_is_gone_taken_out_or_ones_own(shop: Shop) -> None:
    cache.clear()
    shown, content = make_shown(shop.freelancer), brief_content(shop.hall)
    own = {"content": content, "piece_id": shown.piece_id}
    assert refused(draft_brief, shop.hall.id, by=shop.freelancer, **own) == "piece.own"
    program = Caller(shop.client)
    body = {"title": "A poster", "piece_id": str(shown.piece_id)}
    taken, gone = (program.call("POST", "briefs", body, status=(201,))["id"] for _ in range(2))
    assert program.call("GET", f"briefs/{taken}")["like"]["showing_id"] == str(shown.id)
    program.call("DELETE", f"briefs/{taken}/piece", status=(204,))
    withdraw_piece(shown.piece_id, hall_id=shop.hall.id, by=shop.freelancer)
    for brief_id in (taken, gone):
        save_brief(brief_id, by=shop.client, content=content)
        publish_brief(brief_id, by=shop.client)
    assert not Invitation.objects.exists()
    assert refused(draft_brief, shop.hall.id, by=shop.client, **own) == "piece.not_found"


def test_an_order_carries_the_piece_into_its_terms_and_its_room(shop: Shop) -> None:
    shown = make_shown(shop.freelancer, "Whale poster")
    elsewhere = make_shown(actor_of(make_person("Somebody else", Hat.FREELANCER)), "Not theirs")
    page, like = signed_in(shop.client), f"piece={shown.piece_id}"
    assert (
        f"{reverse('market:service', args=[shop.service.id])}?{like}"
        in page.get(f"/gallery/{shown.id}/").content.decode()
    )
    for address in (
        reverse("market:service", args=[shop.service.id]),
        reverse("package:order", args=[shop.service.id]),
    ):
        held = page.get(f"{address}?package=1&{like}").content.decode()
        assert f'<input type="hidden" name="piece" value="{shown.piece_id}">' in held
    assert refused(shop.ordered, piece_id=elsewhere.piece_id) == "piece.not_found"
    assert invariants.check() == []
    order = shop.ordered(piece_id=shown.piece_id)
    assert order.piece_id == shown.piece_id
    for who in (shop.client, shop.freelancer):
        room = signed_in(who).get(reverse("package:contract", args=[order.contract_id])).content.decode()
        assert f"/gallery/{shown.id}/" in room
    asked = page.get(reverse("package:requirements", args=[order.id])).content.decode()
    assert "Something like" in asked
    assert (
        "Something like “Whale poster”, as the freelancer shows it here." in TermsVersion.objects.get().scope
    )
    assert invariants.check() == []


def test_a_request_is_answered_with_an_order_that_carries_the_piece(shop: Shop) -> None:
    shown = make_shown(shop.freelancer, "Whale poster")
    request = ask(shop.hall, shop.freelancer, by=shop.client, piece_id=shown.piece_id)
    until, price = clock.now().date() + timedelta(days=3), eur(300_00)
    desk, address = signed_in(shop.freelancer), reverse("package:answer_request", args=[request.id])
    assert address in desk.get(reverse("market:request", args=[request.id])).content.decode()
    form = desk.get(address).content.decode()
    assert "Something like “Whale poster”" in form
    assert "Client pays" in desk.get(f"{address}quote/?price=300").content.decode()
    said = {
        "title": "A poster of a squid", "scope": "One poster, ready for the printer.", "price": "300", "days": "5",
        "revisions": "1", "valid_until": until.isoformat(), "service": str(shop.service.id),
    }  # fmt: skip
    assert desk.post(address, said).status_code == 302
    request.refresh_from_db()
    first = Offer.objects.get()
    assert (request.state, request.offer_id, first.request_id) == ("quoted", first.id, request.id)
    given: dict[str, Any] = {"content": offer_content(price=price), "valid_until": until}
    again = {"by": shop.freelancer, "service_id": shop.service.id, **given}
    assert refused(answer_request, request.id, **again) == "request.not_open"
    offer = make_offer(Inquiry.objects.get().id, by=shop.freelancer, **given)
    for who in (shop.client, shop.freelancer):
        page = signed_in(who).get(reverse("package:offer", args=[offer.id])).content.decode()
        assert f"/gallery/{shown.id}/" in page
    order = accept_offer(offer.id, by=shop.client)
    jobs.drain()
    request.refresh_from_db()
    assert (order.piece_id, request.state) == (shown.piece_id, "agreed")
    assert request.contract_id == order.contract_id
    assert "Something like “Whale poster”" in TermsVersion.objects.get().scope
    assert Message.objects.filter(thread__subject_kind="request").count() == 2
    assert invariants.check() == []


def test_whose_service_it_is_and_whether_the_request_is_open_decides_on_an_answer(shop: Shop) -> None:
    other = actor_of(make_person("Nora Grey", Hat.FREELANCER))
    theirs, request = make_service(shop.hall, other), opened(shop.hall, shop.freelancer, shop.client)
    until = clock.now().date() + timedelta(days=3)
    given: dict[str, Any] = {
        "by": shop.freelancer,
        "service_id": shop.service.id,
        "content": offer_content(),
        "valid_until": until,
    }
    assert refused(answer_request, request.id, **given | {"service_id": theirs.id}) == "service.not_found"
    dollars = offer_content(price=Money(5_00, "USD"))
    assert refused(answer_request, request.id, **given | {"content": dollars}) == "offer.currency_mismatch"
    assert refused(answer_request, request.id, **given | {"by": other}) == "request.not_found"
    assert not Inquiry.objects.exists()
    offer = answer_request(request.id, **given)
    withdraw_offer(offer.id, by=shop.freelancer, version=offer.version)
    assert QuoteRequest.objects.get().state == "open"
    decline_request(request.id, by=shop.freelancer)
    assert refused(answer_request, request.id, **given) == "request.not_open"
    more = {key: given[key] for key in ("by", "content", "valid_until")}
    assert refused(make_offer, Inquiry.objects.get().id, **more) == "request.not_open"
    assert invariants.check() == []
