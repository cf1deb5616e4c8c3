"""The model of a form: pages, questions, route and outcomes."""
