"""The command line: the only package that imports both generator and runtime."""
