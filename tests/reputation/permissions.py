"""Who may do what with reviews."""

from __future__ import annotations

from hirehall.foundation.actor import Hat
from hirehall.reputation import actions
from hirehall.reputation.models import ReviewInvitation
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.reputation import YES, make_review_of, make_window
from tests.permission_case import Case


def matrix() -> list[Case]:
    """An open window between two, and a visible review of the freelancer, who owns what is said about them."""
    hall = make_hall(slug="reviews-matrix")
    mara, ida = make_person("Mara Reviews", Hat.CLIENT), make_person("Ida Reviews")
    window = make_window(hall, mara, ida)
    invitation = ReviewInvitation.objects.get(window=window, direction="of_client")
    review = make_review_of(hall, mara, ida)
    sides = {"owner": actor_of(ida), "counterparty": actor_of(mara)}
    return [
        Case(
            action="reputation.submit_review",
            call=lambda actor: actions.submit_review(window.id, by=actor, rungs=YES),
            may={"owner", "counterparty"},
            **sides,
        ),
        Case(
            action="reputation.reply_to_review",
            call=lambda actor: actions.reply_to_review(review.id, by=actor, text="Thank you."),
            may={"owner"},
            **sides,
        ),
        Case(
            action="reputation.release_reviews",
            call=lambda actor: actions.release_reviews(window.id, by=actor),
            may={"system"},
            **sides,
        ),
        Case(
            action="reputation.open_review_window",
            call=lambda actor: actions.open_review_window(window.contract_id, by=actor),
            may={"system"},
            **sides,
        ),
        Case(
            action="reputation.keep_record",
            call=lambda actor: actions.keep_record(ida.id, by=actor),
            may={"system"},
            **sides,
        ),
        Case(
            action="reputation.refresh_standing",
            call=lambda actor: actions.refresh_standing(ida.id, by=actor),
            may={"system"},
            **sides,
        ),
        Case(
            action="reputation.refresh_figures",
            call=lambda actor: actions.refresh_figures(by=actor),
            may={"system"},
            **sides,
        ),
        Case(
            action="reputation.remind_reviewer",
            call=lambda actor: actions.remind_reviewer(invitation.id, by=actor),
            may={"system"},
            **sides,
        ),
    ]
