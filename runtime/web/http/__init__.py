"""What all pages share: sessions, access to routes, CSRF protection, headers, templates, errors."""
