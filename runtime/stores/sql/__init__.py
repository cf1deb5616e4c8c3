"""The store of record on SQL: what SQLite and other databases share."""
