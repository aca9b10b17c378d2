"""Recompute the standings of an export ("Your standing" > JSON) from nothing but its own numbers.

python recompute_standing.py standing.json
"""

import json
import math
import sys
from pathlib import Path
from statistics import NormalDist


def recompute(pieces, prior, constants):
    rules, normal = constants["standing"], NormalDist()
    weights = []
    for piece in pieces:
        age = 2 ** (-piece["months"] / rules["half_life_months"])
        old = piece["months"] >= rules["decay_floor_after_months"]
        age = max(age, rules["decay_floor"]) if old else age
        ratio = piece["paid"] / piece["median"] if piece["median"] > 0 else 1
        worth = min(max(math.log1p(ratio) / math.log(2), rules["value_floor"]), rules["value_ceiling"])
        worth = worth if piece["rater"] else 1
        weights.append(piece["base"] * age * worth * piece["trust"] / piece["nth"])
    clients = {piece["rater"]: 0.0 for piece in pieces if piece["rater"]}
    for piece, weight in zip(pieces, weights, strict=True):
        if piece["rater"]:
            clients[piece["rater"]] += weight
    rest, limit = rules["prior_precision"] + sum(weights), 0.0
    for capped, weight in enumerate([*sorted(clients.values(), reverse=True), 0.0]):
        limit = rules["client_share"] * rest / (1 - capped * rules["client_share"])
        if weight <= limit:
            break
        rest -= weight
    for place, piece in enumerate(pieces):
        if piece["rater"] and clients[piece["rater"]] > limit:
            weights[place] *= limit / clients[piece["rater"]]
    total = rules["prior_precision"] + sum(weights)
    told = sum(weight * piece["reading"] for weight, piece in zip(weights, pieces, strict=True))
    quality, precision = (rules["prior_precision"] * prior + told) / total, min(total, rules["ceiling"])
    noise, rate = constants["ladder"]["rater_noise"], constants["ladder"]["rates"][0]
    gap = quality - normal.inv_cdf(1 - rate) * math.sqrt(1 + noise**2)
    return quality, precision, normal.cdf(gap / math.sqrt(1 / precision + noise**2))


if __name__ == "__main__":
    export = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    for one in export["standings"]:
        found = recompute(one["pieces"], one["prior"], export["constants"])
        said = (one["quality"], one["precision"], one["chance"])
        apart = max(abs(mine - theirs) for mine, theirs in zip(found, said, strict=True))
        sys.stdout.write(
            f"{one['field']}: {found[2]:.4f} would hire again, {apart:.1e} from the hall's number\n"
        )
        if apart > 1e-9:
            sys.exit(1)
