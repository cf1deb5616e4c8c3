"""The quick reader of catalogues says what polib says, or leaves the catalogue to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.i18n.catalogues import UnreadableCatalogue, entries_in, read_catalogue
from generator.i18n.usual_po import Block, blocks_of

ROOT = Path(__file__).parents[3]
HEADER = '#  Translations: Español\nmsgid ""\nmsgstr ""\n"Language: es\\n"\n\n'
FEE = '#. Title\n#: a.yaml\nmsgctxt "a.title"\nmsgid "Fee"\nmsgstr "Tarifa"\n\n'
SEATS = 'msgid "{n} seat"\nmsgid_plural "{n} seats"\nmsgstr[0] "{n} asiento"\nmsgstr[1] "{n} asientos"\n'

# Lines of which catalogues are made, so that many drafts are nearly right.
LINES = [
    *HEADER.splitlines(),
    *FEE.splitlines(),
    *SEATS.splitlines(),
    "#, fuzzy",
    "#, python-format, fuzzy",
    "#,",
    "#",
    "# said by hand",
    '#~ msgid "Old"',
    '#~ msgstr "Viejo"',
    '#| msgid "Former"',
    '"more\\tand \\\\ and \\" and \\q"',
    '"a" "b"',
    'msgstr[2] "x"',
    'msgid ""',
    '  msgid "far in"',
    "",
    "",
]


def by_polib(path: Path) -> list[Block]:
    return [Block(e.line, e.context, e.text, e.plural, e.said, e.stale) for e in entries_in(path)]


@pytest.mark.parametrize("path", sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po")), ids=lambda p: p.parts[-3])
def test_all_our_catalogues_are_read_quickly_and_alike(path: Path) -> None:
    assert blocks_of(path.read_text("utf-8")) == by_polib(path)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(LINES), st.sampled_from([FEE.strip(), SEATS.strip()])), max_size=14)
)
def test_what_is_read_quickly_is_what_polib_reads(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "drafted.po"
    content = HEADER + "\n".join(lines) + "\n"
    path.write_text(content, encoding="utf-8")
    found = blocks_of(content)
    assert found is None or found == by_polib(path)


@pytest.mark.parametrize(
    "odd",
    [
        '#| msgid "Former"\nmsgid "Fee"\nmsgstr "Tarifa"\n',
        'msgid "Fee"\r\nmsgstr "Tarifa"\r\n',
        'msgid "Fee"\nmsgstr[1] "b"\nmsgstr[0] "a"\n',
        'msgid "Fee"\nmsgstr "Tarifa"',
        'msgid ""\nmsgstr "second header"\n',
    ],
)
def test_a_catalogue_of_another_shape_is_left_to_polib(odd: str) -> None:
    assert blocks_of(HEADER + odd) is None


def test_every_part_of_a_usual_entry_is_read() -> None:
    assert blocks_of(HEADER + FEE + "#, fuzzy\n" + SEATS + '\n#~ msgid "Old"\n#~ msgstr "Viejo"\n') == [
        Block(10, "a.title", "Fee", "", ("Tarifa",), fuzzy=False),
        Block(15, "", "{n} seat", "{n} seats", ("{n} asiento", "{n} asientos"), fuzzy=True),
    ]


def test_a_file_that_is_not_utf_8_is_still_refused(tmp_path: Path) -> None:
    (tmp_path / "forms.po").write_bytes(HEADER.encode() + b'msgid "Fee"\nmsgstr "Tarif\xe9"\n')
    with pytest.raises(UnreadableCatalogue, match="not written in UTF-8"):
        read_catalogue(tmp_path / "forms.po")
