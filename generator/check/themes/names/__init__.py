"""Checks names in curly brackets: each must be declared for its page in `forms.pages`.

A page is evaluated with types instead of values. Expressions of unknown type are not checked.
"""
