"""Who may do what with reviews."""

from __future__ import annotations

from hirehall.foundation import clock
from hirehall.foundation.actor import Hat
from hirehall.foundation.ids import new_id
from hirehall.people.models import Membership, Organisation
from hirehall.reputation import actions
from hirehall.reputation.models import LinkedPair, ReviewInvitation
from hirehall.vetting.models import Certificate
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.reputation import YES, make_review_of, make_window
from tests.makers.vetting import make_lab
from tests.permission_case import Case


def matrix() -> list[Case]:
    """An open window between two, and a visible review of the freelancer, who owns what is said about them."""
    hall = make_hall(slug="reviews-matrix")
    mara, ida = make_person("Mara Reviews", Hat.CLIENT), make_person("Ida Reviews")
    window = make_window(hall, mara, ida)
    invitation = ReviewInvitation.objects.get(window=window, direction="of_client")
    review = make_review_of(hall, mara, ida)
    house = Organisation.objects.create(name="Reviews House", handle="reviews-house", made_at=clock.now())
    Membership.objects.create(organisation=house, person=ida, role="owner", joined_at=clock.now())
    asked = actions.ask_verification(by=actor_of(mara))
    link = LinkedPair.objects.create(client=mara, freelancer=ida, mark="ab", found_at=clock.now())
    certificate = Certificate.objects.get(sitting=make_lab(hall, name="Proven").sat())
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
            action="reputation.keep_task",
            call=lambda actor: actions.keep_task(new_id(), by=actor),
            may={"system"},
            **sides,
        ),
        Case(
            action="reputation.keep_certificate",
            call=lambda actor: actions.keep_certificate(certificate.id, by=actor),
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
        Case(
            action="reputation.refresh_trust",
            call=lambda actor: actions.refresh_trust(by=actor),
            may={"system"},
            **sides,
        ),
        Case(
            action="reputation.ask_verification",
            call=lambda actor: actions.ask_verification(by=actor, organisation_id=house.id),
            may={"owner"},
            **sides,
        ),
        Case(
            action="reputation.verify_client",
            call=lambda actor: actions.verify_client(
                asked.id, by=actor, verified=True, reason="Seen in the register."
            ),
            may={"staff_on"},
            **sides,
        ),
        Case(
            action="reputation.clear_link",
            call=lambda actor: actions.clear_link(link.id, by=actor, reason="One family, one account."),
            may={"staff_on"},
            **sides,
        ),
    ]
