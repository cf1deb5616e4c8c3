"""Specs in, output/ out."""
