"""Help for authors of specs: scaffolds, the reference, schemas for editors."""
