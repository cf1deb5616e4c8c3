"""What must be true of the demo city itself."""
