"""Bitstring status lists: one bit for each credential, so that asking for one tells nobody which."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable

from hirehall.credentials.signing.keys import Unreadable
from hirehall.credentials.signing.tokens import base64url, unbase64

LENGTH = 131_072  # bits; the least that the standard allows, so that one is lost among many
LONGEST_BYTES = 1_048_576


def encode(places: Iterable[int], length: int = LENGTH) -> str:
    """Multibase base64url of the gzipped bits; the first bit is the leftmost one."""
    bits = bytearray(length // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> (place % 8)
    return "u" + base64url(gzip.compress(bytes(bits), mtime=0))


def is_set(encoded: str, place: int) -> bool:
    """Whether a bit is set in an encoded list.

    Raises:
        Unreadable: when the list is none, too long, or does not reach so far.
    """
    if not encoded.startswith("u"):
        raise Unreadable("The status list is not written in base64url.")
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(unbase64(encoded[1:]))) as packed:
            bits = packed.read(LONGEST_BYTES + 1)
    except (OSError, EOFError) as error:
        raise Unreadable("The status list cannot be unpacked.") from error
    if len(bits) > LONGEST_BYTES or not 0 <= place < len(bits) * 8:
        raise Unreadable("The status list has no such place.")
    return bool(bits[place // 8] & (0x80 >> (place % 8)))
