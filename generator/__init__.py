"""Compiles specs, themes and translations into output/."""
