"""Compiles typed specs into forms, in the source language or another one."""
