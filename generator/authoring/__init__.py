"""Tools for authors of specs: scaffolds, reference, schemas for editors."""
