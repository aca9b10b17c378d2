"""The gallery’s operations for programs, by what they are about."""
