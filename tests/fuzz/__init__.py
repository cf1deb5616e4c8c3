"""Differential fuzzing: random input on which two implementations must agree."""
