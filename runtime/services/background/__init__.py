"""Background work: delivering letters and clearing expired rows and files."""
