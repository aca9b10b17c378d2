"""Which side am I on, and which way of working fits? Plain questions whose answers stand in the address."""

from hirehall.front.guide.answers import ALL_STEPS, MOST_STEPS, Step, step_at
from hirehall.front.guide.result import Result, result_of
from hirehall.front.guide.ways import WAYS, Advice

__all__ = ["ALL_STEPS", "MOST_STEPS", "WAYS", "Advice", "Result", "Step", "result_of", "step_at"]
