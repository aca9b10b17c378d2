"""What somebody can do to be found for more briefs, in the order of what it changes most."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from hirehall.foundation.actor import Actor
from hirehall.halls.queries import policy_now
from hirehall.market.models import FreelancerListing
from hirehall.market.states import LANE
from hirehall.people.models import FreelancerProfile
from hirehall.ranking.queries.places import my_places
from hirehall.reputation.models import OtherEvidence
from hirehall.reputation.states import Source
from hirehall.skills.models import PortfolioPiece, SkillClaim
from hirehall.vetting.models import Certificate
from hirehall.vetting.queries import open_ways


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, why it changes one's place, where, and whether it is done."""

    what: str
    why: str
    href: str
    done: bool


def _task(person_id: UUID, hall_id: UUID) -> list[Step]:
    """The hall's task that proves a skill, where it has one. Two queries."""
    way = next((way for way in open_ways(hall_id) if any(stage.proves for stage in way.stages)), None)
    if way is None:
        return []
    proven = OtherEvidence.objects.filter(
        person_id=person_id, hall_id=hall_id, source=Source.PROOF.value, says__startswith="Task: "
    )
    why = "Examiners judge what you made without being told whose it is; passed, it counts as a test does."
    return [Step(f"Prove a skill: {way.name}", why, reverse("vetting:screenings"), proven.exists())]


def next_steps(by: Actor, hall_id: UUID) -> list[Step]:
    """For a freelancer; nothing for anybody else."""
    person_id = by.require_person()
    profile = FreelancerProfile.objects.filter(person_id=person_id).first()
    if profile is None:
        return []
    claims = SkillClaim.objects.filter(
        person_id=person_id, skill__hall_id=hall_id, skill__closed_at=None
    ).count()
    tested = Certificate.objects.filter(person_id=person_id, hall_id=hall_id, withdrawn_at=None).exists()
    pieces = PortfolioPiece.objects.filter(person_id=person_id).exists()
    contracts = (
        FreelancerListing.objects.filter(hall_id=hall_id, person_id=person_id)
        .values_list("contracts_finished", flat=True)
        .first()
        or 0
    )
    missing = _missing_most(by, hall_id)
    steps = [
        Step(
            "Say which skills you have",
            f"Briefs that showed you asked for {missing}, too." if missing and claims else
            "You are shown for briefs that ask for a skill of yours, or lie in its field.",
            reverse("skills:mine"), claims >= 3 and not missing,
        ),
        Step(
            "Say when you are free", "Who is not available is not shown; free now counts more than free later.",
            reverse("people:profile"), profile.availability == "now",
        ),
        Step(
            "Take a skill test",
            "A passed test counts in your standing before anybody has hired you, and stands beside your name.",
            reverse("vetting:tests"), tested,
        ),
        *_task(person_id, hall_id),
        Step(
            "Show a piece of work", "Clients open it before they invite.", reverse("skills:portfolio"), pieces
        ),
        Step(
            "Finish a first contract",
            f"One review says more than everything above. {_where(hall_id)[0]}",
            reverse("market:find_briefs") + _where(hall_id)[1], contracts > 0,
        ),
    ]  # fmt: skip
    return sorted(steps, key=lambda step: step.done)


def _where(hall_id: UUID) -> tuple[str, str]:
    """Where a first contract is found: among the briefs that are open to first-timers, where the hall has such."""
    if policy_now(hall_id).offers(LANE):
        return "Briefs that are open to first-timers show you first, and cost no fees.", "?first_timers=yes"
    return "Look for briefs that few have proposed to.", "?new=yes"


def _missing_most(by: Actor, hall_id: UUID) -> str:
    """The skill that briefs asked for most often and the actor does not claim."""
    counts: dict[str, int] = {}
    for line in my_places(by, hall_id):
        for name in line.missing:
            counts[name] = counts.get(name, 0) + 1
    return max(sorted(counts), key=lambda name: counts[name], default="")
