"""Hirehall: a self-hosted freelancing and outsourcing marketplace."""

__version__ = "0.1.0"
