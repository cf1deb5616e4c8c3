"""What is left after a process was killed in the middle of its work."""
