"""What each module says about a person's own data. The whole table, in one place.

A module that keeps something about persons adds a line here: what it exports (JSON values), why an account cannot
be closed yet (a sentence with what to do, or None), and what it erases at the closing.
"""

from __future__ import annotations

from hirehall.contracts import queries as contracts
from hirehall.conversations.operations import erase_notices
from hirehall.conversations.queries import exported as conversations_of
from hirehall.credentials.operations import erase_of as erase_credentials
from hirehall.credentials.queries import exported as credentials_of
from hirehall.engagements.hourly.queries import exported as hours_of
from hirehall.engagements.listing import operations as listing_operations
from hirehall.engagements.listing import queries as listing
from hirehall.engagements.package.queries import exported as orders_of
from hirehall.engagements.trial import queries as trial
from hirehall.engagements.unit import queries as unit
from hirehall.halls.operations import erase_applications, erase_drafts_of
from hirehall.halls.queries import drafts_exported
from hirehall.halls.queries.joining import exported as halls_of
from hirehall.market.operations.own_data import erase_drafts
from hirehall.market.queries import own_data as market
from hirehall.money.operations.own_data import erase_destinations
from hirehall.money.queries import own_data as money
from hirehall.people import own_data, queries
from hirehall.portfolio.operations import erase_of as erase_gallery
from hirehall.portfolio.queries import exported as gallery_of
from hirehall.ranking.queries import exported as places_of
from hirehall.reputation.queries import exported as reviews_of
from hirehall.skills.operations import erase_of as erase_skills
from hirehall.skills.queries import own_data_of as skills_of
from hirehall.vetting.queries import exported as tests_of

EXPORTERS: dict[str, own_data.Exporter] = {
    "halls": halls_of,
    "skills-and-portfolio": skills_of,
    "tests-and-screening": tests_of,
    "notices-and-messages": conversations_of,
    "reviews": reviews_of,
    "credentials": credentials_of,
    "briefs-and-proposals": market.exported,
    "contracts": contracts.exported,
    "hours": hours_of,
    "orders": orders_of,
    "unit-orders": unit.exported,
    "positions": listing.exported,
    "matches-and-trials": trial.exported,
    "money": money.exported,
    "hall-drafts": drafts_exported,
    "gallery": gallery_of,
    "places": places_of,
}
BLOCKERS: dict[str, own_data.Blocker] = {
    "organisations": queries.organisations_left_without_owner,
    "contracts": contracts.open_matters,
    "pool": unit.open_matters,
    "matching": trial.open_matters,
    "market": market.open_matters,
    "deposits": listing.open_deposits_of,
    "memberships": listing.open_memberships_of,
    "money": money.open_matters,
}
ERASERS: dict[str, own_data.Eraser] = {
    "credentials": erase_credentials,
    "gallery": erase_gallery,
    "halls": erase_applications,
    "skills": erase_skills,
    "notices": erase_notices,
    "drafts": erase_drafts,
    "hall_drafts": erase_drafts_of,
    "destinations": erase_destinations,
    "positions": listing_operations.erase_of,
}


def fill() -> None:
    """Tell ``people`` whom to ask; called once when the installation starts."""
    own_data.EXPORTERS.update(EXPORTERS)
    own_data.BLOCKERS.update(BLOCKERS)
    own_data.ERASERS.update(ERASERS)
