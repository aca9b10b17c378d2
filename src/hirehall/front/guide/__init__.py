"""Which side am I on? Eight plain questions whose answers stand in the address, and what follows from them."""

from hirehall.front.guide.answers import MOST_STEPS, Step, step_at
from hirehall.front.guide.result import Result, result_of

__all__ = ["MOST_STEPS", "Result", "Step", "result_of", "step_at"]
