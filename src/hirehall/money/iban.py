"""Bank account numbers: the checksum of ISO 13616 (97 - ISO 7064) and the length that each country uses."""

from __future__ import annotations

LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BR": 29, "CH": 21, "CR": 22,
    "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22,
    "GI": 23, "GL": 18, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "LI": 21, "LT": 20,
    "LU": 20, "LV": 21, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25,
    "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TR": 26, "UA": 29, "VA": 22, "XK": 20,
}  # fmt: skip


def compact(text: str) -> str:
    """The number as banks write it to each other: no spaces, capitals."""
    return "".join(text.split()).replace("-", "").upper()


def grouped(number: str) -> str:
    """The number as people read it: in groups of four."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def problem(number: str) -> str | None:
    """What is wrong with a compact number, as a sentence for the person who typed it; None when it is well formed.

    A well-formed number may still belong to no account: only the bank knows.
    """
    country = number[:2]
    if country not in LENGTHS:
        return "An IBAN starts with a country, as in DE or FR; this one does not."
    if not number.isascii() or not number.isalnum() or len(number) != LENGTHS[country]:
        return f"An IBAN of {country} has {LENGTHS[country]} letters and digits; this has {len(number)}."
    if not number[2:4].isdigit() or _remainder(number) != 1:
        return "The check digits do not fit: a digit is wrong or two are swapped. Compare it with your bank card."
    return None


def _remainder(number: str) -> int:
    turned = number[4:] + number[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97
