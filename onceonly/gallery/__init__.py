"""The gallery: every kind of question in every state, in one theme, for designers."""
