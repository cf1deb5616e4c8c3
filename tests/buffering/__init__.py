"""The worker that ships, under clients that are slow, large, many or rude."""
