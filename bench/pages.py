"""Lists, a rare word, a profile, a brief and a contract beside the framework's empty page, at several sizes.

    python -m bench.pages [--sizes 1000,10000,100000] [--halls 1,20]

With ``--halls`` the list of one hall is measured in a database with so many halls, each as large as the others.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from bench.server import COUNTED, Server, Timing, running

CLIENT = "client@harbour.example"
SIGNED_IN = ", signed in"
MODELS = ("milestone", "package", "hourly")
HEADINGS = (
    f"{'page':32}{'req/s':>9}{'of empty':>10}{'p50 ms':>9}{'p95 ms':>9}{'p95 of empty':>14}"
    f"{'app CPU':>9}{'db CPU':>9}"
)
LISTS = [
    ("find freelancers", "/find/freelancers/"),
    ("find freelancers, rare word", "/find/freelancers/?q=avalanche"),
    ("find briefs", "/find/briefs/"),
]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", default="1000,10000,100000", help="people in the demo, one run each")
    arguments.add_argument("--halls", default="", help="numbers of halls, one run each, instead of sizes")
    arguments.add_argument("--people", type=int, default=1000, help="people of each hall, with --halls")
    arguments.add_argument("--count", type=int, default=200, help="requests of each page")
    chosen = arguments.parse_args()
    print(COUNTED)
    if chosen.halls:
        _compare_halls([int(part) for part in chosen.halls.split(",")], chosen.people, chosen.count)
        return
    for size in [int(part) for part in chosen.sizes.split(",")]:
        with running(demo_size=size) as server:
            print(f"\n{size:,} people\n{HEADINGS}")
            series(server, LISTS + _things(server), chosen.count)


def _compare_halls(numbers: Sequence[int], people: int, count: int) -> None:
    first: Timing | None = None
    for number in numbers:
        with running(seed_module="bench.halls", seed_arguments=[str(number), str(people)]) as server:
            print(f"\n{number} halls of {people:,} people\n{HEADINGS}")
            listed = series(server, LISTS[:1], count)[0]
            first = first or listed
            spent = listed.spent.application_ms + listed.spent.database_ms
            begun = first.spent.application_ms + first.spent.database_ms
            print(f"CPU of the list beside the first run: {spent / begun:.2f}")


def series(server: Server, pages: Sequence[tuple[str, str]], count: int) -> list[Timing]:
    """Print a line for the empty page and one for each of these; answers the timings of these."""
    empty: Timing | None = None
    timings = []
    for name, path in [("empty page", "/healthz"), *pages]:
        own = name.endswith(SIGNED_IN)
        timing = server.series(lambda path=path, own=own: server.page(path, signed_in=own), count=count)  # type: ignore[misc]
        empty = empty or timing
        timings.append(timing)
        print(
            f"{name:32}{timing.per_second:9.1f}{timing.per_second / empty.per_second:10.2f}"
            f"{timing.p50_ms:9.1f}{timing.p95_ms:9.1f}{timing.p95_ms / empty.p95_ms:14.1f}"
            f"{timing.spent.application_ms:9.2f}{timing.spent.database_ms:9.2f}"
        )
    return timings[1:]


def _things(server: Server) -> list[tuple[str, str]]:
    """A profile and a brief that the lists link to, and a contract of each model, for whose client we sign in."""
    found = []
    for name, listed, link in [
        ("profile", "/find/freelancers/", rb'href="(/people/[^"/]+/)"'),
        ("brief", "/find/briefs/", rb'href="(/briefs/[0-9a-f-]{36}/)'),
    ]:
        if match := re.search(link, server.page(listed)):
            found.append((name, match.group(1).decode()))
    server.sign_in(CLIENT)
    contracts = server.page("/my-orders/?show=all", signed_in=True).decode()
    for model in MODELS:
        rooms = re.findall(rf'href="(/contracts/{model}/[0-9a-f-]{{36}}/)"', contracts)
        found += [(f"{model} contract{SIGNED_IN}", room) for room in rooms[:1]]
    return found


if __name__ == "__main__":
    main()
