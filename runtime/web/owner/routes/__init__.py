"""All routes of the site: each reads the request, calls one service, and chooses the response."""
