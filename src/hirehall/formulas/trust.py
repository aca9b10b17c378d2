"""Rater trust: how near a client is to those whom the operator has verified, along paid contracts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hirehall.formulas.constants import TrustConstants
from hirehall.formulas.normal import Flags, Numbers, Places


@dataclass(frozen=True, slots=True)
class Paid:
    """Paid work between two people, one row a pair; arrays (edges,).

    Attributes:
        weight: what the pair's contracts count together; 0 between linked accounts.
    """

    client: Places
    freelancer: Places
    weight: Numbers


def trust(paid: Paid, verified: Flags, *, freelancers: int, rules: TrustConstants) -> Numbers:
    """The trust in each client as a rater, ``least``..1 (clients,).

    A walk goes from clients to freelancers and back along paid work and begins again at verified clients. Half of the
    clients whom it reaches are trusted wholly; who is reached by nobody verified gets the least.

    Args:
        verified: whether the operator has verified the client (clients,).
    """
    clients = len(verified)
    if not verified.any():
        return np.ones(clients)  # nobody to begin from: the hall does not use trust
    out_client = np.maximum(np.bincount(paid.client, paid.weight, clients), 1e-300)
    out_freelancer = np.maximum(np.bincount(paid.freelancer, paid.weight, freelancers), 1e-300)
    to_freelancer = paid.weight / out_client[paid.client]
    to_client = paid.weight / out_freelancer[paid.freelancer]
    seeds = verified / verified.sum()
    at = seeds.copy()
    for _ in range(rules.steps):
        with_freelancer = np.bincount(paid.freelancer, at[paid.client] * to_freelancer, freelancers)
        back = np.bincount(paid.client, with_freelancer[paid.freelancer] * to_client, clients)
        at = rules.restart * seeds + (1 - rules.restart) * back
    # per unit of paid work, so that a large client is not trusted for being large
    active = np.bincount(paid.client, paid.weight, clients) > 0
    rate = np.where(active, at / out_client, 0.0)
    if not active.any():
        return np.where(verified, 1.0, rules.least)
    middle = float(np.median(rate[active & (rate > 0)])) if (rate[active] > 0).any() else 1.0
    return np.clip(np.where(verified, 1.0, rate / middle), rules.least, 1.0)


def coarse(found: Numbers, rules: TrustConstants) -> Numbers:
    """The same in the published levels, each by the nearest (clients,): what a walk says of somebody's paid work is
    their business, and a number with many digits would tell it."""
    levels: Numbers = np.array(rules.levels, dtype=np.float64)
    nearest = np.abs(found[:, None] - levels[None, :]).argmin(axis=1)
    return np.asarray(levels[nearest], dtype=np.float64)


def is_used(found: Numbers, active: Flags, rules: TrustConstants) -> bool:
    """Whether the walk reaches enough of the clients who have paid for work to say anything of those it does not.

    Args:
        found: what ``trust`` said (clients,).
        active: who has paid for anything (clients,).
    """
    return bool(active.any()) and float((found[active] > rules.least).mean()) >= rules.reach
