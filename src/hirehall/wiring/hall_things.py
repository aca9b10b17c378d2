"""No address of one hall answers for a thing of another: there, it is an id of nothing.

Lists are scoped where they are asked (``foundation.addresses.at_hall``). What an address names is looked up here,
before any page or operation of the API sees it, so that a new one cannot forget it; a test asks that each name
of the resolver stands in one of the two lists.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest, HttpResponse

from hirehall.halls.models import Hall

Handler = Callable[[HttpRequest], HttpResponse]
NOTHING = UUID(int=0)
# name in an address -> the tables that it may name, and the way from a row to its hall
THINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "answer_id": (("vetting.Answer", "sitting__hall_id"),),
    "appeal_id": (
        ("market.CapAppeal", "hall_id"),
        ("vetting.QuestionAppeal", "hall_id"),
        ("vetting.ScreeningAppeal", "step__screening__hall_id"),
    ),
    "application_id": (("halls.Application", "hall_id"),),
    "ask_id": (("package.Ask", "order__contract__hall_id"),),
    "bank_id": (("vetting.Bank", "hall_id"),),
    "batch_id": (("unit.Batch", "hall_id"),),
    "brief_id": (("market.Brief", "hall_id"),),
    "candidate_id": (("unit.Candidate", "team__hall_id"),),
    "category_id": (("skills.Category", "hall_id"),),
    "certificate_id": (("vetting.Certificate", "hall_id"),),
    "clarification_id": (("market.Clarification", "brief__hall_id"),),
    "contract_id": (("contracts.Contract", "hall_id"),),
    "copy_id": (("unit.CopyFound", "text__hall_id"),),
    "credential_id": (("credentials.Credential", "hall_id"),),
    "deposit_id": (("listing.Deposit", "hall_id"),),
    "destination_id": (("money.Destination", "hall_id"),),
    "ending_id": (("contracts.Ending", "contract__hall_id"),),
    "entry_id": (("hourly.Entry", "week__contract__hall_id"),),
    "export_id": (("unit.TextExport", "hall_id"),),
    "former_address_id": (("halls.FormerAddress", "hall_id"),),
    "fee_draft_id": (("money.FeeDraft", "hall_id"),),
    "fee_vote_id": (("money.FeeVote", "hall_id"),),
    "inquiry_id": (("package.Inquiry", "service__hall_id"),),
    "intake_id": (("listing.Intake", "hall_id"),),
    "invitation_id": (("market.Invitation", "brief__hall_id"), ("halls.JoinInvitation", "hall_id")),
    "list_id": (("credentials.StatusList", "hall_id"),),
    "match_id": (("trial.Match", "request__hall_id"),),
    "match_request_id": (("trial.MatchRequest", "hall_id"),),
    "membership_id": (("listing.Membership", "hall_id"),),
    "milestone_id": (("milestone.Milestone", "contract__hall_id"),),
    "notice_id": (("conversations.Notice", "hall_id"),),
    "offer_id": (("contracts.Offer", "hall_id"),),
    "operator_id": (("halls.HallOperator", "hall_id"),),
    "order_id": (
        ("package.Order", "contract__hall_id"),
        ("unit.UnitOrder", "contract__hall_id"),
        ("contracts.Posting", "hall_id"),
    ),
    "other_id": (("listing.Position", "hall_id"),),
    "paper_id": (("papers.Paper", "hall_id"),),
    "payment_id": (("money.Payment", "hall_id"),),
    "payout_id": (("money.Payout", "hall_id"),),
    "pipeline_id": (("vetting.Pipeline", "hall_id"),),
    "position_id": (("listing.Position", "hall_id"),),
    "proposal_id": (("market.Proposal", "brief__hall_id"),),
    "question_id": (("unit.Question", "order__hall_id"),),
    "reading_id": (("unit.Reading", "hall_id"),),
    "refund_id": (("money.Refund", "hall_id"),),
    "request_id": (
        ("market.QuoteRequest", "hall_id"),
        ("milestone.RefundRequest", "milestone__contract__hall_id"),
    ),
    "review_id": (("reputation.Review", "window__hall_id"),),
    "sample_id": (("unit.Sample", "hall_id"),),
    "schedule_id": (("money.FeeSchedule", "hall_id"),),
    "score_id": (("vetting.Score", "step__screening__hall_id"),),
    "screening_id": (("vetting.Screening", "hall_id"),),
    "saved_search_id": (("listing.SavedSearch", "hall_id"),),
    "service_id": (("market.Service", "hall_id"),),
    "sheet_id": (("hourly.Sheet", "contract__hall_id"),),
    "collection_id": (("portfolio.Collection", "hall_id"),),
    "project_id": (("portfolio.Project", "hall_id"),),
    "showing_id": (("skills.Showing", "hall_id"),),
    "shown_id": (("ranking.Shown", "slate__hall_id"),),
    "objection_id": (("ranking.Objection", "shown__slate__hall_id"),),
    "sitting_id": (("vetting.Sitting", "hall_id"),),
    "skill_id": (("skills.Skill", "hall_id"),),
    "slot_id": (("vetting.Slot", "hall_id"),),
    "split_id": (("contracts.Split", "contract__hall_id"),),
    "team_id": (("unit.Team", "hall_id"),),
    "terms_id": (("contracts.TermsVersion", "contract__hall_id"),),
    "signal_id": (("listing.Signal", "position__hall_id"),),
    "source_id": (
        ("listing.FeedSource", "hall_id"),
        ("contracts.Contract", "hall_id"),
        ("vetting.Certificate", "hall_id"),
    ),
    "thread_id": (("conversations.Thread", "hall_id"),),
    "trial_id": (("trial.Trial", "contract__hall_id"),),
    "tracked_id": (("listing.Tracked", "position__hall_id"),),
    "version_id": (
        ("vetting.BankVersion", "bank__hall_id"),
        ("vetting.PipelineVersion", "pipeline__hall_id"),
    ),
    "week_id": (("hourly.Week", "contract__hall_id"),),
    "withdrawal_id": (("vetting.Withdrawal", "certificate__hall_id"),),
    "window_id": (("reputation.ReviewWindow", "hall_id"),),
}
# People, their organisations, log-in and files are everywhere; who may read a file is asked of what it belongs to.
EVERYWHERE = frozenset(
    {
        "charge_id", "code", "currency", "draft_id", "file_id", "hall_id", "handle", "import_id", "job_id", "key",
        "kind", "month", "name", "number", "organisation_id", "passkey_id", "person_id", "piece_id", "pk", "place",
        "purpose", "secret", "session_id", "signature", "slug", "token", "token_id", "upload_id", "version", "year",
        "link_id", "verification_id",
}
)  # fmt: skip


class ThingsMiddleware:
    """Where there is more than one hall: a thing of another one is taken out of the address before it is answered."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        named = [name for name in kwargs if name in THINGS]
        hall: Hall | None = request.hall if named else None  # type: ignore[attr-defined]
        if not hall or getattr(hall, "halls_here", 1) == 1:
            return
        for name in named:
            found = hall_of(name, kwargs[name])
            if found is not None and found != hall.id:
                kwargs[name] = type(kwargs[name])(str(NOTHING))


def hall_of(name: str, value: object) -> UUID | None:
    """The hall of what an address names; None for what belongs to none, is not there, or is no id."""
    try:
        id_ = UUID(str(value))
    except ValueError:
        return None
    for table, way in THINGS[name]:
        rows = apps.get_model(table)._default_manager.filter(pk=id_)
        found: UUID | None = rows.values_list(way, flat=True).first()
        if found is not None:
            return found
    return None
