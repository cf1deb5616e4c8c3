"""The whole store on SQL, put together from its parts."""

from __future__ import annotations

from runtime.stores.shared.uploads import UploadFolder
from runtime.stores.sql.cases import Cases
from runtime.stores.sql.clearing import Clearing
from runtime.stores.sql.database import Database
from runtime.stores.sql.drafts import Drafts
from runtime.stores.sql.facts import CurrentFacts, Facts
from runtime.stores.sql.jobs import Jobs
from runtime.stores.sql.papers import Papers
from runtime.stores.sql.people import People
from runtime.stores.sql.sessions import Sessions
from runtime.stores.sql.sign_in import SignIns
from runtime.stores.sql.submissions import Submissions
from runtime.stores.sql.uploads import LooseFiles, Uploads


class SqlStore(People, SignIns, Sessions, Facts, Drafts, Submissions, Cases, Uploads, Papers, Jobs, Clearing):
    """A `runtime.stores.base.Store`: each part keeps its own promises over one database."""

    def __init__(self, database: Database, files: UploadFolder, *, prefix: str) -> None:
        current, loose = CurrentFacts(), LooseFiles(database, files)
        People.__init__(self, database)
        SignIns.__init__(self, database)
        Sessions.__init__(self, database)
        Facts.__init__(self, database, current)
        Drafts.__init__(self, database, current, loose)
        Submissions.__init__(self, database, prefix, loose)
        Cases.__init__(self, database)
        Uploads.__init__(self, database, files, loose)
        Papers.__init__(self, database)
        Jobs.__init__(self, database)
        Clearing.__init__(self, database)

    def close(self) -> None:
        """See `Store`."""
        self._database.close()
