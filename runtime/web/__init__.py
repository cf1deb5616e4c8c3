"""The website: requests in, pages out. It knows Flask; what is done and what is kept stands below it."""
