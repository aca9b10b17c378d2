"""Doors, persons, profiles, organisations, tokens and own data, for programs."""

from ninja import Router

from hirehall.people.api.account import router as account
from hirehall.people.api.doors import router as doors
from hirehall.people.api.organisations import router as organisations
from hirehall.people.api.profiles import router as profiles
from hirehall.people.api.tokens import router as tokens

router = Router()
for _part in (doors, tokens, profiles, organisations, account):
    router.add_router("", _part)
