"""A server of somebody else’s, on this machine, which answers what a test lays down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Elsewhere:
    """What it answers at each path, what it was asked, and a word to let a slow answer go."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    go: Event = field(default_factory=Event)

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def says(
        self, path: str, body: str | bytes, kind: str = "application/rss+xml", *, status: int = 200, **headers: str
    ) -> str:  # fmt: skip
        """Let it answer this there; answers the address."""
        content = body.encode() if isinstance(body, str) else body

        def answer(handler: BaseHTTPRequestHandler) -> None:
            etag = headers.get("ETag")
            unchanged = etag is not None and handler.headers.get("If-None-Match") == etag
            handler.send_response(304 if unchanged else status)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            told = {"Content-Type": kind, "Content-Length": str(len(content)), **named}
            for name, value in told.items():
                handler.send_header(name, value)
            handler.end_headers()
            if not unchanged:
                handler.wfile.write(content)

        self.answers[path] = answer
        return self.at(path)


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """The server while a test runs."""
    there = Elsewhere()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked.append(dict(self.headers.items()))
            found = there.answers.get(self.path)
            if found is None:
                self.send_error(404)
                return
            found(self)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    there.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield there
    finally:
        there.go.set()
        server.shutdown()
        server.server_close()
