"""Who may do what with credentials."""

from __future__ import annotations

from hirehall.credentials import actions
from hirehall.foundation.actor import Hat
from tests.credentials.issuer import a_badge
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.credentials import confirm_email, make_credential, make_earned
from tests.permission_case import Case


def matrix() -> list[Case]:
    """A signed credential, one to be signed, a question to the client, and a badge from elsewhere."""
    hall = make_hall(slug="credentials-matrix")
    mara, ida = make_person("Mara Signs", Hat.CLIENT), make_person("Ida Signs")
    signed, earned = make_credential(hall, mara, ida), make_earned(hall, mara, ida)
    asked, agreed = make_earned(hall, mara, ida), make_earned(hall, mara, ida)
    for window in (asked, agreed):
        actions.ask_consent(window.contract_id, by=actor_of(ida))
    actions.answer_consent(agreed.contract_id, by=actor_of(mara), names_client=True)
    confirm_email(ida)
    brought = actions.import_credential(a_badge(ida.email), by=actor_of(ida))
    badge = a_badge(ida.email)
    sides = {"owner": actor_of(ida), "counterparty": actor_of(mara)}
    staff = {"hall_id": hall.id, "may": {"staff_on"}, **sides}

    def case(name: str, call: object, **more: object) -> Case:
        return Case(action=f"credentials.{name}", call=call, **{**sides, **more})  # type: ignore[arg-type]

    return [
        case("issue_credential", lambda by: actions.issue_credential("contract", earned.contract_id, by=by)),
        case("show_credential", lambda by: actions.show_credential(signed.id, by=by, shown=False)),
        case("take_back_credential", lambda by: actions.take_back_credential(signed.id, by=by)),
        case(
            "revoke_credential",
            lambda by: actions.revoke_credential(signed.id, by=by, reason="It was not so."),
            **staff,
        ),
        case("rotate_key", lambda by: actions.rotate_key(hall.id, by=by, reason="Each year."), **staff),
        case("ask_consent", lambda by: actions.ask_consent(earned.contract_id, by=by)),
        case(
            "answer_consent",
            lambda by: actions.answer_consent(asked.contract_id, by=by, names_client=True),
            may={"counterparty"},
        ),
        case(
            "withdraw_consent",
            lambda by: actions.withdraw_consent(agreed.contract_id, by=by),
            may={"counterparty"},
        ),
        case("import_credential", lambda by: actions.import_credential(badge, by=by)),
        case("remove_import", lambda by: actions.remove_import(brought.id, by=by)),
        case("follow_bank", lambda by: actions.follow_bank(signed.source_id, by=by), may={"system"}),
        case("follow_certificate", lambda by: actions.follow_certificate(signed.id, by=by), may={"system"}),
    ]
