"""The number of the shape of `output/`: the generator writes it there, and the runtime reads no other."""

FORMAT = 5
