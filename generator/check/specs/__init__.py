"""Checks of a city, its data dictionary and its forms."""
