"""Both sides review; neither sees anything of the other's before the reveal."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from hirehall.conversations.models import Notice
from hirehall.foundation import clock, facts, jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Refused
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Membership, Organisation
from hirehall.people.queries import staff_actor
from hirehall.reputation import actions, queries
from hirehall.reputation.models import Review, ReviewInvitation, ReviewWindow
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.reputation import NO, YES, make_reviews, make_window

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    return make_window(hall, mara, ida), actor_of(mara), actor_of(ida)


def refusal(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def states() -> dict[str, str]:
    return dict(ReviewInvitation.objects.values_list("direction", "state"))


def test_one_review_alone_stays_sealed(story):
    window, mara, _ = story
    review = actions.submit_review(window.id, by=mara, rungs=YES, text="Clear and quick.")
    assert (review.direction, review.released_at) == ("of_freelancer", None)
    assert states() == {"of_freelancer": "answered", "of_client": "open"}


def test_both_become_visible_in_the_same_instant(story):
    window, mara, ida = story
    actions.submit_review(window.id, by=mara, rungs=YES)
    with clock.later(days=2):
        actions.submit_review(window.id, by=ida, rungs=NO, text="Paid late.")
    moments = set(Review.objects.values_list("released_at", flat=True))
    assert moments == {ReviewWindow.objects.get().released_at}
    assert None not in moments


def test_the_window_reveals_what_there_is_and_keeps_the_silence(story):
    window, mara, _ = story
    actions.submit_review(window.id, by=mara, rungs=YES)
    with clock.at(window.closes_at):
        jobs.run_sweeps()
    assert Review.objects.get().released_at == window.closes_at
    assert states() == {"of_freelancer": "answered", "of_client": "silent"}


def test_nothing_is_revealed_a_second_before_the_window_closes(story):
    window, mara, _ = story
    actions.submit_review(window.id, by=mara, rungs=YES)
    with clock.at(window.closes_at), clock.later(seconds=-1):
        jobs.run_sweeps()
    assert Review.objects.get().released_at is None


def test_a_review_is_locked_once_it_is_in(story):
    window, mara, _ = story
    actions.submit_review(window.id, by=mara, rungs=YES)
    assert refusal(lambda: actions.submit_review(window.id, by=mara, rungs=NO)) == "review.locked"
    assert Review.objects.get().rungs["rung1"] == "yes"


def test_after_the_window_it_is_too_late(story):
    window, mara, _ = story
    with clock.at(window.closes_at):
        assert refusal(lambda: actions.submit_review(window.id, by=mara, rungs=YES)) == "review.window_closed"
    assert not Review.objects.exists()


def test_a_double_click_is_one_review(story):
    window, mara, _ = story
    first = actions.submit_review(window.id, by=mara, rungs=YES, key="k")
    assert actions.submit_review(window.id, by=mara, rungs=YES, key="k").id == first.id


def test_what_was_left_out_counts_as_cannot_tell(story):
    window, mara, _ = story
    review = actions.submit_review(window.id, by=mara, rungs={"rung1": "no"}, optional={"scope_kept": "yes"})
    assert review.rungs == {"rung1": "no", "rung2": "cannot_tell", "rung3": "cannot_tell"}
    assert review.facts == {"scope_kept": "yes"}


def test_an_empty_review_is_refused(story):
    window, mara, _ = story
    assert refusal(lambda: actions.submit_review(window.id, by=mara, rungs={}, text="  ")) == "review.empty"
    assert states()["of_freelancer"] == "open"


def test_an_unknown_answer_is_refused(story):
    window, mara, _ = story
    unknown = {"rung1": "five stars"}
    assert (
        refusal(lambda: actions.submit_review(window.id, by=mara, rungs=unknown)) == "review.unknown_answer"
    )


def test_a_stranger_and_a_missing_window_look_the_same(story):
    window, _, _ = story
    jon = actor_of(make_person("Jon Vik"))
    assert refusal(lambda: actions.submit_review(window.id, by=jon, rungs=YES)) == "review_window.not_found"
    assert refusal(lambda: actions.submit_review(new_id(), by=jon, rungs=YES)) == "review_window.not_found"


def test_for_an_organisation_whoever_hires_reviews_and_billing_does_not():
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    yard = Organisation.objects.create(name="Boatyard", handle="boatyard", made_at=clock.now())
    pay, hire = make_person("Pay Only", Hat.CLIENT), make_person("Hira Hires", Hat.CLIENT)
    for who, role in [(pay, "billing"), (hire, "hiring")]:
        Membership.objects.create(organisation=yard, person=who, role=role, joined_at=clock.now())
    window = make_window(hall, mara, ida, organisation=yard)
    for who in (mara, pay):
        code = refusal(lambda who=who: actions.submit_review(window.id, by=actor_of(who), rungs=YES))
        assert code == "review_window.not_found"
    assert actions.submit_review(window.id, by=actor_of(hire), rungs=YES).direction == "of_freelancer"


def test_only_paid_contracts_rate():
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    with pytest.raises(IntegrityError, match="only_paid_contracts_rate"), transaction.atomic():
        make_window(hall, mara, ida, paid_minor=0)


def test_a_pair_is_counted(story):
    window, _, _ = story
    second = make_window(window.hall, window.client, window.freelancer)
    other = make_window(window.hall, make_person("Else One", Hat.CLIENT), window.freelancer)
    assert (window.together, second.together, other.together) == (1, 2, 1)


def test_two_reminders_and_none_for_who_has_answered(story, mailoutbox):
    window, mara, _ = story
    jobs.drain()
    actions.submit_review(window.id, by=mara, rungs=YES)
    for day in (1, 6, 7, 12, 13):
        with clock.at(window.opened_at), clock.later(days=day):
            jobs.run_sweeps()
    told = Notice.objects.filter(kind="review.reminder")
    assert [notice.person_id for notice in told] == [window.freelancer_id] * 2
    invitation = ReviewInvitation.objects.get(direction="of_client")
    assert (invitation.reminders, invitation.remind_at) == (2, None)


def test_both_sides_are_invited_with_the_deadline(story, mailoutbox):
    window, _, _ = story
    jobs.drain()
    told = {notice.person_id: notice for notice in Notice.objects.filter(kind="review.invited")}
    assert set(told) == {window.client_id, window.freelancer_id}
    assert told[window.client_id].deadline == window.closes_at
    assert "Review Ida Holm" in told[window.client_id].sentence
    assert len(mailoutbox) == 2


def test_nobody_is_told_that_the_other_side_has_answered(story, mailoutbox):
    window, mara, _ = story
    jobs.drain()
    mailoutbox.clear()
    before = Notice.objects.count()
    actions.submit_review(window.id, by=mara, rungs=NO, text="Never again.")
    jobs.drain()
    assert (Notice.objects.count(), mailoutbox) == (before, [])
    assert "review.sealed" not in [row.name for row in facts.timeline(window.contract_id)]
    assert "review.sealed" not in [row.name for row in facts.timeline(window.id)]


def test_the_reveal_is_told_to_both(story):
    window, mara, ida = story
    make_reviews(window)
    jobs.drain()
    told = dict(Notice.objects.filter(kind="review.revealed").values_list("person_id", "sentence"))
    assert told[ida.person_id] == (
        "Mara Quist has reviewed you for “A logo for the boatyard”. You can read it now, and reply once."
    )
    assert set(told) == {mara.person_id, ida.person_id}


def test_a_reply_is_possible_once_and_in_time(story):
    window, mara, ida = story
    make_reviews(window)
    review = Review.objects.get(direction="of_freelancer")
    assert refusal(lambda: actions.reply_to_review(review.id, by=mara, text="Me")) == "review.not_found"
    with clock.later(days=29):
        late = refusal(lambda: actions.reply_to_review(review.id, by=ida, text="Thanks"))
    assert late == "review.reply_too_late"
    assert actions.reply_to_review(review.id, by=ida, text="Thanks").reply == "Thanks"
    assert refusal(lambda: actions.reply_to_review(review.id, by=ida, text="More")) == "review.replied"


def test_a_sealed_review_cannot_be_replied_to_nor_found(story):
    window, mara, ida = story
    review = actions.submit_review(window.id, by=mara, rungs=NO)
    assert refusal(lambda: actions.reply_to_review(review.id, by=ida, text="Why?")) == "review.not_found"


def test_a_turn_waits_until_one_has_answered(story):
    window, mara, ida = story
    [turn] = queries.turns_for(mara)
    assert (turn.title, turn.due_at) == ("Review Ida Holm", window.closes_at)
    actions.submit_review(window.id, by=mara, rungs=YES)
    assert queries.turns_for(mara) == []
    assert len(queries.turns_for(ida)) == 1


def test_a_pair_is_counted_apart_from_what_the_client_does_for_an_organisation(story):
    window, _, _ = story
    firm = Organisation.objects.create(name="Quist & Co", handle="quist", made_at=clock.now())
    for_the_firm = make_window(window.hall, window.client, window.freelancer, organisation=firm)
    alone_again = make_window(window.hall, window.client, window.freelancer)
    assert (window.together, for_the_firm.together, alone_again.together) == (1, 1, 2)


def test_an_operator_at_the_desk_does_not_review_their_own_contract(story):
    window, _, _ = story
    ida = window.freelancer
    ida.is_operator = True
    ida.save(update_fields=["is_operator"])
    session = start_staff_session(by=actor_of(ida), reason="Looking at reviews")
    at_the_desk = staff_actor(ida, session.id)
    assert refusal(lambda: actions.submit_review(window.id, by=at_the_desk, rungs=YES)) == (
        "review_window.not_found"
    )
    assert not Review.objects.exists()


def test_who_only_pays_for_an_organisation_has_no_reviews_to_write_and_a_page_that_says_so(story):
    window, _, _ = story
    firm = Organisation.objects.create(name="Quist & Co", handle="quist", made_at=clock.now())
    payer = make_person("Pia Pay", Hat.CLIENT)
    Membership.objects.create(organisation=firm, person=payer, role="billing", joined_at=clock.now())
    of_the_firm = make_window(window.hall, window.client, window.freelancer, organisation=firm)
    mine = queries.my_reviews(actor_of(payer))
    assert (mine.waiting, mine.given, mine.received) == ((), (), ())
    assert queries.turns_for(actor_of(payer)) == []
    assert refusal(lambda: queries.window_for(actor_of(payer), of_the_firm.id)) == "review_window.not_found"
