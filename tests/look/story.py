"""One story that has a row for every page: who sees which, and the address at which it stands."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing
from django.db import transaction
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from hirehall.conversations.actions import send_message
from hirehall.conversations.mails import DIGEST, SALT
from hirehall.credentials import actions as credentials
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.ask_changes import ask_changes
from hirehall.engagements.milestone.actions.ask_refund import ask_refund
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.change_terms import propose_terms
from hirehall.engagements.milestone.actions.end_contract import propose_ending
from hirehall.engagements.milestone.actions.make_offer import draft_offer
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, system
from hirehall.foundation.money import Money
from hirehall.front.guide import MOST_STEPS
from hirehall.market.actions.answer_clarification import answer_clarification
from hirehall.market.actions.ask_clarification import ask_clarification
from hirehall.market.actions.invite_freelancer import invite_freelancer
from hirehall.market.actions.shortlist_proposal import shortlist_proposal
from hirehall.market.operations.listings import refresh_listing
from hirehall.market.operations.requesting import new_link
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.actions.save_destination import save_destination
from hirehall.money.queries import balance_of
from hirehall.money.rails.sandbox.models import Charge
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.models import Membership, Person
from hirehall.portfolio.actions.ask_makers import ask_makers
from hirehall.portfolio.actions.keep_piece import keep_piece, make_collection
from hirehall.ranking.actions.show_slate import show_slate
from hirehall.reputation.actions import submit_review
from hirehall.reputation.models import ReviewWindow
from hirehall.skills.actions.add_piece import add_piece
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.models import Showing, Skill
from tests.makers.base import actor_of, make_hall
from tests.makers.contracts import Pair, deal, first, make_pair, planned
from tests.makers.files import make_upload, picture_bytes
from tests.makers.market import make_brief, make_draft, make_proposal, make_proposal_draft, make_skill
from tests.makers.people import PASSWORD, make_member
from tests.makers.reputation import YES
from tests.makers.requests import NEED, ask, invite, opened

SEEN_BY = {
    "visitor": {
        *(
            "account_confirm_email",
            "account_email_verification_sent",
            "account_inactive",
            "account_reset_password",
        ),
        *("account_reset_password_done", "account_reset_password_from_key_done", "conversations:unsubscribe"),
        *(
            "front:api_chapter",
            "front:api_docs",
            "front:api_problem",
            "front:api_problems",
            "front:guide_step",
        ),
        *("front:organisation", "front:profile", "reputation:how"),
        *("market:door", "market:request_link_refusal", "portfolio:piece", "credentials:credential"),
    },
    "who resets": {"account_reset_password_from_key"},
    "half": {"mfa_authenticate"},
    "keys": {
        *("account_change_password", "account_email", "account_logout", "account_reauthenticate"),
        *("mfa_deactivate_totp", "mfa_edit_webauthn", "mfa_generate_recovery_codes", "mfa_reauthenticate"),
        *("mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes"),
    },
    "client": {
        *("mfa_activate_totp", "mfa_add_webauthn", "people:organisation", "conversations:notice_settings"),
        *("market:brief", "market:brief_proposals", "market:check", "market:compare", "market:draft"),
        *("market:edit", "market:invitations", "market:invite", "market:new", "market:proposal"),
        *("milestone:draft", "milestone:end", "milestone:fund", "milestone:new_offer", "milestone:new_terms"),
        *("milestone:refund", "milestone:release", "money:payment", "sandbox:bank"),
        *("portfolio:collection", "portfolio:collections", "portfolio:new_project", "portfolio:project"),
        *("portfolio:projects", "market:request_link", "credentials:consent"),
    },
    "freelancer": {
        *("conversations:thread", "market:appeal", "market:proposal_check", "market:propose"),
        *("milestone:counter", "milestone:deliver", "milestone:ending", "milestone:offer"),
        *("milestone:refund_answer", "milestone:terms", "money:lines", "money:payout", "papers:statement"),
        *("reputation:window", "skills:piece", "market:request", "ranking:why"),
        "credentials:preview",
    },
}
"""Each page once, seen by the side that has most to do on it."""


@dataclass
class Story:
    """Addresses by the name of the page; more than one where a page looks different by what has happened."""

    paths: dict[str, list[str]]
    sessions: dict[str, str | None]

    def at(self, name: str, *args: Any, query: str = "") -> None:
        self.paths.setdefault(name, []).append(reverse(name, args=args) + query)

    def of(self, who: str) -> list[str]:
        return [path for name in sorted(SEEN_BY[who]) for path in self.paths[name]]


def tell() -> Story:
    """Three people: a client with an organisation, a freelancer, and a rival who guards an account with keys."""
    pair = make_pair(make_hall(payout_hold_days=0))
    seed_taxonomy(pair.hall.id, by=system("demo"))
    rival = make_member("Amara Okafor", side="both")
    story = Story({}, {"visitor": None})
    for who, actor in (("client", pair.client), ("freelancer", pair.freelancer)):
        story.sessions[who] = signed_in(Person.objects.get(id=actor.person_id))
    _profiles(story, pair)
    _market(story, pair, actor_of(rival))
    _own_clients(story, pair)
    _offers(story, pair)
    _work(story, pair)
    _after_work(story, pair)
    _documents(story)
    _keys(story, rival)
    return story


def signed_in(who: Person) -> str:
    """The cookie of somebody who has just proved who they are."""
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    record_authentication(SimpleNamespace(session=session), who, method="password", email=who.email)
    session.save()
    return client.cookies["sessionid"].value


def _profiles(story: Story, pair: Pair) -> None:
    freelancer = Person.objects.get(id=pair.freelancer.person_id)
    picture = make_upload(pair.freelancer, name="ferry.png", data=picture_bytes(), purpose="portfolio")
    piece = add_piece(
        by=pair.freelancer.at(pair.hall.id),
        title="A booking page",
        text="For a **ferry**.",
        image_ids=[picture.id],
    )
    claim_skill(Skill.objects.filter(hall=pair.hall)[0].id, level=3, by=pair.freelancer)
    story.at("skills:piece", piece.id)
    _gallery(story, pair, Showing.objects.get(piece=piece, hall=pair.hall))
    story.at("portfolio:piece", Showing.objects.get(piece=piece, hall=pair.hall).id)
    story.at("front:profile", freelancer.handle)
    organisation = make_organisation(by=pair.client, name="Hollis & Grey", about="A ferry, two boats.")
    Membership.objects.create(
        organisation=organisation, person=freelancer, role="billing", joined_at=clock.now()
    )
    owner = actor_of(Person.objects.get(id=pair.client.person_id))
    invite_member(organisation.id, by=owner, email="nora@example.org", role="hiring")
    Membership.objects.filter(organisation=organisation, person=freelancer).delete()
    story.at("people:organisation", organisation.id)
    story.at("front:organisation", organisation.handle)
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "conversations:notice_settings", "market:new"):
        story.at(name)
    story.at("market:invite", freelancer.id)
    story.at("market:appeal")
    token = signing.dumps({"p": str(freelancer.id), "g": DIGEST}, salt=SALT, compress=False)
    story.at("conversations:unsubscribe", token)


def _gallery(story: Story, pair: Pair, shown: Showing) -> None:
    """What a client keeps, and a request to two makers."""
    kept = make_collection(hall_id=pair.hall.id, by=pair.client, title="Ferries")
    keep_piece(kept.id, showing_id=shown.id, by=pair.client)
    makers = [shown.person_id, Person.objects.get(name="Amara Okafor").id]
    asked = ask_makers(pair.hall.id, by=pair.client, maker_ids=makers, title="A ferry’s sign", need=NEED)
    for name, args in (
        ("collections", []),
        ("projects", []),
        ("collection", [kept.id]),
        ("project", [asked.id]),
    ):
        story.at(f"portfolio:{name}", *args)
    story.at("portfolio:new_project", query=f"?maker={shown.person_id}")


def _own_clients(story: Story, pair: Pair) -> None:
    """A client's request, open for a quote; one that the visitor's mail would confirm, and an invitation."""
    story.at("market:door", Person.objects.get(id=pair.freelancer.person_id).handle)
    story.at("market:request", opened(pair.hall, pair.freelancer, pair.client).id)
    asked, invited = ask(pair.hall, pair.freelancer), invite(pair.hall, pair.freelancer)
    jobs.drain()
    for request in (asked, invited):
        token = new_link(request, days=14)
        story.at("market:request_link", token)
    story.at("market:request_link_refusal", token)


def _market(story: Story, pair: Pair, rival: Actor) -> None:
    brief = make_brief(pair.hall, pair.client)
    asked = ask_clarification(brief.id, by=pair.freelancer, question="Is there a test ferry?")
    ask_clarification(brief.id, by=rival, question="Which payment provider?")
    answer_clarification(asked.id, by=pair.client, answer="There is, on Tuesdays.")
    sent = [make_proposal(brief, by) for by in (pair.freelancer, rival)]
    shortlist_proposal(sent[1].id, by=pair.client, note="The museum was good.")
    story.at("market:brief", brief.id)
    story.at("market:edit", brief.id)
    story.at("market:brief_proposals", brief.id)
    story.at("market:compare", brief.id, query="?" + "&".join(f"p={one.id}" for one in sent))
    for one in sent:
        story.at("market:proposal", one.id)
    other = make_brief(pair.hall, pair.client, title="Draw the timetable of a small ferry")
    make_proposal_draft(other, pair.freelancer)
    claim_skill(make_skill(pair.hall).id, level=2, by=pair.freelancer)
    with transaction.atomic():
        refresh_listing(pair.freelancer.require_person())
    slate = show_slate(other.id, by=pair.client)
    story.at("ranking:why", slate.places.get(person_id=pair.freelancer.person_id).id)
    story.at("market:propose", other.id)
    story.at("market:proposal_check", other.id)
    invite_freelancer(other.id, by=pair.client, freelancer_id=rival.require_person(), note="For you?")
    story.at("market:invitations", other.id)
    draft = make_draft(pair.hall, pair.client)
    story.at("market:draft", draft.id)
    story.at("market:check", draft.id)


def _offers(story: Story, pair: Pair) -> None:
    offer = pair.offer(planned(), planned("The receipt page", 300_00))
    story.at("milestone:offer", offer.id)
    story.at("milestone:counter", offer.id)
    kept = draft_offer(
        pair.hall.id, by=pair.client, terms=deal(), milestones=(planned(),),
        freelancer_id=pair.freelancer.person_id,
    )  # fmt: skip
    story.at("milestone:draft", kept.id)
    story.at("milestone:new_offer", query=f"?freelancer={pair.freelancer.person_id}")


def _work(story: Story, pair: Pair) -> None:
    """One contract with a milestone in every state in which somebody has something to do."""
    titles = ("Delivered", "Sent back", "To give back", "On its way", "To be funded")
    contract = pair.contract(*(planned(title, 500_00) for title in titles))
    delivered, changes, giving_back, on_its_way, unfunded = contract.milestones.order_by("position")
    for milestone in (delivered, changes, giving_back):
        pair.fund(milestone)
    pair.deliver(delivered)
    pair.deliver(changes)
    ask_changes(changes.id, by=pair.client, text="The receipt is missing on phones.", met=(True, False))
    asked = ask_refund(
        giving_back.id,
        by=pair.client,
        amount=Money(200_00, "EUR"),
        reason="We need less of it than we thought.",
    )
    payment = begin_funding(on_its_way.id, by=pair.client, method="sandbox.ask").payment_id
    jobs.drain()
    story.at("milestone:release", delivered.id)
    story.at("milestone:refund", delivered.id)
    story.at("milestone:deliver", changes.id)
    story.at("milestone:refund_answer", asked.id)
    story.at("milestone:fund", unfunded.id)
    story.at("money:payment", payment)
    story.at("sandbox:bank", Charge.objects.get(method="sandbox.ask").id)
    assert contract.thread_id is not None
    for by, text in ((pair.client, "I start on **Monday**."), (pair.freelancer, "So do I.")):
        send_message(contract.thread_id, by=by, text=text)
    story.at("conversations:thread", contract.thread_id)
    _changes(story, pair)


def _changes(story: Story, pair: Pair) -> None:
    """Another contract, of which one side wants other terms, and one that one side wants to end."""
    changing = pair.funded(planned(), planned("The receipt page", 300_00)).contract
    story.at("milestone:new_terms", changing.id)
    story.at("milestone:end", changing.id)
    asked = pair.funded(planned(), planned("The receipt page", 300_00)).contract
    more = (planned("The receipt page", 350_00), planned("Its letter", 50_00))
    story.at("milestone:terms", propose_terms(asked.id, by=pair.client, terms=deal(), milestones=more).id)
    ending = pair.funded().contract
    split = ((first(ending).id, Money(400_00, "EUR")),)
    story.at(
        "milestone:ending", propose_ending(ending.id, by=pair.client, split=split, note="A new plan.").id
    )


def _after_work(story: Story, pair: Pair) -> None:
    """A contract that is over: its money is paid out, its reviews are open or seen."""
    for reviewed in (True, False):
        contract = pair.finished()
        window = ReviewWindow.objects.get(contract_id=contract.id)
        if reviewed:
            for by in (pair.client, pair.freelancer):
                submit_review(window.id, by=by, rungs=YES, text="Clear, quick and kind.")
            _credentials(story, pair)
        story.at("reputation:window", window.id)
    part = pair.delivered(planned("In one go", 100_00))
    accept_delivery(part.id, by=pair.client)
    jobs.drain()
    saved = save_destination(
        pair.hall.id,
        kind="sandbox",
        holder="Mateus Lindqvist",
        number="SANDBOX-FAILS-ONCE",
        by=pair.freelancer,
    )
    assert balance_of(pair.freelancer.require_person(), pair.hall).available.minor > 100_00
    payout = request_payout(saved.id, amount=Money(100_00, "EUR"), by=pair.freelancer)
    jobs.drain()
    story.at("money:payout", payout.id)
    story.at("money:lines")
    today = clock.now()
    story.at("papers:statement", today.year, today.month, "EUR")


def _credentials(story: Story, pair: Pair) -> None:
    """One to be signed, whose client is asked whether it may name them, and one that is signed and shown."""
    asked, signed = (pair.finished().id for _ in range(2))
    for contract_id in (asked, signed):
        window = ReviewWindow.objects.get(contract_id=contract_id)
        for by in (pair.client, pair.freelancer):
            submit_review(window.id, by=by, rungs=YES, text="Clear, quick and kind.")
    credentials.ask_consent(asked, by=pair.freelancer)
    story.at("credentials:consent", asked)
    story.at("credentials:preview", "contract", asked)
    made = credentials.issue_credential("contract", signed, by=pair.freelancer)
    story.at("credentials:credential", made.id)


def _documents(story: Story) -> None:
    for name in ("front:api_docs", "front:api_problems", "reputation:how"):
        story.at(name)
    story.at("front:api_chapter", "fees")
    story.at("front:api_problem", "fee_schedule.too_soon")
    story.at("front:guide_step", "1")
    story.at("front:guide_step", "1" * MOST_STEPS)


def _keys(story: Story, who: Person) -> None:
    """An account with an app for codes, a passkey and recovery codes; its pages, and the ways into it."""
    story.sessions["keys"] = signed_in(who)
    _reset(story, who)
    waiting = EmailAddress.objects.create(user=who, email="amara.new@example.org", verified=False)
    story.at("account_confirm_email", EmailConfirmationHMAC(waiting).key)
    for name in ("account_email_verification_sent", "account_inactive", "account_reset_password"):
        story.at(name)
    for name in ("account_reset_password_done", "account_reset_password_from_key_done"):
        story.at(name)
    TOTP.activate(who, generate_totp_secret())
    RecoveryCodes.activate(who)
    passkey = Authenticator.objects.create(
        user=who, type=Authenticator.Type.WEBAUTHN, data={"name": "Blue key", "credential": credential()}
    )
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        story.at(name, passkey.id)
    for name in sorted(SEEN_BY["keys"] - {"mfa_edit_webauthn", "mfa_remove_webauthn"}):
        story.at(name)
    half = Client()
    half.post(reverse("account_login"), {"login": who.email, "password": PASSWORD})
    story.sessions["half"] = half.cookies["sessionid"].value
    story.at("mfa_authenticate")


def _reset(story: Story, who: Person) -> None:
    """The link of the mail leads on to an address without the secret, which rests in the session."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    assert isinstance(default_token_generator, PasswordResetTokenGenerator)
    uid, client = user_pk_to_url_str(who), Client()
    client.get(
        reverse("account_reset_password_from_key", args=[uid, default_token_generator.make_token(who)])
    )
    story.sessions["who resets"] = client.cookies["sessionid"].value
    story.at("account_reset_password_from_key", uid, "set-password")


def credential() -> dict[str, Any]:
    """What a browser hands over when a passkey is made."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    made = AttestedCredentialData.create(Aaguid.NONE, b"blue-key", key)
    data = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, made)
    return {
        "id": websafe_encode(b"blue-key"),
        "rawId": websafe_encode(b"blue-key"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(
                b'{"type": "webauthn.create", "challenge": "AA", "origin": "http://localhost"}'
            ),
            "attestationObject": websafe_encode(bytes(AttestationObject.create("none", data, {}))),
        },
        "clientExtensionResults": {},
    }
