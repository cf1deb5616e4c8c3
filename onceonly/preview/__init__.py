"""The preview: a site that is rebuilt after every change, and a file with what submissions would write."""
