"""Finds and reads the files of specs, themes and translations."""
