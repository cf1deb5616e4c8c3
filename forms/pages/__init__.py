"""The template values of a request, as typed declarations: the runtime fills them, the build checks them.

Every page has a TypedDict here, and so has every entry of its lists. `forms.pages.contexts` says which
template is given which of them.
"""
