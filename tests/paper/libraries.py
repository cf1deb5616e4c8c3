"""Find the system's libraries for PDFs, or install them from Debian's packages.

Run as ``python -m tests.paper.libraries`` before the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from runtime.services.pdf import CannotPrint, PdfPrinter
from runtime.services.pdf.exit_codes import MISSING, PACKAGES


def prints() -> bool:
    """Whether a page becomes a PDF here."""
    try:
        PdfPrinter(seconds=120).render('<html lang="en"><title>Sample</title><p>Sample</p></html>')
    except CannotPrint as reason:
        print(reason)
        return False
    return True


def main() -> int:
    """Make sure that PDFs can be made; say what was done."""
    if prints() or (_from_debian() and prints()):
        print("PDFs can be made here.")
        return 0
    print(MISSING)
    return 1


def _from_debian() -> bool:
    apt = shutil.which("apt-get")
    if apt is None:
        return False
    root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    print("Installing what PDFs need from the system's packages (once)")
    subprocess.run([*root, apt, "update", "-qq"], check=False)
    return subprocess.run([*root, apt, "install", "-y", "-qq", *PACKAGES], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
