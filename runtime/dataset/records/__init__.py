"""What the dataset keeps, as plain values, one module a subject; and what it may refuse.

All times are timezone-aware UTC. All identifiers are random text made by the dataset, except fact versions
and other numbers, which rise.
"""
