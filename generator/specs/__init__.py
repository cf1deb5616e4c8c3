"""Typed specs: the models of spec files."""
