"""Sentences for people: filled, in the right direction."""
