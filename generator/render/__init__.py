"""Stage one of rendering: spec text, translations and themes become request templates."""
