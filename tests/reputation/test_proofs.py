"""Passed tests enter a standing with what such marks were found to tell, and leave it with their certificate."""

from __future__ import annotations

from random import Random

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from hirehall.formulas.constants import published
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import system
from hirehall.foundation.ids import new_id
from hirehall.reputation import actions, operations, queries
from hirehall.reputation.jobs import follow_certificates
from hirehall.reputation.models import OtherEvidence, ProofFigures, StandingRow
from hirehall.skills.models import Category
from hirehall.vetting.actions.withdraw_certificate import (
    answer_withdrawal_appeal,
    appeal_withdrawal,
    withdraw_certificate,
)
from hirehall.vetting.models import Certificate
from tests.makers.base import make_hall, make_person, staff_of
from tests.makers.vetting import Lab, make_lab

pytestmark = pytest.mark.django_db
CLOCK = system("clock")
WHY = "Somebody else sat this test; the two have told us so."


def passed() -> tuple[Lab, Certificate]:
    lab = make_lab(make_hall())
    certificate = Certificate.objects.get(sitting=lab.sat())
    jobs.drain()
    return lab, certificate


def proof_of(person_id, category_id=None):
    """The proof among the pieces of a standing, or None."""
    row = StandingRow.objects.filter(person_id=person_id, category_id=category_id).first()
    return next((piece for piece in row.pieces if piece["source"] == "proof"), None) if row else None


def test_a_passed_test_counts_before_anybody_has_hired_in_its_field_and_altogether() -> None:
    lab, certificate = passed()
    rules = published().proof
    for category_id in (None, lab.skill.category_id):
        piece = proof_of(certificate.person_id, category_id)
        assert piece["base"] == pytest.approx(rules.precision)
        assert piece["reading"] > 0
    standing = queries.standings_of([certificate.person_id], category_id=lab.skill.category_id)
    assert standing[certificate.person_id].quality > 0


def test_it_leaves_with_its_certificate_and_is_back_when_an_appeal_is_upheld() -> None:
    lab, certificate = passed()
    withdrawal = withdraw_certificate(certificate.id, by=lab.operator, reason=WHY)
    jobs.drain()
    assert proof_of(certificate.person_id) is None
    appeal_withdrawal(certificate.id, by=lab.candidate, text="I sat it myself, and can show it.")
    other = staff_of(make_person("Otto Other", operator=True))
    answer_withdrawal_appeal(withdrawal.id, by=other, upheld=True, reason="They have shown it to two of us.")
    jobs.drain()
    assert proof_of(certificate.person_id) is not None


def test_an_expired_certificate_leaves_and_one_from_before_enters() -> None:
    _, certificate = passed()
    with clock.later(days=400):
        follow_certificates(0)
        jobs.drain()
        assert not OtherEvidence.objects.filter(source_id=certificate.id).exists()
        follow_certificates(0)
    OtherEvidence.objects.all().delete()
    follow_certificates(0)
    jobs.drain()
    assert proof_of(certificate.person_id) is not None


def make_task(hall, *, people: int, true: float, slug: str = "masonry") -> Category:
    """A task that many have a mark in, and of whom clients have said something since."""
    category = Category.objects.create(hall=hall, slug=slug, name=slug)
    kind, chance = new_id(), Random(4)
    for number in range(people):
        person = make_person(f"Someone in {slug} {number}")
        height = chance.gauss(0, 1)
        with transaction.atomic():
            operations.keep_proof(
                person_id=person.id, hall_id=hall.id, category_id=category.id, source_id=new_id(), kind_id=kind,
                mark=min(1.0, max(0.0, 0.5 + height * 0.15)), says="Task: a wall", at=clock.now(),
            )  # fmt: skip
        said = {
            "source": "contract", "counted": 3.0, "reading": true * height + chance.gauss(0, (1 - true**2) ** 0.5),
        }  # fmt: skip
        StandingRow.objects.create(
            person=person, category_id=category.id, version=published().version, prior=0.0, quality=0.0,
            precision=1.0, chance=0.8, low=0.7, high=0.9, clients=3, pieces=[said], computed_at=clock.now(),
        )  # fmt: skip
    return category


def test_a_task_that_was_found_to_tell_much_weighs_more_and_one_that_tells_nothing_does_not_count() -> None:
    rules = published().proof
    hall = make_hall()
    make_task(hall, people=rules.people - 1, true=0.9)
    actions.refresh_figures(by=CLOCK)
    (told,) = queries.proofs_told(hall.id)
    assert not told.is_measured
    assert told.validity == pytest.approx(rules.validity, abs=0.01)
    OtherEvidence.objects.all().delete()
    make_task(hall, people=60, true=0.9, slug="carpentry")
    actions.refresh_figures(by=CLOCK)
    (told,) = queries.proofs_told(hall.id)
    assert told.is_measured
    assert told.validity > 0.6
    person_id = OtherEvidence.objects.order_by("-mark").values_list("person_id", flat=True)[0]
    actions.refresh_standing(person_id, by=CLOCK)
    assert proof_of(person_id)["base"] == pytest.approx(told.precision)
    ProofFigures.objects.update(validity=rules.least / 2)
    actions.refresh_standing(person_id, by=CLOCK)
    assert proof_of(person_id) is None


def test_how_figures_are_made_names_each_proof_and_what_it_tells() -> None:
    passed()
    actions.refresh_figures(by=CLOCK)
    web = Client()
    answer = web.get(reverse("reputation:how"), follow=True)
    page = answer.content.decode()
    assert "Test: Vet knowledge" in page
    assert "0.40 (taken)" in page
