"""What is done: each call names who acts. Nothing here knows Flask or Jinja."""
