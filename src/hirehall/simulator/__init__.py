"""A market of simulated clients and freelancers that tries the formulas in force against others.

The arm called ``ours`` imports ``hirehall.formulas``; nothing of it is copied here.
What the simulator assumes stands in ``settings.toml``.
"""
