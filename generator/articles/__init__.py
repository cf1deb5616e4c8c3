"""Articles: Markdown that agencies write beside their forms."""
