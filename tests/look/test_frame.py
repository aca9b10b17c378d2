"""The frame, the assets and the components, without a browser."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.template import engines
from django.test import Client

from hirehall.foundation.actor import ANONYMOUS, Actor, ActorKind, Hat
from hirehall.foundation.ids import new_id
from hirehall.look import assets, icons
from hirehall.look.environment import hue_of, initials, share_of
from hirehall.look.navigation import TABS, navigation, url_or_none
from tests.makers.base import make_hall, make_person


def drawn(source: str, **values: object) -> str:
    environment = engines["jinja2"].env  # type: ignore[attr-defined]
    return str(environment.from_string('{% import "ui.html" as ui %}' + source).render(**values))


class Brief(forms.Form):
    title = forms.CharField(help_text="One line.")
    note = forms.CharField(required=False)
    agree = forms.BooleanField(label="I agree")
    side = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    key = forms.CharField(widget=forms.HiddenInput)


def test_every_template_of_ours_compiles() -> None:
    environment = engines["jinja2"].env  # type: ignore[attr-defined]
    names = environment.list_templates()
    assert "ui.html" in names
    for name in names:
        environment.get_template(name)


def test_templates_use_nothing_of_htmx_that_needs_eval() -> None:
    for path in icons.PACKAGE.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"hx-on|hx-vals=['\"]js:|hx-trigger=['\"][^'\"]*\[", text), path
        assert not re.search(r"(?<!data-)\bhx-(get|post|boost|target|swap)", text), path


def test_a_field_has_its_label_hint_and_error_tied_to_it() -> None:
    html = drawn("{{ ui.field(form.title) }}", form=Brief({"title": ""}))
    assert '<label for="id_title">Title</label>' in html
    assert '<div class="hint" id="id_title_helptext">One line.</div>' in html
    assert '<ul class="errors" id="id_title_error"><li>This field is required.</li></ul>' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_may_stay_empty_says_so() -> None:
    assert '<span class="optional">(optional)</span>' in drawn("{{ ui.field(form.note) }}", form=Brief())
    assert "optional" not in drawn("{{ ui.field(form.agree) }}", form=Brief())


class HalfDone(Brief):
    is_draft = True


def test_a_draft_marks_nothing_as_optional() -> None:
    assert "optional" not in drawn("{{ ui.field(form.note) }}", form=HalfDone())


def test_the_summary_of_errors_leads_to_the_fields() -> None:
    html = drawn("{{ ui.form_errors(form) }}", form=Brief({"title": ""}))
    assert '<a href="#id_title">Title: This field is required.</a>' in html
    assert 'role="alert"' in html
    assert drawn("{{ ui.form_errors(form) }}", form=Brief()).strip() == ""


def test_choices_stand_in_a_fieldset_and_hidden_fields_have_no_label() -> None:
    html = drawn("{{ ui.field(form.side) }}", form=Brief())
    assert "<fieldset" in html
    assert "<legend>" in html
    assert (
        drawn("{{ ui.field(form.key) }}", form=Brief()).strip()
        == '<input type="hidden" name="key" id="id_key">'
    )


def test_names_and_texts_are_escaped_in_every_macro() -> None:
    evil = '<img src=x onerror="1">'
    html = drawn(
        "{{ ui.tag(x) }}{{ ui.button(x, confirm=x) }}{{ ui.avatar(x) }}{{ ui.heading(x, x) }}{{ ui.turn(x, x) }}"
        "{{ ui.facts([(x, x)]) }}{{ ui.empty(x, x) }}{{ ui.table([x], [[x]], x) }}{{ ui.stat(x, x) }}"
        '{{ ui.crumbs([(x, None)]) }}{{ ui.timeline([{"text": x}]) }}{{ ui.skill(x) }}{{ ui.note(x) }}',
        x=evil,
    )
    assert "<img" not in html


def test_initials_and_colours_are_the_same_everywhere() -> None:
    assert initials("Hollis & Grey") == "HG"
    assert initials("mateus") == "M"
    assert initials("Nguyễn Thị Hà") == "NH"
    assert initials("!") == ""
    assert 0 <= hue_of("Mateus") < 8
    assert hue_of("Mateus") == hue_of("Mateus")
    assert [share_of(1, 3), share_of(5, 3), share_of(0, 0)] == [333, 1000, 0]


def test_the_sprite_holds_every_icon_that_is_named() -> None:
    sprite = icons.sprite()
    for name in ("bell", "hourglass", "circle-check", "chevron-right", "x", "star"):
        assert f'id="{name}"' in sprite
    assert "#bell" in icons.svg("bell", sprite_address="/s.svg")
    with pytest.raises(icons.UnknownIcon):
        icons.svg("no-such-icon-at-all", sprite_address="/s.svg")


def test_the_style_sheet_names_its_layers_once_and_first() -> None:
    css = assets.style().decode()
    assert css.startswith("@layer tokens,base,layout,components,modules,utilities;")
    assert "/*" not in css
    assert css.count("{") == css.count("}")


@pytest.mark.django_db
def test_assets_are_kept_for_a_year_under_their_version(client: Client) -> None:
    make_hall()
    answer = client.get(assets.address("style.css"), headers={"accept-encoding": "br"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.content) < 18_000  # all modules, compressed
    assert client.get("/look/old/style.css").headers["Cache-Control"] == "no-cache"
    assert client.get(assets.address("no.css")).status_code == 404
    assert client.get(assets.address("..")).status_code == 404


@pytest.mark.django_db
def test_the_brand_is_two_numbers_with_a_tag(client: Client) -> None:
    hall = make_hall()
    type(hall).objects.update(hue=30, chroma_thousandths=110)
    answer = client.get("/theme.css")
    assert answer.content == b":root{--h:30;--c:0.11}\n"
    again = client.get("/theme.css", headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_a_page_that_does_not_exist_says_so_in_the_halls_frame(client: Client) -> None:
    make_hall()
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert b"There is no such page" in answer.content
    assert b"Harbour Hall" in answer.content


@pytest.mark.django_db
def test_the_preview_is_for_members_and_answers_safe_html(client: Client) -> None:
    make_hall()
    assert client.post("/look/preview/", {"text": "x"}).status_code == 302
    client.force_login(make_person("Mateus"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert (
        client.post("/look/preview/", {"text": "**x** <b>"}).content
        == b"<p><strong>x</strong> &lt;b&gt;</p>\n"
    )


def test_the_frame_follows_the_hat_and_leaves_out_what_is_not_there() -> None:
    assert url_or_none("no:such") is None
    who = Actor(kind=ActorKind.PERSON, person_id=new_id(), hat=Hat.CLIENT)
    frame = navigation(who, "/messages/")
    assert frame.hat == "client"
    assert [link.text for link in frame.links if link.current] == ["Messages"]
    assert all(link.kind != "home" for link in frame.links)
    assert len(frame.tabs) <= 5
    assert navigation(ANONYMOUS, "/").menu == ()


def test_in_a_staff_session_the_frame_keeps_the_last_hat() -> None:
    who = Actor(kind=ActorKind.STAFF, person_id=new_id(), staff_session_id=new_id())
    assert navigation(who, "/desk/", hat_kept="client").hat == "client"
    assert "Operator’s desk" in [link.text for link in navigation(who, "/desk/").menu]


def test_no_two_modules_give_one_class_two_meanings() -> None:
    """All sheets are one sheet on every page, so a name belongs to one module."""
    shared = {
        "card",
        "pieces",
    }  # the card of the look, bettered in place; a grid of pictures in three modules
    owners: dict[str, set[str]] = {}
    for path in [*assets.module_files("css"), *assets.SOURCE.glob("*.css")]:
        css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for name in re.findall(r"^\s*\.([a-z][a-z0-9-]*)(?=\s*[,{])", css, re.MULTILINE):
            owners.setdefault(name, set()).add(path.parent.name)
    assert {name: who for name, who in owners.items() if len(who) > 1 and name not in shared} == {}


def test_only_an_operator_is_offered_a_staff_session() -> None:
    who = Actor(kind=ActorKind.PERSON, person_id=new_id(), hat=Hat.CLIENT)
    offer = "Start a staff session"
    assert offer in [link.text for link in navigation(who, "/", operator=True).menu]
    assert offer not in [link.text for link in navigation(who, "/").menu]


def test_what_a_hall_leads_with_stands_first_in_the_header_and_once() -> None:
    plain, led = (navigation(ANONYMOUS, "/", lead=lead).links for lead in ("", "unit"))
    assert [link.text for link in led] == ["Order pool", *(link.text for link in plain)][: len(led)]
    assert (len(plain), len(led)) == (6, 6)
    who = Actor(kind=ActorKind.PERSON, person_id=new_id(), hat=Hat.CLIENT)
    frame = navigation(who, "/", lead="unit")
    assert [link.text for link in frame.links] == [
        "Posted orders", "My briefs", "Find freelancers", "Gallery", "My orders", "Money", "Messages"
    ]  # fmt: skip
    assert [link.text for link in frame.menu if link.text in ("Posted orders", "Services")] == ["Services"]
    assert len(frame.tabs) == TABS
    tabs = navigation(who, "/pool/new/", lead="unit").tabs
    assert [tab.current for tab in tabs].count(True) == 1
    assert len({tab.short for tab in tabs}) == TABS
    off = navigation(who, "/", lead="unit", offers=lambda way: way != "unit")
    assert "Posted orders" not in [link.text for link in (*off.links, *off.menu)]
