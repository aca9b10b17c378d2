"""How the gallery and its pages are obtained."""

from hirehall.portfolio.queries.collections import CollectionPage, collection_page, own_collections
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
    "PiecePage",
    "ProjectPage",
    "Wall",
    "WallAsked",
    "candidates",
    "collection_page",
    "exported",
    "own_collections",
    "own_projects",
    "piece_page",
    "project_page",
    "projects_to_close",
    "quotes_of",
    "wall",
]
