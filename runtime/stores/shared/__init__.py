"""What all stores share, whatever they write to."""
