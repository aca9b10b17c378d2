"""What a listed position says to machines, against what schema.org has and search engines ask for."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.engagements.listing.queries.structured import job_posting
from hirehall.engagements.listing.states import PERS, Kind, Work
from tests.makers.listing import Board

# schema.org’s properties of JobPosting that are used here, and the types that each takes.
KNOWN = {
    "@context", "@type", "title", "description", "identifier", "datePosted", "employmentType", "hiringOrganization",
    "url", "directApply", "jobLocation", "jobLocationType", "applicantLocationRequirements", "validThrough", "skills",
    "baseSalary",
}  # fmt: skip
NEEDED = {"title", "description", "datePosted", "hiringOrganization", "validThrough", "identifier"}
TYPES = {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"}


def wrong_in(told: dict[str, Any]) -> list[str]:
    """What is missing or of the wrong form."""
    wrong = [f"{name} is missing" for name in NEEDED if not told.get(name)]
    wrong += [f"{name} is no property of JobPosting" for name in set(told) - KNOWN]
    if (told["@context"], told["@type"]) != ("https://schema.org/", "JobPosting"):
        wrong.append("it is no JobPosting")
    if told["employmentType"] not in TYPES:
        wrong.append("employmentType")
    date.fromisoformat(told["datePosted"])
    if datetime.fromisoformat(told["validThrough"]).tzinfo is None:
        wrong.append("validThrough has no zone")
    if not told["hiringOrganization"].get("name") or told["hiringOrganization"]["@type"] != "Organization":
        wrong.append("hiringOrganization")
    return wrong + _wrong_place(told) + _wrong_pay(told)


def _wrong_place(told: dict[str, Any]) -> list[str]:
    if told.get("jobLocationType") == "TELECOMMUTE":
        area = told.get("applicantLocationRequirements") or {}
        fine = area.get("@type") in {"Country", "State", "AdministrativeArea"} and area.get("name")
        return [] if fine and "jobLocation" not in told else ["applicantLocationRequirements"]
    address = told.get("jobLocation", {}).get("address", {})
    fine = address.get("@type") == "PostalAddress" and re.fullmatch(
        "[A-Z]{2}", address.get("addressCountry", "")
    )
    return [] if fine and address.get("addressLocality") else ["jobLocation"]


def _wrong_pay(told: dict[str, Any]) -> list[str]:
    pay = told.get("baseSalary")
    if pay is None:
        return []
    value = pay["value"]
    fine = re.fullmatch("[A-Z]{3}", pay["currency"]) and value["unitText"] in {
        "HOUR",
        "DAY",
        "WEEK",
        "MONTH",
        "YEAR",
    }
    numbers = [value[name] for name in ("value", "minValue", "maxValue") if name in value]
    return [] if fine and numbers and all(number > 0 for number in numbers) else ["baseSalary"]


@pytest.mark.django_db
def test_whatever_is_listed_is_a_valid_posting(board: Board) -> None:
    position = board.listed(skill_ids=())
    for work, kind, per, (least, most), country in product(
        Work, Kind, PERS, ((35_00, 45_00), (None, 45_00), (35_00, None), (None, None)), ("DE", "")
    ):
        if work != Work.REMOTE and not country:
            continue
        position.work, position.kind, position.pay_per, position.country = work, kind, per, country
        position.pay_min_minor, position.pay_max_minor, position.place = least, most, "Ulm"
        told = job_posting(position, board.hall, f"/positions/{position.id}/", text=position.description)
        assert wrong_in(told) == [], told
        assert ("baseSalary" in told) == (per != "project" and (least, most) != (None, None))


def test_the_page_carries_it_while_it_is_listed_and_nothing_of_it_can_act(
    board: Board, client: Client
) -> None:
    position = board.listed(
        title="Editor </script><script>alert(1)</script>",
        description="Edit recipes <img src=x onerror=alert(1)> and short essays. We choose by a paid trial & one call.",
        apply_until=date(2099, 1, 1),
    )
    page = client.get(reverse("listing:position", args=[position.id])).content.decode()
    (script,) = re.findall(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.DOTALL)
    told = json.loads(script)
    assert wrong_in(told) == []
    assert told["title"] == position.title
    assert "onerror" not in re.sub("&lt;.*?&gt;", "", told["description"])
    assert position.expires_at is not None
    assert told["validThrough"].startswith(f"{position.expires_at:%Y-%m-%d}")
