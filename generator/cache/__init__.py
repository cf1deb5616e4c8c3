"""Caches between builds: digests, and results of one process."""
