"""What is kept: the central dataset and the files that came with its answers."""
