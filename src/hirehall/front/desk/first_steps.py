"""What is left to do in a hall that was opened lately, so that whoever comes finds it finished."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from hirehall.foundation import clock
from hirehall.halls.models import Hall, JoinInvitation, Member
from hirehall.halls.queries.texts import legal_texts
from hirehall.vetting.queries import examiners_of

Step = tuple[bool, str, str]
"""Done, what, and where it is done."""
SHOWN_DAYS = 30


def first_steps(hall: Hall) -> list[Step]:
    """All of them with what is done; none once the hall is older, or where nothing is left. At most four queries."""
    if clock.now() - hall.opened_at > timedelta(days=SHOWN_DAYS):
        return []
    people = Member.objects.filter(hall=hall).exists() or JoinInvitation.objects.filter(hall=hall).exists()
    found = [
        (hall.logo_file_id is not None, "Put up a logo", "front:desk_hall"),
        (bool(hall.contact_email), "Say where questions go", "front:desk_hall"),
        (bool(hall.texts.get("welcome")), "Write the headline of the home page", "front:desk_texts"),
        (bool(legal_texts(hall.id)), "Publish rules, terms or an imprint", "front:desk_texts"),
        (people, "Invite the first people", "front:desk_joining"),
    ]
    if hall.offers("screening"):
        found.append(
            (bool(examiners_of(hall.id)), "Name who examines in screenings", "front:desk_screenings")
        )
    if all(done for done, _, _ in found):
        return []
    return [(done, what, reverse(name)) for done, what, name in found]
