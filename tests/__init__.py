"""The tests, by what they need: nothing, a store, a browser."""
