"""An address of somebody else’s is read, and nobody is led by it to where they should not be."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from hirehall.foundation import fetching
from hirehall.foundation.fetching import Limits, Unfetched, fetch, is_public
from tests.makers.elsewhere import Elsewhere, elsewhere

KINDS = frozenset({"application/rss+xml", "text/html"})


@pytest.fixture
def there() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        yield found


def allowed(there: Elsewhere, **more: float) -> Limits:
    return Limits(kinds=KINDS, hosts=frozenset({there.host}), **more)  # type: ignore[arg-type]


def why(address: str, limits: Limits) -> str:
    with pytest.raises(Unfetched) as refused:
        fetch(address, limits)
    return str(refused.value)


def test_it_is_read_once_and_then_only_asked_whether_it_has_changed(there: Elsewhere) -> None:
    address = there.says("/feed", "<rss/>", ETag='"one"')
    found = fetch(address, allowed(there))
    assert (found.body, found.kind, found.etag) == (b"<rss/>", "application/rss+xml", '"one"')
    assert not fetch(address, allowed(there), etag=found.etag).changed
    assert {"Cookie", "Authorization"} & set(there.asked[0]) == set()


PRIVATE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:5ef5:79fb:0:0:0:1",
    "nobody",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_the_public_internet(address: str) -> None:
    assert not is_public(address)


def test_public_addresses_are_public() -> None:
    assert all(
        map(is_public, ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"))
    )


ADDRESSES = (
    "file:///etc/passwd", "ftp://example.com/x", "gopher://example.com/", "//example.com/", "http://", "nothing",
    "http://who:what@example.com/", "http://who@example.com/", "https://example.com:22/", "http://example.com:99999/",
    "http://exa mple.com/", "http://example.com/\r\nX-More: 1", "http://[::1/",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_address_of_a_feed_is_not_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "resolve", lambda *_: pytest.fail("it was looked up"))
    assert why(address, Limits(kinds=KINDS))


def test_a_name_that_leads_into_a_private_network_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was asked"))
    for found in (["10.0.0.7"], ["93.184.216.34", "127.0.0.1"], ["::1"]):
        monkeypatch.setattr(fetching, "resolve", lambda *_, found=found: found)
        assert "private network" in why("https://feeds.example/", Limits(kinds=KINDS))
    for literal in (
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
    ):
        monkeypatch.undo()
        monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was asked"))
        assert why(literal, Limits(kinds=KINDS))


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes between the look and the connection changes nothing: it is asked once."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["93.184.216.34"] if len(asked) == 1 else ["127.0.0.1"]

    def connect(address: tuple[str, int], **_: object) -> socket.socket:
        assert address[0] == "93.184.216.34"
        raise ConnectionRefusedError

    monkeypatch.setattr(fetching, "resolve", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert "ConnectionRefused" in why("http://feeds.example/", Limits(kinds=KINDS))
    assert asked == ["feeds.example"]


def test_a_redirect_is_looked_at_again(there: Elsewhere) -> None:
    there.says("/kept", "secret", "text/html")
    to_itself = f"http://localhost:{there.port}/kept"
    for target, said in (
        (to_itself, "usual ports"),
        ("http://127.0.0.1/", "private network"),
        ("http://169.254.169.254/latest/meta-data/", "private network"),
        ("file:///etc/passwd", "begins with http"),
        (there.at("/round"), "leads on to other addresses"),
    ):
        there.says("/round", "", status=302, Location=target)
        assert said in why(there.at("/round"), allowed(there))
    there.says("/round", "", status=301, Location="/kept")
    assert fetch(there.at("/round"), allowed(there)).body == b"secret"


def test_what_is_too_large_packed_or_of_another_kind_is_not_read(there: Elsewhere) -> None:
    assert "larger than 5000 kB" in why(
        there.says("/long", "", Content_Length=str(50_000_000)), allowed(there)
    )

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 10_000)

    there.answers["/endless"] = endless
    assert "larger than 50 kB" in why(there.at("/endless"), allowed(there, largest=50_000))
    assert "packed" in why(there.says("/packed", b"\x1f\x8b", Content_Encoding="gzip"), allowed(there))
    assert "no feed" in why(there.says("/film", b"", "video/mp4"), allowed(there))
    assert "answered 500" in why(there.says("/broken", b"", status=500), allowed(there))


@pytest.mark.parametrize("when", ["before its head", "in its body"])
def test_what_comes_too_slowly_is_cut_off(there: Elsewhere, when: str) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        if when == "in its body":
            handler.send_response(200)
            handler.send_header("Content-Type", "text/html")
            handler.send_header("Content-Length", "1000")
            handler.end_headers()
            handler.wfile.write(b"a little")
            handler.wfile.flush()
        there.go.wait(20)

    there.answers["/slow"] = slow
    assert why(there.at("/slow"), allowed(there, seconds=0.2))
