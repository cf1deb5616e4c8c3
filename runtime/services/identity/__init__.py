"""Accounts: signing in, sessions, the businesses and locations acted for."""
