"""A hall's whole configuration as one TOML file: written, read, compared, applied."""

from hirehall.front.hall_file.applying import applied, fault_of
from hirehall.front.hall_file.change import Change
from hirehall.front.hall_file.comparing import Plan, plan_of
from hirehall.front.hall_file.reading import HallFile, read
from hirehall.front.hall_file.writing import as_file, configuration_of

__all__ = [
    "Change",
    "HallFile",
    "Plan",
    "applied",
    "as_file",
    "configuration_of",
    "fault_of",
    "plan_of",
    "read",
]
