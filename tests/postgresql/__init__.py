"""A PostgreSQL server for tests: found, or installed, and started by each run for itself."""
