"""Tests of what only composite field types can do."""
