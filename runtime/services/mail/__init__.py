"""E-mail: writing letters, and delivering them to the city's mail server."""
