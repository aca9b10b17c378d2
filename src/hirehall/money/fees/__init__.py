"""Fees as dated data: a schedule is a row, a quote is a pure function of it. Contracts freeze their quote."""
