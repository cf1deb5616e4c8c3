"""Letters on their way through a real mail server on this computer: one that takes them, and rude ones."""
