"""What PDF/UA (ISO 14289-1) asks of a printed page, as far as a machine can tell."""

from __future__ import annotations

from collections.abc import Iterator

from tests.paper.pdf import Pdf, Tag

_HEADINGS = ("/H1", "/H2", "/H3", "/H4", "/H5", "/H6")


def faults(pdf: Pdf, language: str) -> list[str]:
    """Everything that is wrong, each in a few words."""
    return [
        *_of_document(pdf, language),
        *pdf.unmarked,
        *pdf.missing,
        *_of_fonts(pdf),
        *_of_annotations(pdf),
        *_of_tags(pdf),
    ]


def _of_document(pdf: Pdf, language: str) -> Iterator[str]:
    root = pdf.file.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "the document is not marked as tagged"
    if str(root.get("/Lang")) != language:
        yield f"the language is {root.get('/Lang')}"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    metadata = root.Metadata.read_bytes().decode()
    if 'pdfuaid:part="1"' not in metadata:
        yield "the metadata do not promise PDF/UA"
    if "<dc:title>" not in metadata:
        yield "the metadata have no title"
    if "/Outlines" not in root:
        yield "there are no bookmarks"
    if any(str(page.get("/Tabs")) != "/S" for page in pdf.file.pages):
        yield "the tab order is not that of the tags"


def _of_fonts(pdf: Pdf) -> Iterator[str]:
    for font in pdf.fonts():
        descriptor = font.DescendantFonts[0].FontDescriptor
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield f"the font {font.BaseFont} is not embedded"
        if "/ToUnicode" not in font:
            yield f"the font {font.BaseFont} does not say its characters"


def _of_annotations(pdf: Pdf) -> Iterator[str]:
    tagged = sum(tag.annotations for tag in pdf.root.walk())
    annotations = list(pdf.annotations())
    if tagged != len(annotations):
        yield f"{len(annotations) - tagged} annotations have no tag"
    for annotation in annotations:
        if not str(annotation.get("/Contents", "")):
            yield "a link does not say where it leads"


def _of_tags(pdf: Pdf) -> Iterator[str]:
    level = 0
    for tag in pdf.root.walk():
        yield from _of_tag(tag)
        if tag.name in _HEADINGS:
            below = _HEADINGS.index(tag.name) + 1
            if below > level + 1:
                yield f"a heading of level {below} follows one of level {level}"
            level = below
    if not level:
        yield "there are no headings"


def _of_tag(tag: Tag) -> Iterator[str]:
    parent = tag.parent.name if tag.parent else ""
    if tag.name == "/Figure" and not str(tag.element.get("/Alt", "")):
        yield "a picture has no text in its place"
    if tag.name == "/LI" and parent != "/L":
        yield f"an item of a list lies in {parent}"
    if tag.name == "/L" and any(child.name not in ("/LI", "/Caption") for child in tag.children):
        yield "a list holds something else than items"
    if tag.name in ("/TH", "/TD") and parent != "/TR":
        yield f"a cell lies in {parent}"
    if tag.name == "/TD" and not _headers(tag):
        yield "a cell of a table has no header"


def _headers(cell: Tag) -> bool:
    return len(cell.element.get("/A", {}).get("/Headers", [])) > 0
