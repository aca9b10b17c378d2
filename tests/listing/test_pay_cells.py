"""What a cell of a file can say about pay: a number, with the hall's currency as code or sign, and with no other."""

from __future__ import annotations

import pytest

from hirehall.engagements.listing.rules.reading import Vocabulary, content_of
from hirehall.foundation.refused import Refused


@pytest.mark.parametrize("cell", ["40", "€ 40", "40 €", "€40.00", "EUR 40", "40 EUR"])
def test_the_sign_of_the_halls_currency_is_read(cell: str) -> None:
    assert content_of({"pay_min": cell}, Vocabulary("EUR", {}, {})).pay_min_minor == 4000


@pytest.mark.parametrize("cell", ["$ 40", "£40", "40 SEK", "€", "forty"])
def test_another_currency_is_not_taken_for_the_halls(cell: str) -> None:
    with pytest.raises(Refused) as refused:
        content_of({"pay_min": cell}, Vocabulary("EUR", {}, {}))
    assert refused.value.code == "position.pay_unusable"
