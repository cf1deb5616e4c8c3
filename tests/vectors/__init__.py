"""Test vectors that several implementations share, as JSON or YAML."""
