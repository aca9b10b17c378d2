"""An offer by the hour before it binds: kept as a draft, written on, sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.contracts.models import Offer
from hirehall.engagements.hourly.actions.make_offer import draft_offer
from hirehall.engagements.hourly.actions.rewrite_draft import rewrite_draft
from hirehall.engagements.hourly.actions.send_drafted_offer import send_drafted_offer
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.people.models import Person
from tests.hourly.test_api import TERMS, Caller
from tests.makers.contracts import Pair, eur
from tests.makers.hourly import hour_terms

LIST = reverse("contracts:work")


def kept(pair: Pair) -> Offer:
    offer: Offer = draft_offer(
        pair.hall.id, by=pair.client, terms=hour_terms(), freelancer_id=pair.freelancer.person_id
    )
    return offer


def seen_by(who: Actor) -> Client:
    browser = Client()
    browser.force_login(Person.objects.get(id=who.person_id))
    return browser


def test_a_draft_by_the_hour_is_written_on_and_sent_in_the_page(pair: Pair) -> None:
    mine, theirs = seen_by(pair.client), seen_by(pair.freelancer)
    typed = {
        "title": "Support by the hour",
        "scope": "Answer what customers ask.",
        "rate": "60",
        "cap_hours": 10,
    }
    new = f"{reverse('hourly:new_offer')}?freelancer={pair.freelancer.person_id}"
    mine.post(new, typed | {"do": "keep"})
    draft = Offer.objects.get()
    page = reverse("hourly:offer", args=[draft.id])
    assert (draft.state, FactRow.objects.filter(name="offer.made").count()) == ("draft", 0)
    assert theirs.get(page).status_code == 404
    assert "Finish and send the offer" in mine.get(reverse("contracts:orders")).content.decode()
    assert draft.title not in theirs.get(LIST).content.decode()
    form = reverse("hourly:draft", args=[draft.id])
    assert "Your draft to" in mine.get(form).content.decode()
    mine.post(form, typed | {"rate": "75", "version": draft.version})
    draft.refresh_from_db()
    assert (draft.total, draft.versions.count()) == (eur(750_00), 1)
    mine.post(reverse("hourly:offer_dispatch", args=[draft.id]), {"version": draft.version})
    draft.refresh_from_db()
    assert (draft.state, "Your turn" in theirs.get(page).content.decode()) == ("offered", True)


def test_who_may_not_and_when_it_is_too_late(pair: Pair) -> None:
    draft = kept(pair)
    again = hour_terms(rate=90_00)
    for act in (
        lambda: rewrite_draft(draft.id, by=pair.client, terms=again, version=9),
        lambda: send_drafted_offer(draft.id, by=pair.client, version=9),
    ):
        with pytest.raises(Refused) as stale:
            act()
        assert stale.value.code == "contract.stale"
    with pytest.raises(Refused) as other:
        rewrite_draft(draft.id, by=pair.client, terms=hour_terms(cap=61))
    assert (other.value.code, other.value.field) == ("hourly.bad_cap", "cap_hours")
    Person.objects.filter(id=pair.freelancer.person_id).update(suspended_at=clock.now())
    with pytest.raises(Refused) as suspended:
        send_drafted_offer(draft.id, by=pair.client)
    assert suspended.value.code == "person.suspended"
    Person.objects.update(suspended_at=None)
    with clock.later(days=30):  # no clock of a draft runs
        jobs.run_sweeps()
        sent = send_drafted_offer(draft.id, by=pair.client)
        assert sent.expires_at == clock.now() + timedelta(days=sent.policy.offer_valid_days)
        for late in (
            lambda: rewrite_draft(draft.id, by=pair.client, terms=again),
            lambda: send_drafted_offer(draft.id, by=pair.client),
        ):
            with pytest.raises(Refused) as too_late:
                late()
            assert too_late.value.code == "offer.already_sent"


def test_a_draft_by_calls(pair: Pair) -> None:
    client = Caller(pair.client)
    body = TERMS | {"freelancer_id": str(pair.freelancer.person_id)}
    draft = client.post("hourly-offer-drafts", body)
    assert draft["state"] == "draft"
    rate = {"minor": 70_00, "currency": "EUR"}
    written = client.post(f"hourly-offers/{draft['id']}/draft", TERMS | {"rate": rate})
    assert written["week"]["minor"] == 700_00
    sent = client.post(f"hourly-offers/{draft['id']}/dispatch", {"version": written["version"]})
    assert sent["state"] == "offered"
