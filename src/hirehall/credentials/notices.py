"""Who is told what about credentials."""

from __future__ import annotations

from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.credentials.models import ClientConsent, Credential
from hirehall.credentials.states import Cause, Consent, Standing
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.people.models import Membership
from hirehall.reputation.models import ReviewWindow


@job("credentials.tell_stopped", queue="notices")
def tell_stopped(fact_id: str) -> None:
    """The person: your credential is suspended or revoked, and why. Who took it back themselves knows."""
    fact = facts.read(fact_id)
    cause = Cause(fact.data["cause"])
    if cause is Cause.HOLDER:
        return
    word = "revoked" if fact.data["state"] == Standing.REVOKED else "suspended"
    why = f"{cause.says} {fact.data['reason']}".strip()
    _tell(fact.id, fact.data["credential_id"], f"Your credential “{fact.data['title']}” is {word}. {why}")


@job("credentials.tell_restored", queue="notices")
def tell_restored(fact_id: str) -> None:
    """The person: it counts again."""
    fact = facts.read(fact_id)
    _tell(fact.id, fact.data["credential_id"], f"Your credential “{fact.data['title']}” counts again.")


def _tell(fact_id: object, credential_id: str, sentence: str) -> None:
    found = Credential.objects.get(id=credential_id)
    post_notice(
        person_ids=[found.person_id],
        hall_id=found.hall_id,
        kind="review.credential",
        sentence=sentence,
        href=reverse("credentials:credential", args=[found.id]),
        fact_id=str(fact_id),
        about_id=found.id,
    )


@job("credentials.tell_asked", queue="notices")
def tell_asked(fact_id: str) -> None:
    """Who hires for the client: may the credential name you?"""
    fact = facts.read(fact_id)
    window = ReviewWindow.objects.select_related("freelancer").get(contract_id=fact.data["contract_id"])
    people = [window.client_id]
    if window.organisation_id is not None:
        hiring = Membership.objects.filter(
            organisation_id=window.organisation_id, role__in=["owner", "hiring"]
        )
        people = [one for one in hiring.values_list("person_id", flat=True) if one != window.freelancer_id]
    post_notice(
        person_ids=people,
        hall_id=window.hall_id,
        kind="review.consent",
        sentence=f"{window.freelancer.name} asks whether a credential about “{window.title}” may name you or the "
        "amount. Without your answer it names neither.",
        href=reverse("credentials:consent", args=[window.contract_id]),
        fact_id=fact.id,
        about_id=fact.data["consent_id"],
    )


@job("credentials.tell_answered", queue="notices")
def tell_answered(fact_id: str) -> None:
    """The freelancer: what the client has said."""
    fact = facts.read(fact_id)
    consent = ClientConsent.objects.get(id=fact.data["consent_id"])
    window = ReviewWindow.objects.get(contract_id=consent.contract_id)
    told = [
        word
        for word, may in (
            ("the client’s name", fact.data["names_client"]),
            ("the amount", fact.data["tells_amount"]),
        )
        if may
    ]
    says = {
        Consent.AGREED: f"may tell {' and '.join(told)}",
        Consent.DECLINED: "tells neither the client’s name nor the amount",
        Consent.WITHDRAWN: "tells neither the client’s name nor the amount: the client has changed their mind",
    }[Consent(fact.data["state"])]
    post_notice(
        person_ids=[consent.freelancer_id],
        hall_id=consent.hall_id,
        kind="review.consent",
        sentence=f"Your credential about “{window.title}” {says}.",
        href=reverse("credentials:preview", args=["contract", consent.contract_id]),
        fact_id=fact.id,
        about_id=consent.id,
    )
