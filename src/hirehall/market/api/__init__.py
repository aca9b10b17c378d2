"""The market for programs: one router, put together from its parts."""
