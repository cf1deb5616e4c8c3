"""The way to a database: its address, its connections, and transactions that read or write."""
