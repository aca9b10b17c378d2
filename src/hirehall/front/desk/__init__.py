"""The operator's desk: everything can be read, little can be changed, and every visit is recorded."""
