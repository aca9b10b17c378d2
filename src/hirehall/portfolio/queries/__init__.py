"""How the gallery and its pages are obtained."""

from hirehall.portfolio.queries.collections import CollectionPage, collection_page, own_collections
from hirehall.portfolio.queries.guarding import Looked, count_to_look_at, hidden_here, reports_waiting
from hirehall.portfolio.queries.own_data import exported
from hirehall.portfolio.queries.pieces import PiecePage, piece_page
from hirehall.portfolio.queries.projects import (
    ProjectPage,
    candidates,
    own_projects,
    project_page,
    projects_to_close,
    quotes_of,
)
from hirehall.portfolio.queries.wall import PAGE, SORTS, Card, Wall, WallAsked, wall

__all__ = [
    "PAGE",
    "SORTS",
    "Card",
    "CollectionPage",
    "Looked",
    "PiecePage",
    "ProjectPage",
    "Wall",
    "WallAsked",
    "candidates",
    "collection_page",
    "count_to_look_at",
    "exported",
    "hidden_here",
    "own_collections",
    "own_projects",
    "piece_page",
    "project_page",
    "projects_to_close",
    "quotes_of",
    "reports_waiting",
    "wall",
]
