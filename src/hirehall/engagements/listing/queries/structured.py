"""A listed position as schema.org’s JobPosting, for search engines and other boards."""

from __future__ import annotations

from typing import Any

from hirehall.engagements.listing.models import Position
from hirehall.engagements.listing.states import Kind, Work
from hirehall.halls.models import Hall
from hirehall.halls.queries import address_of
from hirehall.look.markdown import render

TYPES = {
    Kind.CONTRACT: "CONTRACTOR",
    Kind.PART_TIME: "PART_TIME",
    Kind.FULL_TIME: "FULL_TIME",
    Kind.PROJECT: "TEMPORARY",
}
UNITS = {"hour": "HOUR", "day": "DAY", "month": "MONTH", "year": "YEAR"}


def job_posting(position: Position, hall: Hall, href: str, *, text: str) -> dict[str, Any]:
    """The posting as JSON-LD. Only what was said stands in it; what was not said is left out.

    Args:
        text: as much of its description as whoever asks may read.
    """
    assert position.listed_at is not None  # noqa: S101 - asked for what is or was listed
    told: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": position.title,
        "description": str(render(text)),
        "identifier": {"@type": "PropertyValue", "name": hall.name, "value": str(position.id)},
        "datePosted": position.listed_at.date().isoformat(),
        "employmentType": TYPES[Kind(position.kind)],
        "hiringOrganization": {"@type": "Organization", "name": position.employer, "sameAs": position.site},
        "url": address_of(hall, href),
        "directApply": False,
        **_place(position),
    }
    until = _until(position)
    if until:
        told["validThrough"] = until
    if position.skill_names:
        told["skills"] = ", ".join(position.skill_names)
    pay = _pay(position)
    if pay:
        told["baseSalary"] = pay
    return told


def _place(position: Position) -> dict[str, Any]:
    if position.work == Work.REMOTE:
        area = (
            {"@type": "Country", "name": position.country}
            if position.country
            else {"@type": "AdministrativeArea", "name": "Worldwide"}
        )
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": area}
    address = {
        "@type": "PostalAddress",
        "addressLocality": position.place,
        "addressCountry": position.country,
    }
    return {"jobLocation": {"@type": "Place", "address": address}}


def _until(position: Position) -> str:
    """Until when it stands here, or applications are taken, whichever comes first."""
    ends = [one for one in (position.apply_until, position.expires_at and position.expires_at.date()) if one]
    return f"{min(ends).isoformat()}T23:59:59+00:00" if ends else ""


def _pay(position: Position) -> dict[str, Any] | None:
    unit = UNITS.get(position.pay_per)
    least, most = position.pay_min, position.pay_max
    if unit is None or (least is None and most is None):
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": unit}
    if least is not None:
        value["minValue"] = float(least.decimal)
    if most is not None:
        value["maxValue"] = float(most.decimal)
    return {"@type": "MonetaryAmount", "currency": position.currency, "value": value}
