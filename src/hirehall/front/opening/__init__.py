"""The operator's wizard: a hall is prepared in steps, each of them a part of its file."""
