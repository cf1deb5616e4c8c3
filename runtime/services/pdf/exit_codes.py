"""The exit codes of a printing process without a PDF, and their messages to operators."""

from __future__ import annotations

NO_LIBRARIES = 3
TOO_LARGE = 4

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
MISSING = (
    "Making PDFs needs the library Pango of the system. On Debian or Ubuntu: "
    f"apt-get install {' '.join(PACKAGES)}"
)

REASONS = {
    NO_LIBRARIES: MISSING,
    TOO_LARGE: "The page needs more memory than printing may take.",
}
