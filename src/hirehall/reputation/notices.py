"""Who is told what about reviews. Before the reveal nobody is told that the other side has answered."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.foundation.models import FactRow
from hirehall.people.models import Membership
from hirehall.reputation.models import LinkedPair, Review, ReviewInvitation, ReviewWindow, Verification
from hirehall.reputation.states import Direction, Invited


def people_of(window: ReviewWindow, side: Direction) -> list[UUID]:
    """Who may write that review: the freelancer, the client, or everybody who hires for the organisation."""
    if side is Direction.OF_CLIENT:
        return [window.freelancer_id]
    if window.organisation_id is None:
        return [window.client_id]
    hiring = Membership.objects.filter(organisation_id=window.organisation_id, role__in=["owner", "hiring"])
    return list(hiring.values_list("person_id", flat=True))


def _window(window_id: UUID | str) -> ReviewWindow:
    return ReviewWindow.objects.select_related("client", "organisation", "freelancer").get(id=window_id)


def _other(window: ReviewWindow, side: Direction) -> str:
    if side is Direction.OF_FREELANCER:
        return window.freelancer.name
    return window.organisation.name if window.organisation else window.client.name


def _tell(
    fact: FactRow, window: ReviewWindow, sides: Iterable[Direction], kind: str, says: str, *, due: bool
) -> None:
    """One notice per side; ``{other}`` and ``{title}`` in what it says are filled in."""
    for side in sides:
        post_notice(
            person_ids=people_of(window, side),
            hall_id=window.hall_id,
            kind=kind,
            sentence=says.format(other=_other(window, side), title=window.title),
            href=reverse("reputation:window", args=[window.id]),
            deadline=window.closes_at if due else None,
            fact_id=fact.id,
            about_id=window.id,
        )


@job("reputation.tell_of_window", queue="notices")
def tell_of_window(fact_id: str) -> None:
    """Both sides: your contract has ended, review the other one."""
    fact = facts.read(fact_id)
    says = "“{title}” has ended. Review {other}; neither of you sees the other’s review before both are in."
    _tell(fact, _window(fact.data["window_id"]), Direction, "review.invited", says, due=True)


@job("reputation.tell_reminder", queue="notices")
def tell_reminder(fact_id: str) -> None:
    """The side that has not answered: there is still time."""
    fact = facts.read(fact_id)
    invitation = ReviewInvitation.objects.get(id=fact.data["invitation_id"])
    if invitation.state != Invited.OPEN:
        return
    window = _window(invitation.window_id)
    says = "There is still time to review {other} for “{title}”. Three questions, “cannot tell” is fine."
    _tell(fact, window, [Direction(invitation.direction)], "review.reminder", says, due=True)


@job("reputation.tell_of_reveal", queue="notices")
def tell_of_reveal(fact_id: str) -> None:
    """Both sides: what was said about “…” can be read now, or nothing was said."""
    fact = facts.read(fact_id)
    window = _window(fact.data["window_id"])
    written = set(Review.objects.filter(window=window).values_list("direction", flat=True))
    for side in Direction:
        if side.other in written:
            says = "{other} has reviewed you for “{title}”. You can read it now, and reply once."
        elif side in written:
            says = "The time for reviews of “{title}” is over. {other} wrote none; yours is visible now."
        else:
            continue
        _tell(fact, window, [side], "review.revealed", says, due=False)


@job("reputation.tell_of_reply", queue="notices")
def tell_of_reply(fact_id: str) -> None:
    """The author: the other side has replied."""
    fact = facts.read(fact_id)
    review = Review.objects.get(id=fact.data["review_id"])
    window = _window(review.window_id)
    says = "{other} has replied to your review of “{title}”."
    _tell(fact, window, [Direction(review.direction)], "review.replied", says, due=False)


@job("reputation.tell_of_verification", queue="notices")
def tell_of_verification(fact_id: str) -> None:
    """Who asked: what was decided, and why."""
    fact = facts.read(fact_id)
    row = Verification.objects.select_related("person", "organisation").get(
        id=UUID(fact.data["verification_id"])
    )
    said = f"{row.name} is verified" if fact.data["verified"] else f"{row.name} is not verified"
    post_notice(
        person_ids=[row.asked_by_id],
        hall_id=fact.hall_id,
        kind="review.verification",
        sentence=f"{said}. The reason: “{fact.data['reason']}”.",
        href=reverse("reputation:verification"),
        fact_id=fact.id,
        about_id=row.id,
    )


@job("reputation.tell_of_link", queue="notices")
def tell_of_link(fact_id: str) -> None:
    """Both: work between them counts as any other from now on, and why."""
    fact = facts.read(fact_id)
    row = LinkedPair.objects.get(id=UUID(fact.data["link_id"]))
    post_notice(
        person_ids=[row.client_id, row.freelancer_id],
        hall_id=fact.hall_id,
        kind="review.link",
        sentence=f"Work between you two counts although you share a payout account. The reason: “{row.reason}”.",
        href=reverse("reputation:standing"),
        fact_id=fact.id,
        about_id=row.id,
    )
