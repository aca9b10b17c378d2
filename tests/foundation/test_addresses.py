from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from hirehall.foundation.addresses import address
from hirehall.foundation.ids import new_id


def test_an_address_is_what_the_framework_would_write() -> None:
    for _ in range(2):
        brief, picture = new_id(), new_id()
        assert address("market:brief", brief) == reverse("market:brief", args=[brief])
        for size in ("small", "full"):
            assert address("files:picture", picture, size) == reverse("files:picture", args=[picture, size])
        assert address("front:fees") == reverse("front:fees")
    with pytest.raises(NoReverseMatch):
        address("market:brief")


def test_an_installation_below_a_path_has_its_own_addresses() -> None:
    try:
        set_script_prefix("/hall/")
        assert address("front:fees") == reverse("front:fees")
        assert address("front:fees").startswith("/hall/")
    finally:
        set_script_prefix("/")
    assert not address("front:fees").startswith("/hall/")
