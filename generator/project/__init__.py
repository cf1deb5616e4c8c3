"""A folder of specs, found, loaded and checked: one project."""
