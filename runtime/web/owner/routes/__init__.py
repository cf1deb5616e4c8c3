"""All addresses of the site: a route reads the request, calls one function, chooses the response."""
