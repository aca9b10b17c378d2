"""What must be done before the processes start: migrations as the owner, static files collected, halls counted.

Runs as a process of its own, so that the supervisor stays small, and prints one JSON line for it.
"""

from __future__ import annotations

import json
import sys

from hirehall.wiring import installation


def _aside(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201 - what is said on the other side is read by the supervisor


def main() -> None:
    with installation.django(as_owner=True) as config:
        from hirehall.halls.models import Hall
        from hirehall.look import assets
        from hirehall.wiring.migrating import migrate
        from hirehall.wiring.static import collect

        with assets.built_beside():
            migrated = migrate(told=_aside)
        told = {
            "migrated": migrated,
            "static": collect(config.home / "static"),
            "halls": Hall.objects.count(),
        }
        print(json.dumps(told))  # noqa: T201 - read by the supervisor


if __name__ == "__main__":
    main()
