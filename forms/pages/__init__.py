"""What templates are given on request: one typed declaration, which the runtime fills and the build checks.

Every page has a TypedDict here, and so has every entry of its lists. `forms.pages.contexts` says which
template is given which of them.
"""
