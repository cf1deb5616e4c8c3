"""The throw-away sandbox: a store that a spec author reads in a text editor."""
