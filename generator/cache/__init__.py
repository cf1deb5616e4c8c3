"""What is kept from build to build: digests, and the cache of one process."""
