"""Checks of themes: files, tokens, colours, style sheets, templates, and finished pages."""
