"""Names in curly brackets: each must be one that its page is given, as `forms.pages` declares it.

A page is read as a request would read it, value by value. What nobody can know ends the check silently.
"""
