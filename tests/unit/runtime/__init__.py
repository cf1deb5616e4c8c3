"""The runtime's parts by themselves."""
