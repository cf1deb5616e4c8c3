"""Identity: accounts, sign-in links and sessions."""

from __future__ import annotations

from runtime.dataset.engine.database import Database
from runtime.dataset.identity.accounts import Accounts
from runtime.dataset.identity.sessions import Sessions
from runtime.dataset.identity.sign_in import SignIns


class Identity(Accounts, SignIns, Sessions):
    """The repository of identity, composed of its parts."""

    def __init__(self, database: Database) -> None:
        self._database = database
