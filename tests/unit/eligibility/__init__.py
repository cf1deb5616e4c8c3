"""Tests of who may apply."""
