"""Values that people type, unlike anything else: wherever one turns up, something has let it out."""
