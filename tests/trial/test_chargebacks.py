"""A client's bank takes back what was paid for a trial: it stands still, and runs on or ends with the case."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from hirehall.contracts.models import Contract
from hirehall.engagements.trial.actions.end_trial import be_content
from hirehall.engagements.trial.models import Trial
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.money.models import Chargeback
from hirehall.money.rails.sandbox.models import Charge
from hirehall.money.rails.sandbox.models import Dispute as Case
from hirehall.money.rails.sandbox.rail import decide_dispute, open_dispute
from tests.makers.trial import Desk, trial_again


def charge_of(trial: Trial) -> Charge:
    return Charge.objects.select_for_update().get(key=f"fund:{trial.payment_id}")


def disputed(trial: Trial) -> None:
    with transaction.atomic():
        open_dispute(charge_of(trial))
    jobs.drain()


def decided(trial: Trial, case: Case) -> Chargeback:
    with transaction.atomic():
        decide_dispute(charge_of(trial), as_case=case)
    jobs.drain()
    return Chargeback.objects.get(unit_id=trial.id)


def test_while_a_bank_decides_a_trial_stands_still_and_gets_its_time_back(desk: Desk) -> None:
    trial = desk.in_window()
    due = trial.decide_by
    assert due is not None
    with clock.at(due - timedelta(days=1)):
        disputed(trial)
        with pytest.raises(Refused) as refused:
            be_content(trial.id, by=desk.client)
    assert refused.value.code == "contract.frozen"
    with clock.at(due + timedelta(days=9)):
        jobs.run_sweeps()
        assert trial_again(trial).state == "window"  # silence does not speak while it stands still
        decided(trial, Case.WON)
        moved = trial_again(trial).decide_by
        assert moved is not None
        assert moved - due == pytest.approx(timedelta(days=10), abs=timedelta(minutes=1))


def test_a_lost_case_ends_the_trial(desk: Desk) -> None:
    trial = desk.running()
    disputed(trial)
    lost = decided(trial, Case.LOST)
    trial = trial_again(trial)
    assert (trial.state, trial.refunded_minor, lost.from_escrow_minor) == ("cancelled", 1_000_00, 1_000_00)
    assert Contract.objects.get(id=trial.contract_id).state == "ended"
