"""How slates and places are obtained. A person sees their own places, a client the slates of their briefs."""

from hirehall.ranking.queries.figures import Figures, figures
from hirehall.ranking.queries.meter import Intake, intake
from hirehall.ranking.queries.places import (
    Exposed,
    Family,
    Line,
    Waiting,
    WhyPage,
    exported,
    exposed,
    families,
    my_exposure,
    my_places,
    objections_waiting,
    why_page,
)
from hirehall.ranking.queries.slates import (
    Computed,
    Place,
    Replayed,
    compute,
    latest_replayed,
    line_of,
    replay,
    slate_of,
)
from hirehall.ranking.queries.steps import Step, next_steps

__all__ = [
    "Computed",
    "Exposed",
    "Family",
    "Figures",
    "Intake",
    "Line",
    "Place",
    "Replayed",
    "Step",
    "Waiting",
    "WhyPage",
    "compute",
    "exported",
    "exposed",
    "families",
    "figures",
    "intake",
    "latest_replayed",
    "line_of",
    "my_exposure",
    "my_places",
    "next_steps",
    "objections_waiting",
    "replay",
    "slate_of",
    "why_page",
]
