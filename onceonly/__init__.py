"""The command line: the only place that sees both generator and runtime."""
