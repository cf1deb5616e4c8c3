"""Reading and updating .po files."""

from __future__ import annotations

import contextlib
import gettext
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.translate.catalogues import Entry, UnreadableCatalogue, machine_object, read_catalogue
from generator.translate.plurals import Plurals
from generator.translate.status import progress
from generator.translate.update import Changes, template, update_catalogue
from generator.translate.wording import Wording

HEADER = (
    'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
)
SEATS = Wording("Number of seats", context="food.fields.seats.label", places=("health/food.yaml",))


def po(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "forms.po"
    path.write_text(HEADER + body, encoding="utf-8")
    return path


def translated(path: Path, text: str, said: str) -> None:
    """What a translator does: put words between the quotes behind a text."""
    content = path.read_text("utf-8")
    assert f'msgid "{text}"\nmsgstr ""' in content
    path.write_text(
        content.replace(f'msgid "{text}"\nmsgstr ""', f'msgid "{text}"\nmsgstr "{said}"'), "utf-8"
    )


def test_an_absent_catalogue_is_an_empty_one(tmp_path: Path) -> None:
    assert read_catalogue(tmp_path / "forms.po").entries == {}


def test_an_entry_is_found_by_context_and_text(tmp_path: Path) -> None:
    path = po(tmp_path, 'msgctxt "a.title"\nmsgid "Fee"\nmsgstr "Tarifa"\n')
    catalogue = read_catalogue(path)
    assert catalogue.translation("a.title", "Fee") == "Tarifa"
    assert catalogue.translation("b.title", "Fee") == ""
    assert catalogue.entries["a.title", "Fee"].line == 8  # where its translation stands


def test_every_part_of_an_entry_is_read_and_obsolete_ones_are_left_out(tmp_path: Path) -> None:
    body = """#. Title
#: a.yaml
#, python-format, fuzzy
msgctxt "a.seats"
msgid "{n} seat"
msgid_plural "{n} seats"
msgstr[0] "{n} asiento"
msgstr[1] "{n} "
"\\"asientos\\"\\n"

#~ msgid "Old"
#~ msgstr "Viejo"
"""
    said = ("{n} asiento", '{n} "asientos"\n')
    entry = Entry("{n} seat", said, "{n} seats", "a.seats", stale=True, line=12)
    assert list(read_catalogue(po(tmp_path, body)).entries.values()) == [entry]


@pytest.mark.parametrize("blank", ["   ", "\u00a0", "\u200b", "\u200c \u2003", "\u3164", "\u2800", "\u0301"])
def test_a_translation_that_shows_nothing_is_none(tmp_path: Path, blank: str) -> None:
    catalogue = read_catalogue(po(tmp_path, f'msgctxt "a.title"\nmsgid "Fee"\nmsgstr "{blank}"\n'))
    assert catalogue.entries["a.title", "Fee"].said == ("",)
    (area,) = progress("es", catalogue, [Wording("Fee", context="a.title")])
    assert [wording.text for wording in area.missing] == ["Fee"]


@pytest.mark.parametrize("sign", ["A", "7", "—", "→", "字", "ا", "👍"])
def test_one_sign_is_a_translation(tmp_path: Path, sign: str) -> None:
    catalogue = read_catalogue(po(tmp_path, f'msgctxt "a.title"\nmsgid "Fee"\nmsgstr " {sign}"\n'))
    assert catalogue.translation("a.title", "Fee") == f" {sign}"


def test_an_entry_in_an_unusual_shape_is_pointed_at_where_it_is_translated_too(tmp_path: Path) -> None:
    path = po(tmp_path, '# note\n\nmsgctxt "a.title"\nmsgid ""\n "Fee"\n msgstr ""\n"Tarifa"\n')
    entry = read_catalogue(path).entries["a.title", "Fee"]
    assert path.read_text("utf-8").split("\n")[entry.line - 1] == ' msgstr ""'


def test_a_fuzzy_entry_is_stale_and_never_said(tmp_path: Path) -> None:
    path = po(tmp_path, '#, fuzzy\nmsgctxt "a.title"\nmsgid "Fee"\nmsgstr "Tarifa"\n')
    assert read_catalogue(path).translation("a.title", "Fee") == ""
    assert read_catalogue(path).entries["a.title", "Fee"].stale


def test_an_entry_that_lacks_a_plural_form_is_never_said(tmp_path: Path) -> None:
    path = po(tmp_path, 'msgid "one"\nmsgid_plural "many"\nmsgstr[0] "uno"\nmsgstr[1] ""\n')
    assert not read_catalogue(path).entries["", "one"].usable


def test_a_second_entry_for_the_same_text_is_kept_apart(tmp_path: Path) -> None:
    path = po(tmp_path, 'msgid "Fee"\nmsgstr "Tarifa"\n\nmsgid "Fee"\nmsgstr "Cuota"\n')
    catalogue = read_catalogue(path)
    assert catalogue.translation("", "Fee") == "Tarifa"
    assert [entry.said for entry in catalogue.repeated] == [("Cuota",)]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ('msgid "Fee\nmsgstr "Tarifa"\n', 6),
        ('msgid "Fee"\nmsgstr "say "yes""\n', 7),
        ("hello\n", 6),
        ('msgid "Fee"\nmsgid "Fee"\n', 7),
        ('msgid "one"\nmsgid_plural "many"\nmsgstr[x] ""\n', 8),
        ('msgid "Fee"\nmsgstr "Ta\0rifa"\n', 7),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, body: str, line: int) -> None:
    with pytest.raises(UnreadableCatalogue) as caught:
        read_catalogue(po(tmp_path, body))
    assert caught.value.line == line


def test_a_catalogue_that_is_not_utf_8_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "forms.po"
    path.write_bytes(HEADER.encode() + 'msgid "Year"\nmsgstr "Año"\n'.encode("latin-1"))
    with pytest.raises(UnreadableCatalogue, match="UTF-8") as caught:
        read_catalogue(path)
    assert caught.value.line == 7


@settings(max_examples=60)
@given(st.text(st.sampled_from('msgidctxstr_plural[]0129"\\#~|, \n\tñ')))
def test_a_mangled_catalogue_is_read_or_refused_but_never_crashes(tmp_path_factory, body: str) -> None:
    path = po(tmp_path_factory.mktemp("locales"), body)
    with contextlib.suppress(UnreadableCatalogue):  # the one thing that may be raised
        assert read_catalogue(path).path == path


def test_what_gettext_reads_at_run_time_says_only_usable_entries() -> None:
    entries = [
        Entry("Send", ("Enviar",)),
        Entry("Old", ("Viejo",), stale=True),
        Entry("{count} day", ("{count} día", "{count} días"), plural="{count} days"),
        Entry("Empty", ("",)),
    ]
    said = gettext.GNUTranslations(io.BytesIO(machine_object(entries, Plurals(2, "(n != 1)"))))
    assert said.gettext("Send") == "Enviar"
    assert said.gettext("Old") == "Old"
    assert said.gettext("Empty") == "Empty"
    assert said.ngettext("{count} day", "{count} days", 3) == "{count} días"


def test_the_same_entries_give_the_same_bytes_in_any_order() -> None:
    entries = [Entry("b", ("B",)), Entry("a", ("A",))]
    assert machine_object(entries, Plurals(1, "0")) == machine_object(entries[::-1], Plurals(1, "0"))


def test_a_new_text_is_asked_for_with_its_context_place_and_note(tmp_path: Path) -> None:
    path = tmp_path / "es" / "forms.po"
    wording = Wording(
        "Seats", context="food.title", places=("health/food.yaml",), note="A title.", longest=20
    )
    assert update_catalogue(path, "es", [wording]) == Changes(new=1)
    text = path.read_text("utf-8")
    assert "#. A title.\n#. At most 20 characters.\n#: health/food.yaml\n" in text
    assert 'msgctxt "food.title"\nmsgid "Seats"\nmsgstr ""\n' in text
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in text


def test_an_update_without_changes_leaves_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "forms.po"
    update_catalogue(path, "es", [SEATS])
    translated(path, "Number of seats", "Número de asientos")
    update_catalogue(path, "es", [SEATS])
    before = path.read_bytes()
    assert update_catalogue(path, "es", [SEATS]) == Changes()
    assert path.read_bytes() == before


def test_a_changed_source_text_makes_its_translation_stale_with_the_old_text_beside_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "forms.po"
    update_catalogue(path, "es", [SEATS])
    translated(path, "Number of seats", "Número de asientos")
    changed = Wording("Number of chairs", context=SEATS.context)
    assert update_catalogue(path, "es", [changed]) == Changes(stale=1)
    text = path.read_text("utf-8")
    assert '#, fuzzy\n#| msgid "Number of seats"\n' in text
    assert 'msgid "Number of chairs"\nmsgstr "Número de asientos"' in text
    assert read_catalogue(path).translation(SEATS.context, "Number of chairs") == ""


def test_a_change_that_is_undone_needs_no_second_look(tmp_path: Path) -> None:
    path = tmp_path / "forms.po"
    update_catalogue(path, "es", [SEATS])
    translated(path, "Number of seats", "Número de asientos")
    update_catalogue(path, "es", [Wording("Number of chairs", context=SEATS.context)])
    update_catalogue(path, "es", [SEATS])
    assert read_catalogue(path).translation(SEATS.context, SEATS.text) == "Número de asientos"
    assert "fuzzy" not in path.read_text("utf-8")


def test_two_changes_in_a_row_keep_the_text_that_was_translated(tmp_path: Path) -> None:
    path = tmp_path / "forms.po"
    update_catalogue(path, "es", [SEATS])
    translated(path, "Number of seats", "Número de asientos")
    for text in ("Number of chairs", "How many chairs"):
        update_catalogue(path, "es", [Wording(text, context=SEATS.context)])
    assert '#| msgid "Number of seats"' in path.read_text("utf-8")


def test_nothing_is_guessed_from_similar_texts(tmp_path: Path) -> None:
    path = tmp_path / "portal.po"
    update_catalogue(path, "es", [Wording("Do not enter your business name.")])
    translated(path, "Do not enter your business name.", "No escriba el nombre de su negocio.")
    update_catalogue(path, "es", [Wording("Enter your business name.")])
    assert read_catalogue(path).entries["", "Enter your business name."].said == ("",)


def test_a_text_that_is_gone_is_kept_at_the_end_and_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "forms.po"
    update_catalogue(path, "es", [SEATS])
    translated(path, "Number of seats", "Número de asientos")
    assert update_catalogue(path, "es", []) == Changes(gone=1)
    assert '#~ msgstr "Número de asientos"' in path.read_text("utf-8")
    assert read_catalogue(path).entries == {}
    update_catalogue(path, "es", [SEATS])
    assert read_catalogue(path).translation(SEATS.context, SEATS.text) == "Número de asientos"


def test_a_translators_own_remarks_survive(tmp_path: Path) -> None:
    path = po(
        tmp_path,
        '# I am not sure about this one.\nmsgctxt "food.fields.seats.label"\n'
        'msgid "Number of seats"\nmsgstr "Número de asientos"\n',
    )
    update_catalogue(path, "es", [SEATS])
    assert "# I am not sure about this one.\n" in path.read_text("utf-8")


def test_a_text_that_got_a_plural_keeps_its_translation_as_stale(tmp_path: Path) -> None:
    path = po(tmp_path, 'msgid "{count} file"\nmsgstr "{count} archivo"\n')
    update_catalogue(path, "es", [Wording("{count} file", "{count} files")])
    entry = read_catalogue(path).entries["", "{count} file"]
    assert entry.stale
    assert entry.said == ("{count} archivo", "")


def test_languages_with_more_plural_forms_are_asked_for_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "portal.po"
    update_catalogue(path, "pl", [Wording("{count} file", "{count} files")])
    assert "msgstr[2]" in path.read_text("utf-8")


def test_a_template_for_translation_tools_holds_every_text() -> None:
    text = template([SEATS, Wording("{count} file", "{count} files")])
    assert 'msgctxt "food.fields.seats.label"\nmsgid "Number of seats"\nmsgstr ""' in text
    assert 'msgid_plural "{count} files"' in text
    assert "POT-Creation-Date" not in text
