"""Projects: a folder of specs, loaded and checked."""
