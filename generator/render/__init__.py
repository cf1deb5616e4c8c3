"""Stage one of rendering: makes request templates from specs, translations and themes."""
