"""Who may do what with a brief or a proposal, and what has to be there first. One source for refusals and buttons."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Policy
from hirehall.market.content import BriefContent, ProposalContent
from hirehall.market.models import Brief, Clarification, Invitation, Proposal, QuoteRequest
from hirehall.market.rules import sealing
from hirehall.market.states import (
    OPEN_PROPOSALS,
    BriefState,
    BudgetKind,
    InvitationState,
    Met,
    ProposalState,
    RequestState,
    Visibility,
)

CRITERIA_AT_MOST = 12
SKILLS_AT_MOST = 12
QUESTIONS_AT_MOST = 6
LINKS_AT_MOST = 6
PIECES_AT_MOST = 6
TEXT_AT_MOST = 6000
ANSWER_AT_MOST = 2000
COVER_AT_LEAST = 40
OPEN_QUESTIONS_PER_ASKER = 5
WEEK = timedelta(days=7)
COMPARE_AT_MOST = 4
DRAFTS_PER_CLIENT = 30


def invalid(code: str, sentence: str, field: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field=field)


# briefs


def may_manage(brief: Brief, by: Actor) -> bool:
    """Whether the actor may write, publish, close and choose."""
    return by.may_hire_for(brief.client_id, brief.organisation_id)


def is_client_side(brief: Brief, by: Actor) -> bool:
    return by.is_client_side(brief.client_id, brief.organisation_id)


def require_manages(brief: Brief, by: Actor) -> None:
    """The client side that may hire; a member without that right is told so, anybody else sees nothing."""
    if may_manage(brief, by):
        return
    if is_client_side(brief, by):
        raise Refused(
            "brief.not_hiring",
            "Only owners and hiring members of the organisation can do this. Ask one of them.",
            because=Because.FORBIDDEN,
        )
    raise not_found("brief")


def require_state(brief: Brief, *states: BriefState) -> None:
    if brief.state in states:
        return
    raise Refused(f"brief.is_{brief.state}", _BRIEF_SENTENCES[BriefState(brief.state)])


_BRIEF_SENTENCES = {
    BriefState.DRAFT: "This brief is still a draft. Publish it first.",
    BriefState.PUBLISHED: "This brief is already published.",
    BriefState.HIRED: "Somebody was hired for this brief; it can no longer change. Make a new one.",
    BriefState.CLOSED: "This brief is closed. Open it again first.",
    BriefState.STALE: "This brief has gone stale. Open it again first.",
}


def require_within_limits(content: BriefContent) -> None:
    """Limits that hold for drafts as well: lengths, counts, sane amounts."""
    _require_short(content.title, 120, "title", "The title")
    for field in ("problem", "outcome"):
        _require_short(getattr(content, field), TEXT_AT_MOST, field, f"The {field}")
    _require_lines(content.criteria, CRITERIA_AT_MOST, 300, "criteria", "acceptance criteria")
    _require_lines(content.questions, QUESTIONS_AT_MOST, 300, "questions", "questions")
    if len(set(content.must_skill_ids) | set(content.nice_skill_ids)) > SKILLS_AT_MOST:
        raise invalid("brief.too_many_skills", f"Choose at most {SKILLS_AT_MOST} skills.", "must_skill_ids")
    if content.budget_kind not in set(BudgetKind) or content.visibility not in set(Visibility):
        raise invalid("brief.unknown_choice", "Choose one of the offered answers.", "budget_kind")
    low, high = content.budget_min, content.budget_max
    for field, amount in (("budget_min", low), ("budget_max", high)):
        if amount is not None and amount.minor <= 0:
            raise invalid("brief.budget_not_positive", "The budget is more than nothing.", field)
    if low is not None and high is not None and high < low:
        raise invalid(
            "brief.budget_upside_down", "The upper end of the range is above the lower end.", "budget_max"
        )


def _require_short(text: str, most: int, field: str, what: str) -> None:
    if len(text) > most:
        raise invalid("text.too_long", f"{what} has at most {most} characters; this has {len(text)}.", field)


def _require_lines(lines: Iterable[str], most: int, longest: int, field: str, what: str) -> None:
    found = list(lines)
    if len(found) > most:
        raise invalid("list.too_long", f"Write at most {most} {what}.", field)
    for line in found:
        _require_short(line, longest, field, f"Each of the {what}")


def missing_for_publication(brief: Brief, *, must_skills: int) -> list[tuple[str, str]]:
    """What has to be mended before a brief can be published: (field, sentence)."""
    today = clock.now().date()
    checks = [
        ("title", len(brief.title.strip()) >= 8, "Give it a title of at least eight characters."),
        ("category_id", brief.category_id is not None, "Choose the field of work."),
        ("problem", len(brief.problem.strip()) >= 20, "Say in a sentence or two what is wrong or missing today."),
        ("outcome", len(brief.outcome.strip()) >= 20, "Say in a sentence or two what should be there at the end."),
        ("criteria", len(brief.criteria) >= 1, "Write at least one thing by which you will see that it is done."),
        ("must_skill_ids", must_skills >= 1, "Choose at least one skill that the work cannot do without."),
        ("budget_min", brief.budget_min_minor is not None, "Say what you can spend; a range will do."),
        (
            "budget_max",
            brief.budget_kind != BudgetKind.RANGE or brief.budget_max_minor is not None,
            "Say where the range ends, or choose a fixed budget.",
        ),
        ("deadline", brief.deadline is None or brief.deadline > today, "Choose a day that is still to come."),
    ]  # fmt: skip
    return [(field, sentence) for field, fine, sentence in checks if not fine]


def require_publishable(brief: Brief, *, must_skills: int, largest_minor: int) -> None:
    missing = missing_for_publication(brief, must_skills=must_skills)
    if missing:
        field, sentence = missing[0]
        raise invalid("brief.incomplete", sentence, field)
    if max(brief.budget_min_minor or 0, brief.budget_max_minor or 0) > largest_minor:
        most = Money(largest_minor, brief.currency).text(short=True)
        raise invalid("brief.budget_too_large", f"This hall handles amounts up to {most}.", "budget_min")


def may_see(brief: Brief, by: Actor, *, invited: bool, proposed: bool) -> bool:
    """The client side and staff always; everybody a public brief once published; else who is invited or proposed."""
    if is_client_side(brief, by) or by.is_staff or by.is_system:
        return True
    if brief.state == BriefState.DRAFT:
        return False
    return brief.visibility == Visibility.PUBLIC or invited or proposed


# proposals


def why_not_propose(brief: Brief, by: Actor, *, has_profile: bool) -> Refused | None:
    """Why the actor may not propose or ask about this brief; None where they may."""
    if by.person_id is None:
        return Refused("actor.sign_in", "Sign in as a freelancer to propose.", because=Because.FORBIDDEN)
    if is_client_side(brief, by):
        return Refused("proposal.own_brief", "This is your own brief.", because=Because.FORBIDDEN)
    if not has_profile:
        return Refused(
            "proposal.no_profile",
            "Put on the freelancer’s hat first: proposals come with a profile.",
            because=Because.FORBIDDEN,
        )
    if brief.state != BriefState.PUBLISHED or sealing.is_closed_to_proposals(brief):
        return Refused("brief.not_open", "This brief takes no more proposals.")
    return None


def require_proposal_limits(content: ProposalContent, policy: Policy, currency: str) -> None:
    """Limits that hold for drafts as well."""
    _require_short(content.cover, TEXT_AT_MOST, "cover", "How you would do it")
    for _, answer in content.answers:
        _require_short(answer, ANSWER_AT_MOST, "answers", "Each answer")
    if len(content.plan) > policy.milestones_per_contract:
        raise invalid("proposal.too_many_milestones",
                      f"A plan has at most {policy.milestones_per_contract} milestones.", "plan")  # fmt: skip
    if len(content.links) > LINKS_AT_MOST or len(content.piece_ids) > PIECES_AT_MOST:
        raise invalid("proposal.too_much_evidence",
                      f"Show at most {LINKS_AT_MOST} links and {PIECES_AT_MOST} pieces.", "links")  # fmt: skip
    for link in content.links:
        if not is_web_address(link.url):
            raise invalid("proposal.bad_link", "A link starts with https:// and names a site.", "links")
    for step in content.plan:
        if not step.title.strip() or step.amount.minor <= 0 or len(step.title) > 120:
            raise invalid(
                "proposal.bad_milestone", "Every milestone has a title and a price above zero.", "plan"
            )
        _require_short(step.criteria, 1000, "plan", "What shows that a milestone is done")
    amounts = [content.amount, *(step.amount for step in content.plan)]
    if any(amount is not None and amount.currency != currency for amount in amounts):
        raise invalid("proposal.other_currency", f"This brief is paid in {currency}.", "amount")
    price = content.price
    if price is not None and not 0 < price.minor <= policy.largest_amount_minor:
        most = Money(policy.largest_amount_minor, currency).text(short=True)
        raise invalid("proposal.bad_amount", f"The price is above zero and at most {most}.", "amount")


def is_web_address(text: str) -> bool:
    """Whether it is an address that a browser opens."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and len(text) <= 500


def missing_for_submission(proposal: Proposal, questions: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What has to be mended before a proposal can be sent. ``questions`` is (question id, text)."""
    answered = {row["question_id"] for row in proposal.answers if row["answer"].strip()}
    missing = []
    if len(proposal.cover.strip()) < COVER_AT_LEAST:
        missing.append(("cover", f"Say how you would do it, in at least {COVER_AT_LEAST} characters."))
    missing += [
        (f"answer_{question_id}", f"Answer the client’s question: {text}")
        for question_id, text in questions
        if question_id not in answered
    ]
    if proposal.amount_minor is None:
        missing.append(("amount", "Name your price, or write a plan of milestones."))
    return missing


def require_may_read(proposal: Proposal, by: Actor) -> None:
    """Sealed: the author, the client side and staff; the client side never a draft. To a panel: the author."""
    if not may_read_proposal(proposal, by):
        raise not_found("proposal")


def may_read_proposal(proposal: Proposal, by: Actor) -> bool:
    if by.person_id is not None and proposal.freelancer_id == by.person_id and not by.is_staff:
        return True
    if proposal.brief.is_sealed:
        return False
    if by.is_staff:
        return proposal.state != ProposalState.DRAFT
    never_sent = proposal.state in {ProposalState.DRAFT, ProposalState.WITHDRAWN}
    return is_client_side(proposal.brief, by) and not never_sent


def require_author(proposal: Proposal, by: Actor) -> None:
    if by.person_id is None or by.is_staff or proposal.freelancer_id != by.person_id:
        raise not_found("proposal")


def may_change(proposal: Proposal, by: Actor) -> bool:
    """An author may rewrite or withdraw what nobody has read."""
    mine = by.person_id is not None and proposal.freelancer_id == by.person_id
    unread = {ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.WITHDRAWN}
    return mine and (proposal.state in unread or sealing.is_unconfirmed(proposal))


def require_changeable(proposal: Proposal) -> None:
    """Unread, or an addendum has come since."""
    if not sealing.is_unconfirmed(proposal):
        require_unread(proposal)


def require_unread(proposal: Proposal) -> None:
    if proposal.state not in {ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.WITHDRAWN}:
        raise Refused(
            f"proposal.is_{proposal.state}",
            "The client has already read this proposal, so it stays as it is. Write to them instead.",
        )


def require_decides(proposal: Proposal, by: Actor) -> None:
    """The client side that may hire, for a proposal that was sent."""
    if not may_read_proposal(proposal, by) or proposal.freelancer_id == by.person_id:
        raise not_found("proposal")
    require_manages(proposal.brief, by)


def require_open(proposal: Proposal) -> None:
    if proposal.state not in OPEN_PROPOSALS:
        raise Refused(
            f"proposal.is_{proposal.state}", "This proposal has been decided already, or it was withdrawn."
        )


# invitations, clarifications


def require_invited(invitation: Invitation, by: Actor) -> None:
    if by.is_staff or invitation.freelancer_id != by.person_id:
        raise not_found("invitation")
    if invitation.state != InvitationState.INVITED:
        raise Refused("invitation.answered", "This invitation has been answered already.")


def may_see_clarification(row: Clarification, brief: Brief, by: Actor) -> bool:
    """Answered ones everybody who sees the brief; open ones the client side and who asked."""
    if row.answered_at is not None or is_client_side(brief, by):
        return True
    return by.person_id is not None and row.asker_id == by.person_id


def require_may_talk(proposal: Proposal, by: Actor) -> None:
    """Both sides of a proposal that was sent; staff reads but does not take part."""
    if proposal.state in {ProposalState.DRAFT, ProposalState.WITHDRAWN}:
        raise Refused("proposal.not_sent", "Send the proposal first.")
    sealing.require_in_public(proposal.brief)
    if proposal.freelancer_id != by.person_id or by.is_staff:
        require_manages(proposal.brief, by)


def require_may_talk_about_invitation(invitation: Invitation, by: Actor) -> None:
    """The invited freelancer, or who may hire for the client."""
    sealing.require_in_public(invitation.brief)
    invited = by.person_id is not None and invitation.freelancer_id == by.person_id and not by.is_staff
    if invited:
        return
    if not is_client_side(invitation.brief, by):
        raise not_found("invitation")
    require_manages(invitation.brief, by)


# requests of a freelancer's own clients


def require_live_link(request: QuoteRequest | None) -> None:
    """A mailed link works once, until its day; what is wrong with a dead one is not told."""
    waiting = (RequestState.ASKED, RequestState.INVITED)
    if request is None or request.state not in waiting or request.valid_until <= clock.now():
        raise Refused(
            "link.dead",
            "This link has been used, or is too old. Ask again, or sign in to see your requests.",
            because=Because.NOT_FOUND,
        )


def is_asking_side(request: QuoteRequest, by: Actor) -> bool:
    """Whether the actor decides for the client of a request."""
    return request.client_id is not None and by.may_hire_for(request.client_id, request.organisation_id)


def require_freelancer_of(request: QuoteRequest, by: Actor) -> None:
    if by.person_id != request.freelancer_id:
        raise Refused("request.wrong_party", "Only the freelancer can do this.", because=Because.FORBIDDEN)


def require_asking_side(request: QuoteRequest, by: Actor) -> None:
    if not is_asking_side(request, by):
        raise Refused("request.wrong_party", "Only the client’s side can do this.", because=Because.FORBIDDEN)


def require_not_met_here(met: Met | None) -> None:
    """Whom one met at this hall stays a client of this hall: nobody relabels them as brought from outside."""
    if met in (Met.MARKETPLACE, Met.INVITED):
        raise Refused(
            "client.met_here",
            "You have met this client at this hall already, so they cannot become a client of your own. "
            "How you met first selects the fee, once and for good. Write to them in your conversation instead.",
            field="email",
        )
