"""Speed, size and memory, measured in ratios: `make bench`."""
