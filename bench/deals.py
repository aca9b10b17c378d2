"""Briefs with proposals that wait to be hired, and tokens for both sides; run in an installation of its own."""

from __future__ import annotations

import json
import sys

from hirehall.wiring import installation


def main(count: int) -> None:
    with installation.django():
        from hirehall.foundation import jobs
        from hirehall.foundation.actor import Scope
        from hirehall.people.actions.make_token import make_token
        from hirehall.people.queries import new_secret
        from tests.makers.base import make_hall
        from tests.makers.contracts import make_pair
        from tests.makers.market import make_brief, make_proposal

        pair = make_pair(make_hall(proposals_per_week=count, open_briefs_per_client=count))
        tokens = {}
        for name, by in [("client", pair.client), ("freelancer", pair.freelancer)]:
            tokens[name] = new_secret()
            make_token(
                tokens[name], by=by, name="bench", scopes=[scope for scope in Scope if "staff" not in scope]
            )
        briefs = [make_brief(pair.hall, pair.client) for _ in range(count)]
        proposals = [str(make_proposal(brief, pair.freelancer).id) for brief in briefs]
        jobs.drain()
        print(json.dumps({"tokens": tokens, "proposals": proposals}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
