"""Help for who writes specs: scaffolds, the reference, schemas for editors."""
