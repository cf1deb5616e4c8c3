"""What a theme is, and how it is used: its tokens, its assets, and the bundle that pages are made with.

Its faults are found in ``generator.check.themes``, but for those that keep it from being read.
"""
