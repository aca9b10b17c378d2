"""A living demo: a year of a real market, made through the real actions under a seeded clock.

``build.build`` makes it; ``log_ins`` says how its named people sign in and imports nothing of Django.
"""

from hirehall.wiring.demo.cast import log_ins

__all__ = ["log_ins"]
