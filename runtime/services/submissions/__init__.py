"""Submissions: sending one, reading it again, in any language."""
