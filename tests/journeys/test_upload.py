"""Files go ahead of their form: a connection that is lost, a pause, a reload, and a browser without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from hirehall.conversations.models import Message
from hirehall.files.models import StoredFile, Upload
from hirehall.files.operations import bytes_of
from hirehall.foundation.actor import Hat
from tests.journeys.test_be_told import session_of
from tests.look.axe import context, listen, violations
from tests.makers.base import make_hall, make_person
from tests.makers.conversations import make_thread

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LARGE = b"".join(b"row %d, and what was found in it\n" % number for number in range(300_000))  # some 11 MB


@pytest.fixture
def room(chromium: Browser, live_server: LiveServer) -> Callable[..., Page]:
    """A thread opened in a browser."""
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    thread = make_thread(hall, mara, ida)

    def open_it(complaints: list[str] | None = None, **options: object) -> Page:
        made = context(chromium, live_server.url, session=session_of(ida), **options)
        made.set_default_timeout(20_000)
        page = made.new_page()
        if complaints is not None:
            listen(page, complaints)
        page.goto(f"/messages/{thread.id}/")
        return page

    return open_it


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "Readings of May.csv"
    path.write_bytes(LARGE)
    return path


def lose_one_piece(page: Page) -> list[str]:
    """The second piece never arrives, and neither does the question that follows; then all is well again."""
    lost: list[str] = []

    def meet(route: Route) -> None:
        request = route.request
        second = request.method == "PATCH" and request.headers.get("upload-offset") != "0"
        if len(lost) < 2 and (second or lost):
            lost.append(request.method)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/uploads/**", meet)
    return lost


def test_a_lost_connection_loses_nothing(room: Callable[..., Page], large: Path) -> None:
    page = room()
    lost = lose_one_piece(page)
    answers: list[int] = []
    page.on("response", lambda answer: answers.append(answer.status))
    page.get_by_label("Files").set_input_files(large)
    expect(page.locator(".upload-said")).to_contain_text("Connection lost")
    expect(page.locator("resumable-upload [role=status]")).to_contain_text("connection lost")
    expect(page.locator(".upload[data-state=done]")).to_be_visible()
    expect(page.locator("resumable-upload [role=status]")).to_have_text("Readings of May.csv is uploaded.")
    assert lost == ["PATCH", "HEAD"]
    page.get_by_label("Message to").fill("Here they are.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".message-files")).to_contain_text("Readings of May.csv")
    expect(page.locator(".upload")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Files")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".upload")).to_have_count(0)
    assert [status for status in answers if status >= 400] == []
    [stored] = StoredFile.objects.all()
    assert bytes_of(stored) == LARGE
    assert stored.subject_kind == "message"


def test_pausing_and_sending_by_keyboard_alone(room: Callable[..., Page], large: Path) -> None:
    page = room([])
    page.route("**/uploads/**", lambda route: (page.wait_for_timeout(150), route.continue_())[1])
    page.get_by_label("Files").set_input_files(large)
    pause = page.get_by_role("button", name="Pause: Readings of May.csv")
    pause.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".upload-said")).to_contain_text("Paused at")
    go_on = page.get_by_role("button", name="Go on: Readings of May.csv")
    expect(go_on).to_be_focused()
    assert not StoredFile.objects.exists()
    page.get_by_label("Message to").fill("Sent before it was there.")
    page.get_by_role("button", name="Send").focus()
    page.keyboard.press("Enter")
    expect(page.locator("resumable-upload [role=status]")).to_have_text(
        "Sent as soon as all files are there."
    )
    assert not Message.objects.exists()
    go_on.focus()
    page.keyboard.press("Space")
    expect(page.locator(".message-files")).to_contain_text("Readings of May.csv")
    assert (Message.objects.count(), StoredFile.objects.count()) == (1, 1)
    page.set_input_files(
        "resumable-upload input", {"name": "none.txt", "mimeType": "text/plain", "buffer": b""}
    )
    page.get_by_label("Message to").fill("With an empty file.")
    page.get_by_role("button", name="Send").focus()
    page.keyboard.press("Enter")
    field = page.locator("resumable-upload")
    expect(field).to_have_attribute("data-waiting", re.compile("^none.txt was not taken. Remove it"))
    page.keyboard.press("Enter")  # on "Remove", where it has led
    expect(field).not_to_have_attribute("data-waiting", re.compile("."))


def test_after_a_reload_a_file_goes_on_and_a_finished_one_is_still_there(
    room: Callable[..., Page], large: Path
) -> None:
    page = room()
    block = page.route("**/uploads/*/", lambda route: route.abort())
    page.get_by_label("Files").set_input_files(large)
    expect(page.locator(".upload-said")).to_contain_text("Connection lost")
    [upload] = Upload.objects.all()
    del block
    page.unroute("**/uploads/*/")
    page.reload()
    page.get_by_label("Files").set_input_files(large)
    expect(page.locator(".upload[data-state=done]")).to_be_visible()
    assert [one.id for one in Upload.objects.all()] == [upload.id]
    page.reload()
    expect(page.locator(".upload[data-state=done]")).to_contain_text("Readings of May.csv")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".message-files")).to_contain_text("Readings of May.csv")


def test_what_is_not_taken_says_why_and_holds_the_form(room: Callable[..., Page], tmp_path: Path) -> None:
    page = room()
    for name, data in (("empty.txt", b""), ("tool.exe", b"MZ\x90" + b"\x00" * 400), ("ok.txt", b"Good.")):
        (tmp_path / name).write_bytes(data)
    page.get_by_label("Files").set_input_files(
        [tmp_path / "empty.txt", tmp_path / "tool.exe", tmp_path / "ok.txt"]
    )
    expect(page.locator(".upload[data-state=done]")).to_contain_text("ok.txt")
    expect(page.locator(".upload", has_text="empty.txt")).to_contain_text("It is empty.")
    expect(page.locator(".upload", has_text="tool.exe")).to_contain_text("not a kind of file")
    page.get_by_role("button", name="Send").click()
    for name in ("empty.txt", "tool.exe"):
        expect(page.get_by_role("button", name=f"Remove {name}")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".upload", has_text=name)).to_have_count(0)
        expect(page.get_by_label("Files")).to_be_focused()
        page.get_by_role("button", name="Send").click()
    expect(page.locator(".message-files")).to_have_text("ok.txt 5 bytes")


def test_files_on_their_way_pass_axe(room: Callable[..., Page], large: Path, tmp_path: Path) -> None:
    for scheme in ("light", "dark"):
        page = room(bypass_csp=True, color_scheme=scheme, viewport={"width": 390, "height": 900})
        (tmp_path / "tool.exe").write_bytes(b"MZ\x90" + b"\x00" * 400)
        page.get_by_label("Files").set_input_files([tmp_path / "tool.exe"])
        expect(page.locator(".upload[data-state=failed]")).to_be_visible()
        page.route("**/uploads/*/", lambda route: route.abort())
        page.get_by_label("Files").set_input_files([large])
        expect(page.locator(".upload[data-state=waiting]")).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.context.close()


def test_without_scripts_the_file_goes_with_its_form(room: Callable[..., Page], large: Path) -> None:
    page = room(java_script_enabled=False)
    page.get_by_label("Files").set_input_files(large)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".message-files")).to_contain_text("Readings of May.csv")
    assert bytes_of(StoredFile.objects.get()) == LARGE
    assert not Upload.objects.exists()
