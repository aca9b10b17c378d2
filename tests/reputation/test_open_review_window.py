"""A paid contract that ends opens one window, by the policy that was frozen on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import system
from hirehall.foundation.ids import new_id
from hirehall.market.models import FreelancerListing
from hirehall.people.models import Person
from hirehall.reputation import actions, queries
from hirehall.reputation.models import ReviewInvitation, ReviewWindow
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.actions.drop_skill import drop_skill
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.queries import open_skills
from tests.makers.base import make_person
from tests.makers.contracts import make_pair
from tests.makers.reputation import YES, make_reviews, make_window

pytestmark = pytest.mark.django_db
CLOCK = system("clock")


def test_the_end_of_a_paid_contract_invites_both_sides():
    contract = make_pair().finished()
    window = ReviewWindow.objects.get()
    assert (window.contract_id, window.paid_minor, window.ended_at) == (
        contract.id, contract.paid_minor, contract.ended_at,
    )  # fmt: skip
    assert window.closes_at - window.opened_at == timedelta(days=contract.policy.review_window_days)
    assert ReviewInvitation.objects.count() == 2


def test_the_job_run_twice_opens_one_window():
    contract = make_pair().finished()
    actions.open_review_window(contract.id, by=CLOCK)
    assert ReviewWindow.objects.count() == 1


def test_a_running_or_missing_contract_opens_none():
    contract = make_pair().contract()
    assert actions.open_review_window(contract.id, by=CLOCK) is None
    assert actions.open_review_window(new_id(), by=CLOCK) is None
    assert not ReviewWindow.objects.exists()


def test_the_record_reaches_the_lists():
    pair = make_pair()
    pair.finished()
    jobs.drain()  # who becomes a member is listed, or not; this row is put there by hand
    listing = FreelancerListing.objects.create(
        hall=pair.hall, person_id=pair.freelancer.person_id, name="Mateus", handle="mateus", rate_currency="EUR",
        availability="now", changed_at=clock.now(),
    )  # fmt: skip
    window = ReviewWindow.objects.get()
    actions.submit_review(window.id, by=pair.client, rungs=YES)
    actions.submit_review(window.id, by=pair.freelancer, rungs=YES)
    jobs.drain()
    listing.refresh_from_db()
    assert (listing.contracts_finished, listing.reviewed, listing.band_low) == (1, 1, None)
    assert queries.record_of([listing.person_id])[listing.person_id].contracts_finished == 1


def test_a_listing_that_is_made_after_the_reviews_shows_the_record():
    """Whoever drops their last skill and claims one again, or comes into another hall, brings their record along."""
    pair = make_pair()
    seed_taxonomy(pair.hall.id, by=CLOCK)
    skill = open_skills(pair.hall.id)[0]
    for _ in range(3):
        window = make_window(pair.hall, make_person(f"Client {new_id().hex[-6:]}"), _person(pair.freelancer))
        make_reviews(window)
    assert not FreelancerListing.objects.filter(person_id=pair.freelancer.person_id).exists()
    claim_skill(skill.id, level=2, by=pair.freelancer)
    jobs.drain()
    first = FreelancerListing.objects.get(person_id=pair.freelancer.person_id)
    assert (first.contracts_finished, first.reviewed) == (3, 3)
    assert first.band_low is not None
    drop_skill(skill.id, by=pair.freelancer)
    jobs.drain()
    assert not FreelancerListing.objects.filter(person_id=pair.freelancer.person_id).exists()
    claim_skill(skill.id, level=2, by=pair.freelancer)
    jobs.drain()
    again = FreelancerListing.objects.get(person_id=pair.freelancer.person_id)
    assert (again.reviewed, again.band_low, again.band_high) == (3, first.band_low, first.band_high)


def _person(by):
    return Person.objects.get(id=by.person_id)
