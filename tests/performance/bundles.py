"""The pages that ours is compared with: plain HTML, and forms that libraries draw in the browser."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests import npm
from tests.performance import drawn, plain

SOURCES = Path(__file__).with_name("browser")
_TOOL = SOURCES / "node_modules" / ".bin" / "esbuild"
_LINK = '<link rel="stylesheet" href="/page.css">'
_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Business profile</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/{name}.css"><script src="/{name}.js" defer></script></head>
<body><main id="here"></main><script type="application/json" id="form">{form}</script></body>
</html>
"""
Files = Mapping[str, bytes]


def static_pages() -> Files:
    """The forty questions as plain HTML, with its style linked and with its style inside."""
    style = (SOURCES / "plain.css").read_text("utf-8")
    page = plain.render().replace(_LINK, f'<meta name="viewport" content="width=device-width">\n{_LINK}')
    if _LINK not in page:
        raise AssertionError("The plain page links no style sheet.")
    inside = page.replace(_LINK, f"<style>{style}</style>")
    return {"page.css": style.encode(), "linked.html": page.encode(), "inline.html": inside.encode()}


def bundled_pages(folder: Path) -> Files:
    """The forty questions as SurveyJS and RJSF draw them, bundled for production; raises npm.NoNpm."""
    npm.install(SOURCES)
    forms = {"survey": drawn.for_surveyjs(), "rjsf": drawn.for_rjsf()}
    for name in forms:
        _bundle(SOURCES / f"{name}.js", folder)
    pages = {f"{name}.html": _page(name, form) for name, form in forms.items()}
    bundles = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".css", ".js")}
    return {**pages, **bundles}


def packed(files: Files) -> Files:
    """The same files, packed once as a good server would."""
    return {name: gzip.compress(content, 9, mtime=0) for name, content in files.items()}


def _page(name: str, form: drawn.Json) -> bytes:
    told = json.dumps(form, separators=(",", ":")).replace("<", "\\u003c")
    return _PAGE.format(name=name, form=told).encode()


def _bundle(entry: Path, folder: Path) -> None:
    command = [str(_TOOL), str(entry), "--bundle", "--minify", "--format=iife", f"--outdir={folder}"]
    command += ['--define:process.env.NODE_ENV="production"', "--log-level=error"]
    subprocess.run(command, cwd=SOURCES, check=True)
