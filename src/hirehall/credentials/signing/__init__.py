"""Signing and checking credentials: pure functions over JSON and keys, with no table and no network.

A credential is signed twice over the same words: with a Data Integrity proof inside (``eddsa-rdfc-2022``), and as a
``vc+jwt``. Contexts are files beside this package; one that is not there is never fetched.
"""
