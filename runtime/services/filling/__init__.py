"""Filling in a form: form state, reading a post, merging two windows, saving."""
