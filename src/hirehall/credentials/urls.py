"""Addresses of credentials. That of a status list, of a DID document and of a credential are signed: they stay."""

from __future__ import annotations

from django.urls import path

from hirehall.credentials.pages import asking, desk, mine, public

app_name = "credentials"
ONE = "credentials/<uuid:credential_id>"
urlpatterns = [
    path("credentials/", mine.credentials, name="mine"),
    path("credentials/new/<str:kind>/<uuid:source_id>/", mine.preview, name="preview"),
    path("credentials/elsewhere/", mine.elsewhere, name="elsewhere"),
    path("credentials/elsewhere/<uuid:import_id>/removal/", mine.removal, name="removal"),
    path("credentials/consents/<uuid:contract_id>/", asking.consent, name="consent"),
    path("credentials/consents/<uuid:contract_id>/asking/", asking.ask, name="asking"),
    path("credentials/status/<uuid:list_id>/<str:purpose>", public.status, name="status"),
    path(f"{ONE}/", public.credential, name="credential"),
    path(f"{ONE}/credential.json", public.as_json, name="json"),
    path(f"{ONE}/credential.jwt", public.as_token, name="token"),
    path(f"{ONE}/bundle.zip", mine.bundle, name="bundle"),
    path(f"{ONE}/showing/", mine.showing, name="showing"),
    path(f"{ONE}/taking-back/", mine.taking_back, name="taking_back"),
    path(f"{ONE}/revocation/", desk.revocation, name="revocation"),
    path("desk/credentials/", desk.desk, name="desk"),
    path("desk/credentials/key/", desk.key, name="key"),
    path("verify/", public.verify, name="verify"),
    path("did.json", public.did, name="did"),
    path(".well-known/did.json", public.did, name="well_known_did"),
]
