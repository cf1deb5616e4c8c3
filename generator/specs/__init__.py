"""Typed specs: what a spec file may say, as models that know where each value stands."""
