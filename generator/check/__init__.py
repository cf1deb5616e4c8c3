"""What must hold before a form may be built: all checks of a form, a dictionary and a city."""
