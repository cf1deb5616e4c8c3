"""Limits of one post, which the server enforces and forms must stay within."""

LARGEST_POST = 32 * 1024 * 1024
"""The most bytes of one post, files included."""

LARGEST_TEXT_POST = 512 * 1024
"""The most bytes of what is typed on one page."""

MOST_TEXTS = 30_000
"""The most values of one post: a list of a hundred rows with ten columns of five parts has 5,000."""

MOST_MB = (LARGEST_POST - LARGEST_TEXT_POST) // 1_000_000
"""The most megabytes of files that one page may ask for, when all of them are as large as they may be."""
