"""A PDF as its readers meet it: the tree of tags, and the text behind each mark."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf

_PAINTS = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "INLINE IMAGE"}
_BFCHAR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")


@dataclass
class Tag:
    """One element of the structure tree."""

    name: str
    element: pikepdf.Dictionary
    parent: Tag | None
    text: str = ""  # what is marked as its own content
    children: list[Tag] = field(default_factory=list)
    annotations: int = 0

    def walk(self) -> Iterator[Tag]:
        """This tag and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Pdf:
    """A parsed PDF."""

    def __init__(self, content: bytes) -> None:
        self.file = pikepdf.open(io.BytesIO(content))
        self.unmarked: list[str] = []  # painting operators outside of tags and artifacts
        self.missing: list[str] = []  # glyphs that no font had
        self.marks: dict[tuple[int, int], str] = {}  # page and mark → text
        for number, page in enumerate(self.file.pages):
            self._read(number, page)

    @cached_property
    def root(self) -> Tag:
        """The structure tree."""
        return self._tag(self.file.Root.StructTreeRoot.K[0], None)

    def text_in_order(self) -> str:
        """All text in the order in which assistive technology reads it."""
        return "".join(tag.text for tag in self.root.walk())

    def fonts(self) -> Iterator[pikepdf.Dictionary]:
        """Every font that a page uses."""
        for page in self.file.pages:
            yield from dict(page.Resources.get("/Font", {})).values()

    def annotations(self) -> Iterator[pikepdf.Dictionary]:
        """Every annotation of every page."""
        for page in self.file.pages:
            yield from page.get("/Annots", [])

    def _tag(self, element: pikepdf.Dictionary, parent: Tag | None) -> Tag:
        tag = Tag(str(element.S), element, parent)
        page = self._page(element)
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                tag.text += self.marks[page, int(kid)]
            elif kid.get("/Type") == "/OBJR":
                tag.annotations += 1
            else:
                tag.children.append(self._tag(kid, tag))
        return tag

    def _page(self, element: pikepdf.Dictionary) -> int:
        page = element.get("/Pg")
        numbers = {page.objgen: number for number, page in enumerate(self.file.pages)}
        return numbers[page.objgen] if page is not None else -1

    def _read(self, number: int, page: pikepdf.Page) -> None:
        maps = {name: characters_of(font) for name, font in dict(page.Resources.get("/Font", {})).items()}
        open_marks: list[int | None] = []
        characters: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(page):
            sign = str(operator)
            if sign in ("BDC", "BMC"):
                properties = operands[1] if len(operands) > 1 else {}
                mark = int(properties["/MCID"]) if "/MCID" in properties else None
                open_marks.append(mark)
                if mark is not None:
                    self.marks.setdefault((number, mark), "")
            elif sign == "EMC":
                open_marks.pop()
            elif sign == "Tf":
                characters = maps[str(operands[0])]
            elif sign in _PAINTS:
                if not open_marks:
                    self.unmarked.append(f"page {number + 1}: {sign}")
                if sign in ("Tj", "TJ"):
                    self._show(number, open_marks, operands[0], characters)

    def _show(
        self, number: int, open_marks: list[int | None], shown: object, characters: dict[int, str]
    ) -> None:
        strings = [shown] if isinstance(shown, pikepdf.String) else list(shown)  # type: ignore[call-overload]
        codes = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
        for place in range(0, len(codes), 2):
            code = int.from_bytes(codes[place : place + 2])
            if code == 0 or code not in characters:
                self.missing.append(f"page {number + 1}: glyph {code}")
            elif open_marks and open_marks[-1] is not None:
                self.marks[number, open_marks[-1]] += characters[code]


def characters_of(font: pikepdf.Dictionary) -> dict[int, str]:
    """The characters that a font says its shapes stand for."""
    if "/ToUnicode" not in font:
        return {}
    table = font.ToUnicode.read_bytes()
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _BFCHAR.findall(table)
    }
