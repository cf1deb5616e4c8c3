"""Databases: addresses, connections, and transactions."""
