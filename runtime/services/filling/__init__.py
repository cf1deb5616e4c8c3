"""Filling in a form: its state, reading a post, merging two windows, saving."""
