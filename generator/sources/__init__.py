"""Where specs, themes and translations lie, and how their files are read."""
