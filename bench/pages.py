"""Search, list, profile and contract pages beside the framework's empty page, at several sizes.

python -m bench.pages [--sizes 1000,100000]
"""

from __future__ import annotations

import argparse
import json
import re

from bench.server import Server, Timing, running

PAGES = [
    ("empty page", "/healthz"),
    ("find freelancers", "/find/freelancers/"),
    ("find freelancers, rare word", "/find/freelancers/?q=subtitling"),
    ("find briefs", "/find/briefs/"),
]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sizes", default="1000,10000,100000")
    arguments.add_argument("--count", type=int, default=200)
    chosen = arguments.parse_args()
    for size in [int(part) for part in chosen.sizes.split(",")]:
        with running(demo_size=size) as server:
            _report(server, size, chosen.count)


def _report(server: Server, size: int, count: int) -> None:
    print(f"\n{size:,} people")
    print(f"{'page':32}{'req/s':>9}{'of empty':>10}{'p50 ms':>9}{'p95 ms':>9}{'app CPU':>9}{'db CPU':>9}")
    empty: Timing | None = None
    for name, path in PAGES + _found(server):
        timing = server.series(lambda path=path: _open(server, path), count=count)
        empty = empty or timing
        share = timing.per_second / empty.per_second
        print(
            f"{name:32}{timing.per_second:9.1f}{share:10.2f}{timing.p50_ms:9.1f}{timing.p95_ms:9.1f}"
            f"{timing.spent.application_ms:9.2f}{timing.spent.database_ms:9.2f}"
        )


def _found(server: Server) -> list[tuple[str, str]]:
    """A profile that the first list page links to."""
    _, page = server.request("/find/freelancers/")
    link = re.search(rb'href="(/people/[^"/]+/)"', page)
    return [("profile", link.group(1).decode())] if link else []


def _open(server: Server, path: str) -> None:
    status, body = server.request(path)
    if status != 200:
        raise RuntimeError(f"{path} answered {status}: {json.dumps(body[:200].decode(errors='replace'))}")


if __name__ == "__main__":
    main()
