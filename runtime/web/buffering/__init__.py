"""A gunicorn worker that gives threads complete requests only, so that slow clients block nobody."""
