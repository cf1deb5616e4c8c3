"""What need not be made again: digests, and what a process remembers."""
