"""Text and language: clean text, formats, direction, messages."""
