"""Typed specs become frozen forms, in the source language or in any other."""
