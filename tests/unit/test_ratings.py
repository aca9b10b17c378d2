"""A text for a level is rated by editors who do not see each other's ratings; both agree, or a third decides."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hirehall.engagements.unit import queries, rules
from hirehall.engagements.unit.actions.claim_order import claim_order
from hirehall.engagements.unit.actions.deliver_order import deliver_order
from hirehall.engagements.unit.actions.set_level import rate_sample, send_sample, set_level
from hirehall.files.uploads import store_all
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.files import picture_bytes
from tests.makers.unit import WHY, Pool, make_editor, make_pool, words
from tests.unit.test_pages import browser


@pytest.mark.parametrize(
    ("levels", "needed", "decided"),
    [
        ([], 1, None), ([2], 1, 2), ([2], 2, None), ([2, 2], 2, 2), ([1, 3], 2, None), ([1, 3, 3], 2, 3),
        ([3, 0, 1], 2, 1),
    ],
)  # fmt: skip
def test_two_agree_or_the_one_in_the_middle_of_three_counts(
    levels: list[int], needed: int, decided: int | None
) -> None:
    assert rules.decided_level(levels, needed) == decided


def code_of(hall: Pool, sample_id: UUID, by: Actor, level: int = 2) -> str:
    with pytest.raises(Refused) as refused:
        rate_sample(hall.hall.id, sample_id, by=by, level=level, reason=WHY)
    return refused.value.code


@pytest.fixture
def blind(db: None) -> Pool:
    return make_pool(make_hall(slug="blind", of_models={"unit.editors_per_text": 2}))


def test_the_second_rating_is_blind_and_a_third_decides(blind: Pool) -> None:
    newcomer = actor_of(make_person("Nora Quill"))
    second, third = make_editor("Ines Marr"), make_editor("Otto Lenz")
    sample = send_sample(blind.hall.id, by=newcomer, text=words(120))
    rate_sample(
        blind.hall.id, sample.id, by=blind.editor, level=1, reason="Every second sentence is too long."
    )
    assert queries.level_of(blind.hall.id, newcomer.require_person()) == 0
    assert code_of(blind, sample.id, blind.editor) == "unit.rated_by_you"
    with pytest.raises(Refused) as refused:
        set_level(blind.hall.id, newcomer.require_person(), by=second, level=3, reason=WHY)
    assert refused.value.code == "unit.rate_instead"
    desk = browser(second).get(reverse("front:desk_editing")).content.decode()
    assert "1 editor has rated it" in desk
    assert "too long" not in desk
    rate_sample(blind.hall.id, sample.id, by=second, level=3, reason="It could be printed as it is.")
    assert queries.level_of(blind.hall.id, newcomer.require_person()) == 0
    rate_sample(blind.hall.id, sample.id, by=third, level=1, reason="I had to read some of it twice.")
    row = queries.levels_of(blind.hall.id, newcomer.require_person())[0]
    assert (row.level, row.reason) == (
        1,
        "Every second sentence is too long.\n\nI had to read some of it twice.",
    )
    assert code_of(blind, sample.id, make_editor("Pia Roth")) == "unit.rated"
    appeal = send_sample(blind.hall.id, by=newcomer, text="Please read my newer texts as well.")
    assert code_of(blind, appeal.id, second) == "unit.own_rating"


def test_a_claim_that_cannot_be_is_not_offered_and_says_why(pool: Pool) -> None:
    held, free = pool.begun(), pool.posted()
    page = browser(pool.freelancer).get(reverse("unit:posting", args=[free.pk])).content.decode()
    assert "Hand in or give back what you hold first" in page
    assert "Claim the order" not in page
    with pytest.raises(Refused) as refused:
        claim_order(free.pk, by=pool.freelancer)
    assert refused.value.code == "unit.holds_enough"
    assert held.holder_id == pool.freelancer.person_id


def test_all_files_of_a_hand_over_together_have_a_largest_size(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = store_all([SimpleUploadedFile("a.png", picture_bytes())], purpose="delivery", by=pool.freelancer)
    monkeypatch.setattr(rules, "MOST_BYTES", 10)
    with pytest.raises(Refused) as refused:
        deliver_order(pool.begun().pk, by=pool.freelancer, text=words(350), file_ids=sent)
    assert (refused.value.code, refused.value.field) == ("unit.files_too_large", "files")
