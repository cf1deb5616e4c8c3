"""Foggyton's invented past: 200 businesses as several agencies wrote them down over the years."""
