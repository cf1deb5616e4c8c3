"""The promises of every store, checked on all of them."""
