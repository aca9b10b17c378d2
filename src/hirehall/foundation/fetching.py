"""Reading an address of somebody else’s on the operator’s behalf, without being led anywhere else.

The machine that a hall runs on sees more than the internet does: other services on it, its network, the provider’s
own addresses. So an address is resolved here, every address that its name has must be a public one, and the
connection goes to the very address that was looked at. Each redirect is looked at again. Nothing is sent that tells
who asks: no cookies, no credentials. What comes is bounded in size and in time, and is never unpacked.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from http.client import HTTPConnection, HTTPException, HTTPResponse
from threading import Timer
from urllib.parse import SplitResult, urljoin, urlsplit

from hirehall.foundation import clock

LARGEST = 5_000_000
LONGEST_SECONDS = 20.0
PATIENCE = 8.0
MOST_REDIRECTS = 3
LONGEST_ADDRESS = 1_000
AGENT = "Hirehall (reads a feed that an editor of a hall has entered)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
UNCHANGED = 304
PORTS = {"http": 80, "https": 443}
EMBEDS_IPV4 = ipaddress.ip_network("64:ff9b::/96")


class Unfetched(Exception):
    """It could not be read, or must not be; the sentence says why.

    Attributes:
        status: what the server answered, where it did.
    """

    def __init__(self, sentence: str, *, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read, for how long, and which hosts may lie elsewhere than on the public internet.

    Attributes:
        hosts: ``name`` or ``name:port`` that the operator of the installation allows in its configuration.
        kinds: media types that are read.
    """

    kinds: frozenset[str]
    hosts: frozenset[str] = frozenset()
    largest: int = LARGEST
    seconds: float = LONGEST_SECONDS


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood there. ``changed`` is false where the server says that it is what was read last time."""

    address: str
    changed: bool
    body: bytes = b""
    kind: str = ""
    etag: str = ""
    modified: str = ""


def fetch(address: str, limits: Limits, *, etag: str = "", modified: str = "") -> Fetched:
    """Read an address, and where it leads, all within the time of ``limits``.

    Args:
        etag: what the server called the version that was read last.
        modified: when it said that it was changed last.
    Raises:
        Unfetched: with a sentence for the editor.
    """
    at, secure, until = address, False, clock.now() + timedelta(seconds=limits.seconds)
    for _ in range(MOST_REDIRECTS + 1):
        parts = require_address(at, limits)
        if secure and parts.scheme != "https":
            raise Unfetched("It leads from an encrypted address to one that is not.")
        secure = parts.scheme == "https"
        left = replace(limits, seconds=max((until - clock.now()).total_seconds(), 0.001))
        with _answer(parts, left, etag=etag, modified=modified) as answer:
            if answer.status in REDIRECTS:
                at = urljoin(at, answer.getheader("Location") or "")
                continue
            if answer.status == UNCHANGED and (etag or modified):
                return Fetched(at, changed=False, etag=etag, modified=modified)
            return replace(_read(answer, limits), address=at)
    raise Unfetched(f"It leads on to other addresses more than {MOST_REDIRECTS} times.")


def require_address(address: str, limits: Limits) -> SplitResult:
    """An address that may be asked at all, whatever its name resolves to.

    Raises:
        Unfetched: for another scheme, credentials, or a port that feeds are not served at.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise Unfetched("That is no web address.") from error
    if parts.scheme not in PORTS or not parts.hostname or len(address) > LONGEST_ADDRESS:
        raise Unfetched("A feed has a web address that begins with http:// or https://.")
    if not address.isascii() or any(letter <= " " for letter in address.strip()):
        raise Unfetched("The address has signs in it that an address cannot have.")
    if parts.username is not None or parts.password is not None:
        raise Unfetched("Addresses with a name or password in them are not asked.")
    if port not in (None, *PORTS.values()) and not _is_allowed(parts, limits):
        raise Unfetched("Only the usual ports of the web are asked.")
    return parts


def resolve(host: str, port: int) -> list[str]:
    """Every address that a name has."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unfetched(f"{host} cannot be found.") from error
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet: not of this machine, its network, or a group of machines."""
    try:
        ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.teredo is not None or ip.is_site_local:
            return False
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in EMBEDS_IPV4:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        ip = inner or ip
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local)


def _is_allowed(parts: SplitResult, limits: Limits) -> bool:
    host = parts.hostname or ""
    return bool({host, f"{host}:{parts.port or PORTS[parts.scheme]}"} & limits.hosts)


def _connected(parts: SplitResult, limits: Limits) -> socket.socket:
    """A connection to an address that was looked at; the name is not asked a second time."""
    port = parts.port or PORTS[parts.scheme]
    found = resolve(parts.hostname or "", port)
    if not _is_allowed(parts, limits) and not all(map(is_public, found)):
        raise Unfetched("The address leads into a private network, which is not asked.")
    if not found:
        raise Unfetched(f"{parts.hostname} cannot be found.")
    plain = socket.create_connection((found[0], port), timeout=PATIENCE)
    if parts.scheme != "https":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname)
    except BaseException:
        plain.close()
        raise


@contextmanager
def _answer(parts: SplitResult, limits: Limits, *, etag: str, modified: str) -> Iterator[HTTPResponse]:
    """The server’s answer, cut off when its time is over, however slowly it comes."""
    connection = HTTPConnection(parts.hostname or "", parts.port or PORTS[parts.scheme])
    try:
        connection.sock = _connected(parts, limits)
        watch = Timer(limits.seconds, _cut, [connection.sock])
        watch.daemon = True
        watch.start()
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", path, headers=_headers(parts, limits, etag, modified))
            with connection.getresponse() as answer:
                yield answer
        finally:
            watch.cancel()
    except Unfetched:
        raise
    except TimeoutError as error:
        raise Unfetched("It did not answer in time.") from error
    except (OSError, HTTPException, ValueError) as error:
        raise Unfetched(f"It could not be read: {type(error).__name__}.") from error
    finally:
        connection.close()


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _headers(parts: SplitResult, limits: Limits, etag: str, modified: str) -> dict[str, str]:
    told = {
        "Host": parts.netloc,
        "User-Agent": AGENT,
        "Accept": ", ".join(sorted(limits.kinds)),
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    if etag:
        told["If-None-Match"] = etag
    if modified:
        told["If-Modified-Since"] = modified
    return told


def _read(answer: HTTPResponse, limits: Limits) -> Fetched:
    if answer.status != 200:
        raise Unfetched(f"The server answered {answer.status}.", status=answer.status)
    kind = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    if kind not in limits.kinds:
        raise Unfetched(f"It is “{kind[:60] or 'of no kind'}”, which is no feed and no page.")
    if (answer.getheader("Content-Encoding") or "identity").lower() != "identity":
        raise Unfetched("It came packed though it was asked for as it is.")
    length = answer.getheader("Content-Length") or ""
    too_large = Unfetched(f"It is larger than {limits.largest // 1_000} kB.")
    if length.isdigit() and int(length) > limits.largest:
        raise too_large
    body = answer.read(limits.largest + 1)
    if len(body) > limits.largest:
        raise too_large
    if length.isdigit() and len(body) < int(length):
        raise Unfetched("It broke off before its end, or took too long.")
    return Fetched(
        "",
        changed=True,
        body=body,
        kind=kind,
        etag=_kept(answer.getheader("ETag")),
        modified=_kept(answer.getheader("Last-Modified")),
    )


def _kept(header: str | None) -> str:
    """What is sent back next time, where it can be a header at all."""
    text = header or ""
    return text if len(text) <= 200 and text.isascii() and text.isprintable() else ""
