"""What every page shares: sessions, access to routes, forged posts, headers, templates, errors."""
