"""A gunicorn worker that takes in whole requests before a thread is spent on them: slow clients cost nothing."""
