"""Letters: how they are written as e-mail, and how they are handed over to the city's mail server."""
