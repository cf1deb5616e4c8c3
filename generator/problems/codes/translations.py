"""E4xx, with advice: a catalogue is incomplete or wrong; docs/translating.md says how to correct it."""

from generator.problems.codes import Code

TITLE = "Translations"

CODES = {
    "E401": Code("A catalogue (.po) cannot be read."),
    "E402": Code(
        "Texts are not translated, or only with spaces. A language is complete for a form, or the form is not"
        " published."
    ),
    "E403": Code("Texts have changed since they were translated."),
    "E404": Code(
        "A translation has other placeholders than its source text.",
        'msgid "Enter at most {count} characters."\nmsgstr "Escriba como máximo caracteres."',
        'msgstr "Escriba como máximo {count} caracteres."',
    ),
    "E405": Code("A translation contains markup that its source text does not."),
    "E406": Code(
        "A translation lacks a plural form that the header of its catalogue counts, or has one more."
    ),
    "E407": Code("A translation contains characters that cannot be seen or that reverse text."),
    "E408": Code("A translation is longer than the place where it is shown."),
    "E409": Code("The product does not know a language, its name or its direction."),
    "E410": Code("A catalogue holds the same text twice."),
    "E411": Code(
        "A translation links to an address to which its source text does not, or lacks one of its links.",
        'msgid "Read [the form](form:food-permit)."\nmsgstr "Lea el formulario."',
        'msgstr "Lea [el formulario](form:food-permit)."',
    ),
    "E412": Code("A sheet of a translator's workbook lacks its headings, or has too many rows."),
    "E413": Code("A cell of a translator's workbook holds a formula, a date or something else than text."),
    "E414": Code("A row of a translator's workbook has a key that nobody asked for, or one of another row."),
    "E415": Code("A row of a translator's workbook was made for another source text than today's."),
    "E416": Code(
        "The Plural-Forms header of a catalogue is missing or cannot be used. It alone says how many plural"
        " forms each text has, and which of them is used for a number.",
        "Plural-Forms: nplurals=2; plural=(n > 1 ? 2 : 0);",
        "Plural-Forms: nplurals=2; plural=(n != 1);",
    ),
    "E417": Code(
        "The Plural-Forms headers of one language disagree: those of the city's catalogues, or the product's."
    ),
    "W640": Code(
        "A catalogue's Plural-Forms header has another rule than the product knows for its language. The"
        " header decides."
    ),
    "W641": Code("The city translates a sentence that the product does not have: nobody reads it."),
}
