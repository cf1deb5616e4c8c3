"""The preview: a site that follows every saved file, and a file that shows what submissions would write."""
