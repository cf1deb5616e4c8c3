"""A city in a folder of its own: where its files lie, and what it requires of OnceOnly."""
