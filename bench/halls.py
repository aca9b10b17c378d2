"""So many halls with so many people each; run in an installation of its own by ``bench.pages --halls``."""

from __future__ import annotations

import sys

from hirehall.wiring import installation


def main(halls: int, people: int) -> None:
    with installation.django():
        from hirehall.foundation.actor import system
        from hirehall.halls.actions.open_hall import open_hall
        from hirehall.people.models import Person
        from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
        from hirehall.wiring.demo.bulk import grow

        by = system("demo")
        for number in range(halls):
            hall = open_hall(
                by=by, slug=f"hall-{number}", name=f"Hall {number}", tagline="For measuring", currency="EUR",
                time_zone="Europe/Berlin", contact_email="desk@hall.example",
            )  # fmt: skip
            seed_taxonomy(hall.id, by=by)
            grow(
                hall,
                people=Person.objects.count() + people,
                seed=number,
                progress=lambda share, text: None,
            )
    print(f"{halls} halls")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
