"""What a posted page carries beside its fields is read by one rule."""

from __future__ import annotations

from django.test import RequestFactory

from hirehall.foundation.posted import version_in, whole


def test_a_whole_number_is_plain_digits_and_nothing_that_only_looks_like_them() -> None:
    read = {
        text: whole(text) for text in ("0", "17", "12345678", "", "²", "١٢", "-1", "1.0", " 3", "123456789")
    }
    assert read == {"0": 0, "17": 17, "12345678": 12345678} | dict.fromkeys(
        ("", "²", "١٢", "-1", "1.0", " 3", "123456789")
    )


def test_a_version_that_is_no_number_is_no_version() -> None:
    """A raised digit once answered 500 where contracts were ended."""
    posted = RequestFactory().post("/", {"version": "²"})
    assert version_in(posted) is None
