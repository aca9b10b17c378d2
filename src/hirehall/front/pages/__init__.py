"""Screens made of many modules. They parse, ask queries, call one action, and render."""
