"""The central dataset: all its repositories over one database."""

from __future__ import annotations

from runtime.dataset.audit import Audit
from runtime.dataset.cases import Cases
from runtime.dataset.drafts import Drafts
from runtime.dataset.engine.database import Database
from runtime.dataset.facts import Facts, LatestFacts
from runtime.dataset.files import FileStorage
from runtime.dataset.identity import Identity
from runtime.dataset.jobs import Jobs
from runtime.dataset.outbox import Outbox
from runtime.dataset.parties import Parties
from runtime.dataset.submissions import Submissions
from runtime.dataset.uploads import LooseFiles, Uploads
from runtime.dataset.usage import Usage


class Dataset:
    """All repositories of a dataset. Every repository method is one committed transaction."""

    def __init__(self, database: Database, storage: FileStorage, *, prefix: str) -> None:
        latest, loose = LatestFacts(), LooseFiles(database, storage)
        self.identity = Identity(database)
        self.parties = Parties(database)
        self.facts = Facts(database, latest)
        self.drafts = Drafts(database, latest, loose)
        self.submissions = Submissions(database, prefix, loose)
        self.cases = Cases(database)
        self.files = Uploads(database, storage, loose)
        self.outbox = Outbox(database)
        self.jobs = Jobs(database)
        self.audit = Audit(database)
        self.usage = Usage(database)
        self._database = database

    def close(self) -> None:
        """Close connections and files."""
        self._database.close()
