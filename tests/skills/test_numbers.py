"""Numbers that forms send: whatever is typed is a refusal or nothing, and never an error of ours."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from hirehall.engagements.milestone.forms import whole
from hirehall.foundation.actor import Hat
from hirehall.foundation.ids import new_id
from hirehall.skills.pages import _small
from tests.makers.base import make_hall, make_person

ODD = ("²", "٣", "9" * 5000, "-1", "", "1e3", "0x1")


@pytest.mark.parametrize("text", ODD)
def test_a_number_that_is_none_is_none(text: str) -> None:
    assert (_small(text), whole(text)) == (0, None)
    assert (_small("3"), whole("12")) == (3, 12)
    assert whole(QueryDict(f"fewer_rows=row:{text}")["fewer_rows"].rpartition(":")[2]) is None


@pytest.mark.parametrize("text", ODD)
def test_a_form_with_an_odd_number_is_answered(client: Client, db: None, text: str) -> None:
    make_hall()
    client.force_login(make_person("Ada Quill", Hat.FREELANCER))
    for name, field in (("skills:claim", "level"), ("skills:place", "position")):
        assert client.post(reverse(name, args=[new_id()]), {field: text}).status_code < 500
