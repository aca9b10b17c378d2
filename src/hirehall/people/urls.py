from __future__ import annotations

from django.urls import path

from hirehall.people.pages import organisations, own_data, profile, settings, staff, suspension, tokens

app_name = "people"
_organisation = "organisations/<uuid:organisation_id>/"
urlpatterns = [
    path("hat/", settings.hat, name="hat"),
    path("profile/", profile.profile, name="profile"),
    path("profile/client/", profile.client_profile, name="client_profile"),
    path("profile/picture/", profile.avatar, name="avatar"),
    path("account/", settings.settings, name="settings"),
    path("account/sessions/", settings.sessions, name="sessions"),
    path("account/sessions/<int:session_id>/ending/", settings.session, name="session"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<uuid:token_id>/revocation/", tokens.revocation, name="token_revocation"),
    path("account/suspension/", suspension.suspension, name="suspension"),
    path("account/data/", own_data.own_data, name="own_data"),
    path("account/data/closing/", own_data.closing, name="closing"),
    path("staff/session/", staff.session, name="staff_session"),
    path("staff/session/ending/", staff.ending, name="staff_session_ending"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("agencies/", organisations.agencies, name="agencies"),
    path(_organisation + "showing/", organisations.shown, name="shown"),
    path(_organisation, organisations.organisation, name="organisation"),
    path(_organisation + "invitations/", organisations.invitations, name="invitations"),
    path(
        _organisation + "invitations/<uuid:invitation_id>/withdrawal/",
        organisations.withdrawal,
        name="invitation_withdrawal",
    ),
    path(_organisation + "members/<uuid:person_id>/role/", organisations.role, name="role"),
    path(_organisation + "members/<uuid:person_id>/departure/", organisations.departure, name="departure"),
    path("invitations/<uuid:invitation_id>/answer/", organisations.answer, name="invitation_answer"),
]
