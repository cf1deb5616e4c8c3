"""Submissions: sending, reading and translating them."""
