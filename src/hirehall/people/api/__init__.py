"""Doors, persons, profiles, organisations, tokens and own data, for programs."""

from ninja import Router

from hirehall.people.api.account import router as account
from hirehall.people.api.address import router as address
from hirehall.people.api.doors import router as doors
from hirehall.people.api.guard import router as guard
from hirehall.people.api.organisations import router as organisations
from hirehall.people.api.profiles import router as profiles
from hirehall.people.api.suspension import router as suspension
from hirehall.people.api.tokens import router as tokens

router = Router()
for _part in (doors, tokens, guard, address, profiles, organisations, account, suspension):
    router.add_router("", _part)
