"""Hire in one go: offer on a proposal, accept (which makes the contract), fund on the sandbox rail; one call each.

    python -m bench.hire [--count 60]

Prints wall and CPU milliseconds of each call and of the whole, application and database apart, beside the
framework's empty page in the same run. A call's CPU is that of the pages' processes and of the database's
processes that serve their connections. What background jobs (notices, mails, the agreement, receipts) and the
database's own upkeep spend meanwhile stands in a line of its own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from dataclasses import astuple
from typing import Any
from uuid import uuid4

from bench.server import COUNTED, Server, Spent, believe, running

AMOUNT = {"minor": 1_200_00, "currency": "EUR"}
WARM = 20  # a plan is kept from the ninth time on, by the connection of each process that answers


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=60)
    count = arguments.parse_args().count
    with running(seed_module="bench.deals", seed_arguments=[str(count + WARM)]) as server:
        told = json.loads(server.seeded)
        empty = server.series(lambda: _expect(server.request("/healthz")), count=200)
        hires = _Hires(server, told["tokens"])
        for proposal in told["proposals"][:WARM]:
            hires.hire(proposal)
        hires.forget()
        for proposal in told["proposals"][WARM:]:
            hires.hire(proposal)
        hires.report(empty.p50_ms, empty.spent)


def _expect(answer: tuple[int, bytes]) -> bytes:
    status, body = answer
    if status not in (200, 201):
        raise RuntimeError(f"answered {status}: {body[:300]!r}")
    return body


class _Hires:
    def __init__(self, server: Server, tokens: dict[str, str]) -> None:
        self.server, self.tokens = server, tokens
        self.forget()

    def forget(self) -> None:
        self.walls: dict[str, list[float]] = {}
        self.before = self.server.spent(), self.server.spent(pages_only=True)
        self.spent: dict[str, list[Spent]] = {}

    def hire(self, proposal: str) -> None:
        offer = self._call("offer", "client", "/api/v1/milestone-offers", {
            "proposal_id": proposal, "title": "Booking page", "scope": "Repair the booking page on phones.",
            "milestones": [{"title": "The whole page", "amount": AMOUNT, "criteria": ["Works on a phone"]}],
        })  # fmt: skip
        contract = self._call(
            "accept", "freelancer", f"/api/v1/milestone-offers/{offer['id']}/acceptance", {}
        )
        milestone = self._first_milestone(contract["id"])
        paid = self._call(
            "fund", "client", f"/api/v1/milestones/{milestone}/funding", {"method": "sandbox.instant"}
        )
        if paid["payment_status"] != "succeeded":
            raise RuntimeError(f"the payment is {paid['payment_status']}")

    def _first_milestone(self, contract: str) -> str:
        body = _expect(
            self.server.request(f"/api/v1/milestone-contracts/{contract}", headers=self._headers("client"))
        )
        found: str = json.loads(body)["milestones"][0]["id"]
        return found

    def _headers(self, side: str) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.tokens[side]}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid4()),
        }

    def _call(self, name: str, side: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        before, began = self.server.spent(pages_only=True), time.perf_counter()
        answer = _expect(
            self.server.request(
                path, method="POST", body=json.dumps(body).encode(), headers=self._headers(side)
            )
        )
        took = time.perf_counter() - began
        self.walls.setdefault(name, []).append(took * 1000)
        self.spent.setdefault(name, []).append(self.server.spent(pages_only=True) - before)
        told: dict[str, Any] = json.loads(answer)
        return told

    def report(self, empty_wall: float, empty: Spent) -> None:
        for name, walls in self.walls.items():
            believe(Spent(*map(sum, zip(*map(astuple, self.spent[name]), strict=True))), sum(walls) / 1000)
        print(COUNTED)
        print(
            f"{'call':10}{'p50 wall ms':>12}{'p95':>8}{'app CPU ms':>12}{'db CPU ms':>11}{'wall of empty':>15}"
        )
        totals = [0.0, 0.0, 0.0]
        for name, walls in self.walls.items():
            p50 = statistics.median(walls)
            application = statistics.fmean(one.application_ms for one in self.spent[name])
            database = statistics.fmean(one.database_ms for one in self.spent[name])
            p95 = statistics.quantiles(walls, n=20)[-1]
            print(
                f"{name:10}{p50:12.1f}{p95:8.1f}{application:12.1f}{database:11.1f}{p50 / empty_wall:15.1f}"
            )
            totals = [totals[0] + p50, totals[1] + application, totals[2] + database]
        print(
            f"{'hire':10}{totals[0]:12.1f}{'':8}{totals[1]:12.1f}{totals[2]:11.1f}{totals[0] / empty_wall:15.1f}"
        )
        everything, pages = (self.server.spent(), self.server.spent(pages_only=True))
        others = (everything - self.before[0]) - (pages - self.before[1])
        count = len(next(iter(self.walls.values())))
        print(
            f"{'jobs etc.':10}{'':12}{'':8}{others.application_ms / count:12.1f}{others.database_ms / count:11.1f}"
        )
        print(
            f"{'empty':10}{empty_wall:12.1f}{'':8}{empty.application_ms:12.1f}{empty.database_ms:11.1f}{1:15.1f}"
        )


if __name__ == "__main__":
    main()
