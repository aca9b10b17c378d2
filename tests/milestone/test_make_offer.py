"""An offer begins from a proposal or straight with a freelancer; accepting it hires."""

from __future__ import annotations

import pytest
from django.db import transaction

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract, Offer
from hirehall.engagements.milestone import queries
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.counter_offer import counter_offer
from hirehall.engagements.milestone.actions.make_offer import draft_offer, make_offer
from hirehall.engagements.milestone.actions.rewrite_draft import rewrite_draft
from hirehall.engagements.milestone.actions.send_drafted_offer import send_drafted_offer
from hirehall.foundation.refused import Refused
from hirehall.market.models import Brief, Proposal
from tests.makers.base import make_person
from tests.makers.contracts import Pair, actor_of, deal, eur, planned
from tests.makers.market import make_brief, make_proposal


def proposed(pair: Pair) -> Proposal:
    return make_proposal(make_brief(pair.hall, pair.client), pair.freelancer)


def from_proposal(pair: Pair, proposal: Proposal) -> Offer:
    return make_offer(
        pair.hall.id, by=pair.client, terms=deal(), milestones=(planned(),), proposal_id=proposal.id
    )


def test_the_builder_starts_with_what_the_proposal_says(pair: Pair) -> None:
    proposal = proposed(pair)
    basis = contracts.basis_for(pair.client, hall_id=pair.hall.id, proposal_id=proposal.id)
    assert basis.freelancer_id == pair.freelancer.person_id
    assert sum(unit["amount_minor"] for unit in basis.units) == proposal.amount_minor


def test_accepting_an_offer_on_a_proposal_hires_and_closes_the_brief(pair: Pair) -> None:
    proposal = proposed(pair)
    contract = accept_offer(from_proposal(pair, proposal).id, by=pair.freelancer)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.contract_id) == ("hired", contract.id)
    assert Brief.objects.get(id=proposal.brief_id).state == "hired"
    assert contract.brief_id == proposal.brief_id


def test_one_live_offer_per_proposal(pair: Pair) -> None:
    proposal = proposed(pair)
    from_proposal(pair, proposal)
    with pytest.raises(Refused, match="already an open offer"):
        from_proposal(pair, proposal)
    assert Offer.objects.count() == 1


def test_the_freelancer_cannot_make_the_offer_on_their_own_proposal(pair: Pair) -> None:
    proposal = proposed(pair)
    with pytest.raises(Refused) as refused:
        make_offer(
            pair.hall.id, by=pair.freelancer, terms=deal(), milestones=(planned(),), proposal_id=proposal.id
        )
    assert refused.value.code == "proposal.not_found"


def test_nobody_hires_themselves(pair: Pair) -> None:
    make = actor_of(make_person("Two Hats"))
    with pytest.raises(Refused) as refused:
        make_offer(pair.hall.id, by=make, terms=deal(), milestones=(planned(),), freelancer_id=make.person_id)
    assert refused.value.code == "offer.to_oneself"


def test_a_draft_is_seen_by_the_client_only_until_it_is_sent(pair: Pair) -> None:
    draft = draft_offer(
        pair.hall.id,
        by=pair.client,
        terms=deal(),
        milestones=(planned(),),
        freelancer_id=pair.freelancer.person_id,
    )
    assert draft.state == "draft"
    with pytest.raises(Refused) as refused:
        queries.offer_page(pair.freelancer, draft.id)
    assert refused.value.code == "offer.not_found"
    sent = send_drafted_offer(draft.id, by=pair.client)
    assert sent.state == "offered"
    assert queries.offer_page(pair.freelancer, draft.id).is_my_turn


def test_a_counter_offer_is_a_new_version_and_the_old_one_stays_readable(pair: Pair) -> None:
    offer = pair.offer()
    countered = counter_offer(
        offer.id, by=pair.freelancer, terms=deal(note="Two rounds."), milestones=(planned(minor=1_500_00),)
    )
    assert (countered.state, countered.number, countered.total) == ("countered", 2, eur(1_500_00))
    page = queries.offer_page(pair.client, offer.id)
    assert page.is_my_turn
    assert [row.total_minor for row in page.versions] == [1_500_00, 1_000_00]
    contract = accept_offer(offer.id, by=pair.client)
    assert contract.agreed == eur(1_500_00)


def test_fees_are_frozen_at_the_offer(pair: Pair) -> None:
    from datetime import timedelta

    from hirehall.foundation import clock
    from hirehall.money.fees.models import FeeSchedule

    offer = pair.offer()
    with transaction.atomic():
        FeeSchedule.objects.create(
            hall_id=pair.hall.id,
            version=2,
            effective_from=clock.now() + timedelta(hours=1),
            announced_at=clock.now(),
            rules={"form": 1, "freelancer": [], "client": []},
        )
    with clock.later(hours=2):
        contract = accept_offer(offer.id, by=pair.freelancer)
        milestone = contract.milestones.get()
        assert (milestone.freelancer_fee_minor, milestone.client_fee_minor) == (200_00, 30_00)
        assert pair.offer().versions.get().plan[0]["client_fee_minor"] == 0


@pytest.mark.parametrize(
    ("milestones", "code", "field"),
    [
        ((), "milestone.none_planned", "milestones"),
        ((planned(minor=0),), "milestone.amount_not_positive", "amount"),
        ((planned(minor=1_000_001_00),), "contract.above_policy", "milestones"),
        ((planned(title="x"),), "contract.invalid", "milestone_title"),
        (tuple(planned(minor=100) for _ in range(31)), "milestone.too_many", "milestones"),
        ((planned(criteria=("a\x00bc",)),), "contract.invalid", "criterion"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_at_its_field(
    pair: Pair, milestones: tuple[object, ...], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        make_offer(
            pair.hall.id,
            by=pair.client,
            terms=deal(),
            milestones=milestones,  # type: ignore[arg-type]
            freelancer_id=pair.freelancer.person_id,
        )
    assert (refused.value.code, refused.value.field) == (code, field)
    assert not Offer.objects.exists()
    assert not Contract.objects.exists()


def test_a_draft_can_be_rewritten_until_it_is_sent(pair: Pair) -> None:
    draft = draft_offer(
        pair.hall.id,
        by=pair.client,
        terms=deal(),
        milestones=(planned(),),
        freelancer_id=pair.freelancer.person_id,
    )
    rewritten = rewrite_draft(
        draft.id, by=pair.client, terms=deal("Longer title"), milestones=(planned(minor=70_00),)
    )
    assert (rewritten.number, rewritten.total, rewritten.versions.get().title) == (
        1,
        eur(70_00),
        "Longer title",
    )
    send_drafted_offer(draft.id, by=pair.client)
    with pytest.raises(Refused) as refused:
        rewrite_draft(draft.id, by=pair.client, terms=deal(), milestones=(planned(),))
    assert refused.value.code == "offer.already_sent"
