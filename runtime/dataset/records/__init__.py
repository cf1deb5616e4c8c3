"""Records of the dataset as plain values, one module per subject, and its errors.

All times are timezone-aware UTC. All identifiers are random text made by the dataset, except fact versions
and other numbers, which rise.
"""
