"""Articles: Markdown files that agencies write beside their forms."""
