"""The build: its recipe, its parts, the manifest, publishing."""
