"""Mistakes that authors make, each a change of one good file."""

from __future__ import annotations

from tests.unit.generator.article_mistakes import ARTICLE_MISTAKES
from tests.unit.generator.broken_files import BROKEN_FILES
from tests.unit.generator.dunes import FORM
from tests.unit.generator.mistake import Mistake
from tests.unit.generator.silent_mistakes import SILENT_MISTAKES

HARD = (
    "Notwithstanding aforementioned administrative considerations, applicants necessarily demonstrate "
    "organizational responsibility regarding environmental sustainability, financial accountability, "
    "operational continuity, regulatory compliance, documentation availability, and intergovernmental "
    "communication capability throughout."
)
CITY, MASTERS = "city.yaml", "master_fields.yaml"

MISTAKES = [
    *BROKEN_FILES,
    *ARTICLE_MISTAKES,
    *SILENT_MISTAKES,
    # Shape
    Mistake("E301", FORM, "label: Which kind?", "label: Which kind?\n        lable: x", "lable", "label"),
    Mistake("E301", FORM, "label: Which kind?", "lable: Which kind?", "lable", "label"),
    Mistake("E301", FORM, "field: other_kind", "feild: other_kind", "feild", "field"),
    Mistake("E301", FORM, "    title: The rooms\n", "    titel: The rooms\n", "titel", "title"),
    Mistake("E301", FORM, "summary: Book", "sumary: Book", "sumary", "summary"),
    Mistake(
        "E301", FORM, "min: 0\n        max", "min: 0\n        places: 1\n        max", "places", "integer"
    ),
    Mistake("E301", CITY, "currency: USD", "curency: USD", "curency", "currency"),
    Mistake("E301", MASTERS, "steward: clerk", "stewart: clerk", "stewart", "steward"),
    Mistake(
        "E301", FORM, "as: own_phone", "as: own_phone\n        valid_if: []", "valid_if", "use of a master"
    ),
    Mistake("E301", FORM, "label: What}", "label: What, show_if: 'true'}", "show_if", "Every row"),
    Mistake(
        "E301", MASTERS, "label: Name of the owner}", "label: Name, steward: clerk}", "steward", "the list"
    ),
    Mistake("E301", FORM, "as: own_phone", "as: own_phone\n        type: text", "type", "for all"),
    Mistake("E302", FORM, "title: Ask for an inspection\n", "", "form", "has no “title”"),
    Mistake("E302", FORM, "type: text\n", "\n", "field", "type: text"),
    Mistake("E302", FORM, "    title: The rooms\n", "", "page", "The premises"),
    Mistake(
        "E302",
        FORM,
        "            message: There are more stools than seats. Correct one of the numbers.\n",
        "",
        "rule",
    ),
    Mistake("E302", CITY, "name: Town of Dunes\n", "", "city", "City of"),
    Mistake(
        "E302", FORM, "statement: I declare that this is true.", "help: I declare.", "field", "statement"
    ),
    Mistake("E303", CITY, "languages: [en, es]", "languages: en, es", "en, es", "“languages: [en, es]”"),
    Mistake("E301", MASTERS, "business:\n", "bussiness:\n", "bussiness", "Did you mean business?"),
    Mistake("E303", FORM, "title: The rooms", "title: [The rooms]", "[The rooms]", "one text"),
    Mistake(
        "E303",
        FORM,
        "          - rule: seats >= stools\n            message: There are",
        "          - >-\n            seats >= stools. There are",
        "",
        "key: value",
    ),
    Mistake("E303", FORM, "type: content", "type: [content]", "[content]", "word"),
    Mistake(
        "E303",
        MASTERS,
        "  phone:\n    type: phone\n    label: Your phone",
        "  phone: Your phone",
        "Your phone",
        "key",
    ),
    Mistake("E304", FORM, "required: false", "required: no", "no", "Write false"),
    Mistake("E304", FORM, "max: 500", "max: many", "many", "digits"),
    Mistake("E304", FORM, "max: 500", "max: ５00", "５00", "digits"),
    Mistake("E304", FORM, "deadline: 2030-12-31", "deadline: 2030-02-31", "2030-02-31", "2026-03-31"),
    Mistake("E304", MASTERS, "sensitivity: public", "sensitivity: secret", "secret", "Use one of"),
    Mistake("E304", MASTERS, "when_changed: review", "when_changed: reviews", "reviews", "review"),
    Mistake("E304", MASTERS, "confirm_after: 12 months", "confirm_after: soon", "soon", "90 days"),
    Mistake("E304", FORM, "shows: money", "shows: mony", "mony", "money"),
    Mistake("E305", FORM, "field: seats", "field: Seats", "Seats", "a letter: seats."),
    Mistake("E305", FORM, "page: rooms", "page: The rooms", "The rooms", "small letters"),
    Mistake(
        "E305",
        FORM,
        "          other: Something",
        "          so/so: So so\n          other: Something",
        "so/so",
        "wording",
    ),
    Mistake("E310", FORM, "use: business.phone", "use: phone", "phone", "business.phone"),
    Mistake("E305", FORM, "use: business.phone", "use: The phone", "The phone", "business.legal_name"),
    Mistake("E305", MASTERS, "person:\n", "person:\n  Home phone: {type: phone}\n", "Home phone", "small"),
    Mistake("E306", FORM, "page: rooms", "page: check", "check", "meaning"),
    Mistake("E306", FORM, "field: papers", "field: class", "field", "class"),
    Mistake("E306", FORM, "{field: reason,", "{field: id,", "field", "id"),
    Mistake("E307", FORM, "type: text\n", "type: number\n", "number", "Write decimal or integer."),
    Mistake("E307", FORM, "type: text\n", "type: Dropdown\n", "Dropdown", "Write select."),
    Mistake("E307", FORM, "type: text\n", "type: xyzzy\n", "xyzzy", "yes_no."),
    Mistake("E307", FORM, "type: integer", "type: integr", "integr", "integer"),
    Mistake("E308", FORM, "- field: note\n", "- name: note\n", "name", "business.legal_name"),
    # References
    Mistake("E310", FORM, "use: business.phone", "use: business.phon", "business.phon", "business.phone"),
    Mistake("E310", FORM, "use: business.phone", "use: owner.name", "owner.name", "row shape"),
    Mistake("E311", MASTERS, "of: owner", "of: ownr", "ownr", "owner"),
    Mistake("E312", FORM, "as: partners", "as: partners\n        only: [nme]", "[nme]", "name"),
    Mistake(
        "E312",
        FORM,
        "type: content\n        text: Bring the **floor plan**.",
        "type: address\n        label: Where\n        same_as: [mailing]",
        "mailing",
        "mailing_address",
    ),
    Mistake("E313", MASTERS, "steward: clerk", "steward: clark", "clark", "clerk"),
    Mistake("E313", CITY, "agency: clerk, name", "agency: clark, name", "clark", "clerk"),
    Mistake(
        "E337",
        MASTERS,
        "    label: Your phone\n",
        "    label: Your phone\n    each_location: true\n",
        "true",
        "only those of a business",
    ),
    Mistake("E314", FORM, "actions: [receipt]", "actions: [recept]", "recept", "receipt"),
    Mistake("E315", FORM, "form: inspection", "form: inspektion", "inspektion", "form: inspection"),
    Mistake("E317", CITY, "[en, es]", "[en, xx]", "xx", "language"),
    Mistake("E317", CITY, "[en, es]", "[en, Spanish]", "Spanish", "Write es."),
    Mistake("E317", CITY, "[en, es]", "[eng, es]", "eng", "Write en."),
    Mistake("E317", CITY, "currency: USD", "currency: UZZ", "UZZ", "USD"),
    Mistake("E318", CITY, '0100"', '0100", email: dunes', "dunes", "is not an e-mail address"),
    Mistake(
        "E318",
        CITY,
        '{hours: "Day',
        '{email: "a@b.example, c@d.example", hours: "Day',
        '"a@b.example, c@d.example"',
        "one address alone",
    ),
    Mistake(
        "E318", CITY, "name: Town Clerk", "name: Town Clerk\n    attach_pdf: true", "true", "“clerk” has no"
    ),
    Mistake(
        "E318",
        FORM,
        "actions: [receipt]",
        "actions: [receipt, notify_agency]",
        "notify_agency",
        "“fire” has no e-mail",
    ),
    Mistake("E317", CITY, "America/Los_Angeles", "America/Los_Angles", "America/Los_Angles", "Los_Angeles"),
    # Names that stand twice
    Mistake("E321", FORM, "page: rooms", "page: premises", "premises", "line 11"),
    Mistake("E322", FORM, "- field: note\n", "- field: papers\n", "field", "already"),
    Mistake("E322", FORM, "        as: own_phone\n", "", "use", "as: other_name"),
    Mistake("E322", FORM, "field: price", "field: what", "field", "already"),
    Mistake("E323", CITY, "[en, es]", "[en, en]", "en", "twice"),
    Mistake("E323", CITY, "registers:", "  - {agency: clerk, name: Clerk}\nregisters:", "clerk", "twice"),
    # Order and reach
    Mistake(
        "E330", FORM, "calculate: sum(costs.amount)", "calculate: total + 1", "total + 1", "total → total"
    ),
    Mistake("E331", FORM, "show_if: kind == 'other'", "show_if: seats > 3", "seats > 3", "later"),
    Mistake("E336", FORM, "show_if: kind == 'other'", "default: ein", "ein", "masked"),
    Mistake("E331", FORM, "show_if: kind != 'shop'", "show_if: seats > 3", "seats > 3", "later"),
    Mistake(
        "E332",
        FORM,
        "show_if: kind == 'other'",
        "show_if: kind == 'bar' and kind == 'shop'",
        "kind == 'bar' and kind == 'shop'",
        "never",
    ),
    Mistake("E332", FORM, "{label: A bar,", "{label: A bar, show_if: false,", "false", "never"),
    # Options and columns
    Mistake("E333", FORM, "max: 500", "max: -1", "-1"),
    Mistake("E333", FORM, "row_label: Extra\n", "row_label: Extra\n        of: owner\n", "field", "either"),
    Mistake(
        "E334",
        FORM,
        "type: money, label: Price, min: 0",
        "type: file, label: Price",
        "file",
        "no place in a row",
    ),
    Mistake(
        "E334",
        FORM,
        "type: money, label: Price, min: 0",
        "type: list, of: owner, label: Price",
        "list",
        "row",
    ),
    Mistake("E335", FORM, "as: own_phone", "as: own_phone\n        only: [name]", "[name]", "no list"),
    # Words
    Mistake("E340", FORM, "        label: Number of seats\n", "", "field", "seats"),
    Mistake("E340", MASTERS, "    label: Business phone\n", "", "type", "phone"),
    Mistake("E340", FORM, "        label: All costs together\n", "", "field", "total"),
    Mistake(
        "E341",
        MASTERS,
        "As it appears on your tax return",
        "See https://dunes.example",
        "See https://dunes.example",
        "link",
    ),
    Mistake(
        "E342",
        MASTERS,
        "autocomplete: organization",
        "autocomplete: organisation",
        "organisation",
        "organization",
    ),
    Mistake(
        "E343",
        FORM,
        "Tell us *where* to go.",
        '"[Go](javascript:alert)"',
        '"[Go](javascript:alert)"',
        "javascript",
    ),
    # Expressions, to the character
    Mistake("E211", FORM, "show_if: kind == 'other'", "show_if: knd == 'other'", "knd", "kind"),
    Mistake("E221", FORM, "show_if: kind == 'other'", "show_if: \"kind == 'othr'\"", "'othr'", "other"),
    Mistake("E221", FORM, "show_if: kind == 'other'", "show_if: 'kind == ''othr'''", "''othr'", "other"),
    Mistake(
        "E211",
        FORM,
        "show_if: kind == 'other'",
        "show_if: >-\n          known(kind) and\n          knd == 'other'",
        "knd",
        "kind",
    ),
    Mistake(
        "E211",
        FORM,
        "show_if: kind == 'other'",
        "show_if: known(kind) and\n          knd == 'other'",
        "knd",
        "kind",
    ),
    Mistake("E220", FORM, "rule: seats >= stools", "rule: seats == 'many'", "seats == 'many'"),
    Mistake("E213", MASTERS, "sum(owners.share)", "sum(owners.shares)", "shares", "share"),
    Mistake("E211", MASTERS, "sum(owners.share) <= 100", "known(phone)", "phone"),
    Mistake("E231", FORM, "default: 10", "default: \"'ten'\"", "'ten'", "number"),
    # Advice
    Mistake(
        "W601",
        FORM,
        "label: Which kind?",
        "label: What is the legal name of your business?",
        "What is the legal name of your business?",
        "use: business.legal_name",
    ),
    Mistake("W602", FORM, "label: Which kind?", 'label: "Which kind:"', '"Which kind:"', "colon"),
    Mistake(
        "W603",
        MASTERS,
        "As it appears on your tax return",
        "First read this. Then read that",
        "First read this. Then read that",
        "help",
    ),
    Mistake("W604", FORM, "purpose: To keep people safe (Fire Code 104.3).\n", "", "use", "purpose"),
    Mistake(
        "W605",
        FORM,
        "      - field: kind\n",
        "".join(f"      - {{field: q{n}, type: yes_no, label: Is it {n}?}}\n" for n in range(6))
        + "      - field: kind\n",
        "premises",
        "14 questions",
    ),
    Mistake(
        "W606",
        FORM,
        "intro: Tell us *where* to go.",
        f"intro: {HARD}",
        "",
        "shorter",
    ),
    Mistake("W607", FORM, "label: Which kind?", "label: “Which kind?”", "“Which kind?”", '"Which kind?"'),
    Mistake("W607", FORM, "label: Which kind?", "label: Which <b>kind</b>?", "Which <b>kind</b>?", "<b>"),
]
