"""A gunicorn worker that spends a thread on whole requests only, so that slow clients keep nobody waiting."""
