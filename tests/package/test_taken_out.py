"""The contract of an order, taken out: what was bought, answered, handed over and asked of each other is in it."""

from __future__ import annotations

import io
import json
import zipfile

from hirehall.contracts.queries import archive_of
from hirehall.engagements.package.actions.ask_revision import ask_revision
from hirehall.engagements.package.actions.buy_revisions import buy_revisions
from hirehall.engagements.package.actions.extend_order import ask_extension
from hirehall.foundation import jobs
from tests.makers.package import Shop


def test_an_order_is_in_the_archive_of_its_contract(shop: Shop) -> None:
    order = shop.delivered(extras=(1,))
    ask_revision(order.id, by=shop.client, text="Warmer colours, please, in all of it.")
    ask_extension(order.id, by=shop.freelancer, days=2, reason="A printer is broken here.")
    buy_revisions(order.id, by=shop.client)
    jobs.drain()
    for by in (shop.client, shop.freelancer):
        _, content = archive_of(by, order.contract_id)
        with zipfile.ZipFile(io.BytesIO(content)) as found:
            told = "".join(found.read(name).decode() for name in found.namelist() if name.endswith(".json"))
        for words in (
            "A bakery, in warm colours.", "Here are all the files.", "Warmer colours, please",
            "A printer is broken here.", "Business card", "revisions_bought",
        ):  # fmt: skip
            assert words in told, words
        assert json.dumps(str(order.id)) in told
