"""What every test may use. Time moves by ``clock.at`` and ``clock.later``; nothing sleeps."""
