"""Checks of a project: errors and advice in specs, articles, translations and themes.

Some errors are found while reading or compiling, and are reported there:

- files that are not YAML, or not safe to read (the other E1xx): ``sources.yaml``;
- keys and values that do not fit the models (E112, E301 to E305, E307, E308): ``specs``; master fields
  that do not exist (E310): ``compile.plan``;
- expressions that do not compile (E2xx): ``compile.formulas``;
- catalogues that cannot be read, and unknown languages (E401, E409): ``translate.translations``;
- a ``theme.yaml`` that cannot be read or resolved (E501 to E504, E506, E518): ``themes``;
- templates that cannot be rendered (E505): ``render``, converted by ``problems.template_problems``.

All other checks are here.
"""
