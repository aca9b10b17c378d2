"""What papers can be issued."""
