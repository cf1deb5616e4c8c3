"""What a theme is, what it may not do, and its files."""
