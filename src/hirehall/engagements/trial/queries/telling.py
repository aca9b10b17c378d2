"""What happened to trials, in words that follow the name of who did it."""

from __future__ import annotations

from hirehall.contracts.queries import Data, Words, sum_in
from hirehall.foundation.money import Money


def _ended(data: Data) -> str:
    if data["how"] == "not_content":
        pot = data["pot"]
        owed = f"; the pot owes {Money(pot['minor'], pot['currency']).text()}" if pot["minor"] else ""
        return f"was not content; {sum_in(data)} goes back{owed}"
    silent = ", by silence" if data["in_silence"] else ""
    further = {"hourly": " and goes on by the hour", "milestone": " and goes on by milestones"}
    return f"was content{further.get(data['further'], '')}: {sum_in(data)} is released{silent}"


WORDS: Words = {
    "trial.agreed": ("handshake", lambda data: f"agreed to a trial for {sum_in(data)}"),
    "trial.payment_begun": ("wallet", lambda data: f"started to pay {sum_in(data)}"),
    "trial.payment_failed": ("circle-alert", lambda _: "could not collect the payment"),
    "trial.payment_returned": ("undo-2", lambda data: f"sent back {sum_in(data)} that was not awaited"),
    "trial.begun": ("shield-check", lambda data: f"holds {sum_in(data)}; the trial begins"),
    "trial.over": ("hourglass", lambda _: "noted that the days of the trial are over"),
    "trial.ended": ("check", _ended),
    "trial.cancelled": ("undo-2", lambda data: f"ended the trial; {sum_in(data)} goes back"),
    "trial.charged_back": ("undo-2", lambda data: f"lost {sum_in(data)} to the client’s bank"),
    "trial.pot_paid": ("heart-handshake", lambda data: f"paid {sum_in(data)} from the guarantee pot"),
}
