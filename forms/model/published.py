"""The format version of `output/`, which the generator writes and the runtime requires."""

FORMAT = 5
