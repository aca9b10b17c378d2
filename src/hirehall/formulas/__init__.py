"""The formulas of reputation and ranking, version 1: pure functions of arrays.

Nothing here knows a table, a request or the time. Every constant stands in ``constants.toml``;
another set of constants is another version.
"""
