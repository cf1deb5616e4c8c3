"""Output and a store in, answers and a central dataset out."""
