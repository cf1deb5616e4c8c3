"""The format version of `output/`, which the generator writes and the runtime requires."""

FORMAT = 6

MANIFEST = "manifest.json"
"""In each edition: what was built."""

EDITIONS = "editions"
"""The folder of all editions; each is named after the digest of its manifest."""

CURRENT = "current"
"""The symbolic link to the newest edition."""

ASSETS = "assets"
"""The folder of what pages load: one for all editions, because names change with contents."""
