"""The gallery for designers: every field type in every state, in one theme."""
