"""Who is shown to whom, in what order and why: the people for a brief, and how often each was shown."""
