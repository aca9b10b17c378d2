"""Keys are UUIDv7, made by the application: sortable by time, no round trip, safe to merge (RFC 9562)."""

from __future__ import annotations

import secrets
import threading
from datetime import datetime
from uuid import UUID

from hirehall.foundation import clock

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A new UUIDv7: 48 bits of Unix milliseconds, 12 bits of counter in the millisecond, 62 random bits.

    Ids made by one process in one millisecond keep their order (RFC 9562 section 6.2, method 1).
    """
    global _last
    milliseconds = int(clock.now().timestamp() * 1000)
    with _lock:
        ticket = milliseconds << 12 | secrets.randbits(8)
        if _last >> 12 == milliseconds and ticket <= _last:
            ticket = _last + 1
        _last = ticket
    milliseconds, counter = ticket >> 12, ticket & 0xFFF
    return UUID(int=milliseconds << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | secrets.randbits(62))


def first_id_at(when: datetime) -> UUID:
    """The least id that can have been made at an instant or later."""
    return UUID(int=int(when.timestamp() * 1000) << 80)
