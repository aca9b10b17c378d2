"""What must be done before the processes start: migrations as the owner, static files collected, halls counted.

Runs as a process of its own, so that the supervisor stays small, and prints one JSON line for it.
"""

from __future__ import annotations

import json

from hirehall.wiring import installation


def main() -> None:
    with installation.django(as_owner=True) as config:
        from hirehall.halls.models import Hall
        from hirehall.look import assets
        from hirehall.wiring.migrating import migrate
        from hirehall.wiring.readiness import unapplied_migrations
        from hirehall.wiring.roles import prepare_app_role
        from hirehall.wiring.static import collect

        with assets.built_beside():
            waiting = unapplied_migrations()
            if waiting:
                prepare_app_role()
                migrate()
        told = {
            "migrated": len(waiting),
            "static": collect(config.home / "static"),
            "halls": Hall.objects.count(),
        }
        print(json.dumps(told))  # noqa: T201 - read by the supervisor


if __name__ == "__main__":
    main()
