"""The demo's invented past: 200 businesses in the registers of several agencies."""
