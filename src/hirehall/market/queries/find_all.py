"""One search over freelancers, open briefs and services: the best few of each, and how many more there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from hirehall.market.queries.find import find_briefs, find_freelancers, find_services
from hirehall.market.queries.find_shapes import (
    Asked,
    BriefFound,
    Counts,
    Found,
    FreelancerCard,
    Option,
    ServiceFound,
)

SHOWN_OF_EACH = 5


@dataclass(frozen=True, slots=True)
class FoundAll:
    """What one box finds.

    Attributes:
        categories, skills: filters, with how many results of all three lists each leaves.
        words: the words that were searched where nothing has the typed ones.
    """

    freelancers: Found[FreelancerCard]
    briefs: Found[BriefFound]
    services: Found[ServiceFound]
    categories: list[Option]
    skills: list[Option]
    words: str

    @property
    def total(self) -> int:
        return self.freelancers.total + self.briefs.total + self.services.total

    @property
    def more(self) -> bool:
        return self.freelancers.more or self.briefs.more or self.services.more


def find_all(hall_id: UUID, asked: Asked, *, with_services: bool = True) -> FoundAll:
    """The best of each list for the same words, skills and category; typos are forgiven in each."""
    few = replace(asked, limit=SHOWN_OF_EACH, after="", sort="relevance")
    people, briefs = find_freelancers(hall_id, few), find_briefs(hall_id, few)
    services = find_services(hall_id, few) if with_services else _no_services()
    counts = (people.counts, briefs.counts, services.counts)
    return FoundAll(
        freelancers=people,
        briefs=briefs,
        services=services,
        categories=_together([one.categories for one in counts]),
        skills=_together([one.skills for one in counts]),
        words=next((one.words for one in (people, briefs, services) if one.words), ""),
    )


def _no_services() -> Found[ServiceFound]:
    counts = Counts(skills=[], categories=[], availability=[], languages=[], new=0, sampled=False)
    return Found([], 0, more=False, next="", counts=counts)


def _together(lists: list[list[Option]]) -> list[Option]:
    """The options of all lists as one, with their counts added up, the largest first."""
    found: dict[str, Option] = {}
    for option in (option for options in lists for option in options):
        before = found.get(option.value)
        if before is None:
            found[option.value] = option
        else:
            found[option.value] = Option(
                option.value, option.label, before.count + option.count, before.chosen or option.chosen
            )
    return sorted(found.values(), key=lambda one: (not one.chosen, -one.count, one.label))
