"""Themes: tokens, assets, and the bundle that pages are made with.

Checks are in ``generator.check.themes``, except for errors that prevent reading a theme.
"""
