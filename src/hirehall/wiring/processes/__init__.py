"""The processes of one installation: the supervisor and its children (pages, background jobs, live events)."""
