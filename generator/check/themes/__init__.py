"""The faults of a theme: in its files, tokens, colours, style sheets and templates, and in finished pages."""
