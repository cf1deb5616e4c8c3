"""The website: Flask routes and pages over `runtime.services`."""
