"""Work in the background: letters are delivered, and what nobody needs any more is cleared."""
