"""Measurements. Each prints ratios against a peer in the same run, because machines are noisy and differ.

Run one with ``python -m bench.pages`` (or ``make bench`` for all); nothing here is part of the tests.
"""
