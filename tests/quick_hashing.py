"""Passwords in tests are kept by the same algorithm as anywhere, at its least cost: a test proves no cost of cracking.

What an installation uses is proven in ``tests/people/test_login.py``.
"""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    time_cost = 1
    memory_cost = 8
    parallelism = 1
