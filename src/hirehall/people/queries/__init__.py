"""How persons, organisations and what they may do are obtained."""

from hirehall.people.next_steps import Step
from hirehall.people.queries.actors import actor_by_id, actor_for, actor_for_token, digest, staff_actor
from hirehall.people.queries.calendar import calendar_key_made_at, calendar_reader
from hirehall.people.queries.organisations import (
    Invited,
    Member,
    OrganisationLine,
    OrganisationPage,
    hiring_members,
    hiring_since,
    open_invitations_for,
    organisation_names,
    organisation_page,
    organisations_of,
    person_by_email,
    turns_for,
)
from hirehall.people.queries.own_data import OwnDataPage, organisations_left_without_owner, own_data_page
from hirehall.people.queries.profiles import (
    OwnProfile,
    PersonCard,
    PublicProfile,
    card_of,
    next_steps,
    own_profile,
    profile_by_handle,
    profile_of,
    public_card,
)
from hirehall.people.queries.second_step import Guard, Passkey, codes_left_of, guard_of, passkey_of
from hirehall.people.queries.sessions import SessionCard, SettingsPage, sessions_of, settings_page
from hirehall.people.queries.suspensions import Suspension, suspension_of, waiting_suspension_appeals
from hirehall.people.queries.tokens import has_tokens, new_secret, staff_session, tokens_of

__all__ = [
    "Guard",
    "Invited",
    "Member",
    "OrganisationLine",
    "OrganisationPage",
    "OwnDataPage",
    "OwnProfile",
    "Passkey",
    "PersonCard",
    "PublicProfile",
    "SessionCard",
    "SettingsPage",
    "Step",
    "Suspension",
    "actor_by_id",
    "actor_for",
    "actor_for_token",
    "calendar_key_made_at",
    "calendar_reader",
    "card_of",
    "codes_left_of",
    "digest",
    "guard_of",
    "has_tokens",
    "hiring_members",
    "hiring_since",
    "new_secret",
    "next_steps",
    "open_invitations_for",
    "organisation_names",
    "organisation_page",
    "organisations_left_without_owner",
    "organisations_of",
    "own_data_page",
    "own_profile",
    "passkey_of",
    "person_by_email",
    "profile_by_handle",
    "profile_of",
    "public_card",
    "sessions_of",
    "settings_page",
    "staff_actor",
    "staff_session",
    "suspension_of",
    "tokens_of",
    "turns_for",
    "waiting_suspension_appeals",
]
