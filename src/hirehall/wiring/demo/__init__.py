"""A living demo: a year of a real market, made through the real actions under a seeded clock."""

from hirehall.wiring.demo.build import Built, build, is_empty

__all__ = ["Built", "build", "is_empty"]
