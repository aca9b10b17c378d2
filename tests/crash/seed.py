"""A hall with deals that wait to be paid, and tokens for both sides; run in an installation of its own."""

from __future__ import annotations

import json
import sys

from hirehall.wiring import installation

MILESTONES_A_CONTRACT = 25
AMOUNT_MINOR = 100_00


def main(contracts: int) -> None:
    with installation.django():
        from hirehall.foundation.actor import Scope
        from hirehall.people.actions.make_token import make_token
        from hirehall.people.queries import new_secret
        from tests.makers.contracts import make_pair, planned

        pair = make_pair()
        tokens = {}
        for name, by in [("client", pair.client), ("freelancer", pair.freelancer)]:
            tokens[name] = new_secret()
            scopes = [Scope.CONTRACTS_READ, Scope.CONTRACTS_WRITE, Scope.MONEY_READ, Scope.MONEY_WRITE]
            make_token(tokens[name], by=by, name="crash test", scopes=[scope.value for scope in scopes])
        plan = [planned(f"Part {number}", AMOUNT_MINOR) for number in range(MILESTONES_A_CONTRACT)]
        made = []
        for _ in range(contracts):
            contract = pair.contract(*plan)
            ids = contract.milestones.order_by("position").values_list("id", flat=True)
            made.append({"contract": str(contract.id), "milestones": [str(one) for one in ids]})
        print(json.dumps({"tokens": tokens, "deals": made}))  # noqa: T201 - read by the test


if __name__ == "__main__":
    main(int(sys.argv[1]))
