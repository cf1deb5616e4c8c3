"""Checks of translations, in catalogues and in imported workbooks."""
