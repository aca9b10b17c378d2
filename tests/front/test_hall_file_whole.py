"""The file of a hall is all that its operator decides, or it is said here and in ``docs/operator.md`` why not."""

from __future__ import annotations

import pytest

from hirehall.foundation.actions import registry
from hirehall.foundation.actor import Scope, system
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.front.actions.import_hall import import_hall, tried
from hirehall.front.hall_file import as_file
from hirehall.skills.models import Category, Skill
from tests.architecture.permissions import declared
from tests.front.test_hall_file import SHOP

pytestmark = pytest.mark.django_db
BY = system("command")
# what an operator decides about a hall with these actions stands in this part of the file
IN_THE_FILE = {
    "hall": "halls.open_hall halls.change_hall_address halls.change_hall_look halls.change_currency "
    "halls.date_time_zone",
    "texts": "halls.change_hall_texts halls.date_legal_text",
    "policy": "halls.date_policy",
    "clause": "halls.date_clause",
    "fees": "money.announce_fee_schedule money.withdraw_fee_schedule",
    "category": "skills.add_category skills.add_skill skills.close_category skills.close_skill skills.rename_category "
    "skills.rename_skill skills.reopen_category skills.reopen_skill skills.seed_taxonomy",
    "board": "listing.date_screening",
    "test": "vetting.open_bank vetting.close_bank vetting.reopen_bank vetting.set_test vetting.import_questions "
    "vetting.write_question vetting.retire_question vetting.publish_version",
    "screening": "vetting.open_pipeline vetting.close_pipeline vetting.set_pipeline vetting.set_stages "
    "vetting.publish_pipeline vetting.let_pipeline_admit",
}
LEFT_OUT = {
    "people, and what is decided about one of them or their things": """
        halls.answer_application_appeal halls.decide_application halls.reinstate_member halls.suspend_member
        listing.confirm_position listing.decide_deposit listing.dismiss_signal listing.list_position
        listing.refuse_position listing.remove_position listing.warn_of_keeping market.decide_cap_appeal
        market.list_service market.refuse_service market.send_service_back money.retry_refund money.return_payout
        people.reinstate_person people.suspend_person people.uphold_suspension portfolio.answer_hiding
        vetting.withdraw_certificate vetting.answer_withdrawal_appeal
        portfolio.dismiss_reports portfolio.hide_piece ranking.answer_objection trial.close_request
        trial.pay_from_pot trial.propose_person trial.show_people trial.take_back_proposal unit.decide_check
        unit.judge_copy unit.rate_sample unit.read_work unit.set_level vetting.decide_question_appeal
        vetting.end_vetted vetting.reassign_score credentials.revoke_credential reputation.clear_link
        reputation.verify_client""",
    "who serves and who is asked in": """
        halls.appoint_hall_operator halls.dismiss_hall_operator vetting.name_examiner vetting.end_examiner
        halls.invite_to_hall halls.make_join_code halls.withdraw_join_invitation""",
    "secrets: keys, and addresses of feeds, which may hold some": """
        credentials.rotate_key listing.enter_feed listing.change_feed listing.switch_feed listing.remove_feed""",
    "drafts and votes, which are decided where they were begun": """
        front.begin_hall_draft front.change_hall_draft front.drop_hall_draft front.publish_hall_draft
        front.open_fee_vote money.call_off_fee_vote money.draft_fee_schedule vetting.draft_version
        vetting.draft_pipeline""",
    "a picture": "halls.change_hall_logo front.choose_draft_logo",
    "the books, the jobs and the past of this installation": """
        front.audit_books front.discard_job front.retry_job money.fill_guarantee halls.settle_former_address""",
    "the file itself": "front.import_hall",
}  # fmt: skip


def test_everything_that_an_operator_can_do_is_in_the_file_or_left_out_for_a_reason() -> None:
    placed = [name for part in (IN_THE_FILE, LEFT_OUT) for names in part.values() for name in names.split()]
    ours = declared()
    known = {name for name, one in registry().items() if name in ours and one.scope == Scope.STAFF_WRITE}
    assert sorted(placed) == sorted(set(placed)), "each stands in one place"
    assert known - set(placed) == set(), "place them: is it configuration that the file has to carry?"
    assert set(placed) - known == set(), "these are gone"


RICH = (
    SHOP.replace("skills = {Odes = []}", 'skills = {Odes = ["ode"], Hymns = []}')
    + """
[category.verse.retired.Chants]
synonyms = ["chanting"]
successor = "Hymns"
[category.verse.retired.Psalms]
synonyms = []
successor = "Chants"
[category.prose]
name = "Prose"
icon = "feather"
closed = true
skills = {Tales = []}
[board]
checks = ["It answers the telephone", "It says its pay"]
free_mail = ["post.example"]
hosts = []
"""
)


def test_a_hall_with_something_of_everything_opens_another_that_has_the_same_file() -> None:
    hall = import_hall(RICH, by=BY)
    file = as_file(hall)
    assert set(IN_THE_FILE) <= {
        line.strip("[]").split(".")[0] for line in file.splitlines() if line[:1] == "["
    }
    assert tried(file, by=BY).changes == ()
    copy = import_hall(file.replace('"poets"', '"bards"'), by=BY)
    assert as_file(copy).replace('"bards"', '"poets"') == file
    psalms = Skill.objects.get(hall=copy, name="Psalms")
    assert (psalms.closed_at is not None, psalms.successor and psalms.successor.name) == (True, "Chants")
    assert Category.objects.get(hall=copy, slug="prose").closed_at is not None


def test_what_differs_in_retired_skills_and_the_list_of_the_board_is_shown_and_done() -> None:
    hall = import_hall(RICH, by=BY)
    other = as_file(hall).replace("closed = true\n", "").replace("the telephone", "letters")
    other = other.replace('"Hymns"\n', '"Odes"\n')
    told = [change.text for change in tried(other, by=BY).changes]
    assert [line.partition(", from ")[0] for line in told] == [
        "~ category.verse.retired.Chants: chanting, now Hymns → chanting, now Odes",
        "~ category.prose.closed: yes → no",
        "~ board.checks: It answers the telephone, It says its pay → It answers letters, It says its pay",
    ]
    import_hall(other, by=BY)
    assert as_file(hall) == other
    assert tried(other, by=BY).changes == ()


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('successor = "Hymns"', 'successor = "Rhymes"', r"Line \d+, category.verse.retired.Chants.successor: The hall"),
        ('successor = "Hymns"', 'successor = "Psalms"', "These skills take the place of each other"),
        ("[category.verse.retired.Psalms]", "[category.verse.retired.Odes]", "among the skills or here, not in both"),
        ('"It says its pay"]', '"no"]', r"Line \d+, board.checks: "),
        ('["post.example"]', "[3]", "board.free_mail.0: Write a text"),
        ('["post.example"]', '["not a domain"]', r"Line \d+, board.free_mail: “not a domain” is no domain"),
        ("closed = true\nskills", "closed = 1\nskills", "category.prose.closed: Write true or false"),
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_place_and_changes_nothing(before: str, after: str, said: str) -> None:
    hall = import_hall(RICH, by=BY)
    stand = as_file(hall)
    assert before in RICH
    with pytest.raises(Refused, match=said):
        import_hall(RICH.replace(before, after), by=BY)
    assert as_file(hall) == stand


def test_the_record_of_an_import_does_not_tell_what_is_right_in_a_test() -> None:
    import_hall(SHOP, by=BY)
    import_hall(SHOP.replace('right = "5"', 'right = "6"'), by=BY)
    told = [line for row in FactRow.objects.filter(name="hall.imported") for line in row.data["changes"]]
    assert "~ test.odes.question.feet" in told
    assert not [line for line in told if "right" in line]
