"""The demo's named people and how they sign in. Imports nothing, so that the start can print it at once."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "harbour-lights-2026"  # noqa: S105 - the demo's, printed at the start


@dataclass(frozen=True, slots=True)
class Login:
    """One member of the cast who can sign in."""

    email: str
    password: str
    who: str


CAST = (
    Login(
        "client@harbour.example",
        PASSWORD,
        "Greta Ashgrove, client: Hollis & Grey Ceramics, with contracts under way",
    ),
    Login(
        "freelancer@harbour.example", PASSWORD, "Mateus Lindqvarn, freelancer: software, with a year of work"
    ),
    Login(
        "newcomer@harbour.example", PASSWORD, "Noor Albadari, freelancer: design, new here since last week"
    ),
    Login("operator@harbour.example", PASSWORD, "Vera Feldhaus, operator: the desk asks for a reason first"),
    Login("hall@harbour.example", PASSWORD, "Elke Rademacher, translator, and operator of The Bridge alone"),
)


def log_ins() -> list[str]:
    """A line for each person: who they are, and how they sign in."""
    lines = [f"{login.email:<28}{login.who}" for login in CAST]
    return ["Sign in as (password of each: " + PASSWORD + ")", *(f"  {line}" for line in lines)]
