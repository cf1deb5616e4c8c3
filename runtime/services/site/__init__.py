"""What the generator published, and what it is called."""
