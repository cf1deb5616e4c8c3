"""The preview: a site that follows every saved file, with a sandbox that shows what submissions write."""
