"""How much one page may send: what the server takes, and so what a form may promise."""

LARGEST_POST = 32 * 1024 * 1024
"""The most bytes of one post, files included."""

LARGEST_TEXT_POST = 512 * 1024
"""The most bytes of what is typed on one page."""

MOST_MB = (LARGEST_POST - LARGEST_TEXT_POST) // 1_000_000
"""The most megabytes of files that one page may ask for, when all of them are as large as they may be."""
