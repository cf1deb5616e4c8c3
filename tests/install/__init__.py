"""The product as people install it: from a wheel, in an environment of its own, far from the repository."""
