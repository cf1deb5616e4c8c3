"""The field types: one folder each."""
