"""The operator’s desk for programs: a token with a staff scope, and a staff session that says why."""

from ninja import Router

from hirehall.front.api.desk_joining import router as joining_router
from hirehall.front.api.desk_paid import router as paid_router
from hirehall.front.api.desk_trust import router as trust_router
from hirehall.front.api.fee_drafts import router as fee_drafts_router
from hirehall.front.api.fee_votes import desk as desk_fee_votes_router
from hirehall.front.api.guard import session_named_in
from hirehall.front.api.hall_drafts import router as hall_drafts_router
from hirehall.front.api.halls import router as halls_router
from hirehall.front.api.money import router as money_router
from hirehall.front.api.people import router as people_router
from hirehall.front.api.reckoning import router as reckoning_router
from hirehall.front.api.running import router as running_router
from hirehall.front.api.session import router as session_router
from hirehall.front.api.skills import router as skills_router
from hirehall.front.api.texts import desk as texts_router

router = Router()
for part in (
    session_router,
    people_router,
    joining_router,
    halls_router,
    reckoning_router,
    texts_router,
    hall_drafts_router,
    skills_router,
    money_router,
    paid_router,
    fee_drafts_router,
    desk_fee_votes_router,
    running_router,
    trust_router,
):
    router.add_router("", part)

__all__ = ["router", "session_named_in"]
