"""Build step: ``python -m hirehall.look.build`` makes fonts and sprite before the first visitor comes."""

from __future__ import annotations

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hirehall.wiring.settings")
    from hirehall.look import assets

    sys.stdout.write("Made " + ", ".join(assets.build()) + "\n")


if __name__ == "__main__":
    main()
