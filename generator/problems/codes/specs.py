"""E3xx: a spec can be read, but cannot be built as it is."""

from generator.problems.codes import Code

TITLE = "Specs"

CODES = {
    "E301": Code(
        "A key is not known here, or would do nothing. Most often it is misspelt, or belongs to another field"
        " type: what is shown and not asked cannot be required, and only master fields are prefilled.",
        "lable: Number of seats",
        "label: Number of seats",
    ),
    "E302": Code("A key that must be there is missing.", "- field: seats", "- field: seats\n  type: integer"),
    "E303": Code(
        "A value has the wrong shape: a text where a list belongs, a list where keys belong.",
        "languages: en",
        "languages: [en]",
    ),
    "E304": Code(
        "A value is not one of those that are allowed here.",
        "required: maybe",
        "required: false",
    ),
    "E305": Code("A name contains something that names cannot contain.", "field: Seats!", "field: seats"),
    "E306": Code(
        "A name is a word with a meaning of its own, in addresses or in conditions.",
        "field: from",
        "field: from_street",
    ),
    "E307": Code("A field type does not exist.", "type: txt", "type: text"),
    "E308": Code(
        "An entry of a page is neither the use of a master field nor a field of its own, or both.",
        "- label: Seats",
        "- field: seats\n  type: integer\n  label: Seats",
    ),
    "E310": Code("A master field does not exist.", "- use: business.name", "- use: business.legal_name"),
    "E311": Code("A row shape does not exist.", "of: owners", "of: owner"),
    "E312": Code(
        "A field or column that is referred to does not exist in this form, or comes later.",
        "same_as: [adress]",
        "same_as: [premises_address]",
    ),
    "E313": Code(
        "An agency does not exist: as the folder of a form, as a steward, or as the keeper of a register.",
        "steward: revenu",
        "steward: revenue",
    ),
    "E314": Code("An action does not exist.", "actions: [recept]", "actions: [receipt]"),
    "E315": Code(
        "A form is not called like its file, with - for _.",
        "form: food          # in food_permit.yaml",
        "form: food-permit",
    ),
    "E316": Code(
        "A form names a workflow that the city does not list under “workflows” in city.yaml. All of them take"
        " the same way for now; the list is what keeps a misspelt name from becoming one of its own.",
        "workflow: inspektion",
        "workflow: inspection          # and in city.yaml: workflows: [inspection, permit]",
    ),
    "E317": Code("A language, currency or time zone does not exist.", "languages: [eng]", "languages: [en]"),
    "E318": Code(
        "Letters could not arrive: an e-mail address is none, or an agency that is to get letters has none"
        " (notify_agency, attach_pdf).",
        "- {agency: fire, name: Fire Department, attach_pdf: true}",
        "- {agency: fire, name: Fire Department, attach_pdf: true, contact: {email: fire@city.example}}",
    ),
    "E320": Code("Two forms have the same name; names are shared by all agencies."),
    "E321": Code("Two pages of a form have the same name."),
    "E322": Code(
        "Two fields of a form, or two columns of a list, have the same name.",
        "- use: business.phone\n- use: person.phone",
        "- use: business.phone\n- use: person.phone\n  as: own_phone",
    ),
    "E323": Code(
        "A language, agency, register or workflow is listed twice.", "languages: [en, en]", "languages: [en]"
    ),
    "E324": Code(
        "Two options of a question read alike, so nobody can tell them apart. Two that are never offered at"
        " the same time may, if each has a show_if.",
        "options: {small: A shop, large: A shop}",
        "options: {small: A small shop, large: A large shop}",
    ),
    "E330": Code(
        "A condition or calculation depends on itself, directly or through others.",
        "- field: fee\n  type: calculated\n  calculate: fee * 2",
        "- field: fee\n  type: calculated\n  calculate: seats * 2",
    ),
    "E331": Code(
        "A condition, default or calculation reads a field that is met only later, so its value would never "
        "be known. Rules (valid_if, required_if) may read the whole form."
    ),
    "E332": Code(
        "A condition can never hold, so nobody would ever see what it guards.",
        "show_if: kind == 'shop' and kind == 'bar'",
        "show_if: kind == 'shop' or kind == 'bar'",
    ),
    "E333": Code(
        "The options of a field do not work together, or one of them cannot work.",
        "min: 10\nmax: 5",
        "min: 5\nmax: 10",
    ),
    "E334": Code("A field type cannot be a column of a list.", "{field: papers, type: file}", ""),
    "E335": Code("Columns are chosen of a field that has none.", "- use: business.phone\n  only: [name]", ""),
    "E336": Code(
        "A calculation or a default would write out an answer that is masked everywhere else.",
        "type: calculated\ncalculate: ein",
        "show_if: ein == '12-3456789'",
    ),
    "E337": Code(
        "A fact of a person is said to differ from location to location of a business.",
        "person:\n  phone:\n    type: phone\n    each_location: true",
        "business:\n  phone:\n    type: phone\n    each_location: true",
    ),
    "E338": Code(
        "A field would refuse its own default: whoever leaves it as it is would be told of a mistake.",
        "max: 5\ndefault: 50",
        "max: 5\ndefault: 5",
    ),
    "E339": Code(
        "The files that a page asks for can be larger together than one page can send (33 MB), so that people"
        " who do what the page says would be refused.",
        "- {field: photos, type: file, label: Photos, max_files: 4}\n"
        "- {field: plans, type: file, label: Plans, max_files: 4}",
        "- {field: photos, type: file, label: Photos, max_files: 4, max_mb: 4}\n"
        "- {field: plans, type: file, label: Plans, max_files: 4, max_mb: 4}",
    ),
    "E340": Code("A field has no label.", "- field: seats\n  type: integer", "  label: Number of seats"),
    "E341": Code(
        "A hint contains a link. Hints are read out as plain text, so the link would be lost.",
        "hint: See https://example.org",
        "help: See https://example.org",
    ),
    "E342": Code("An autofill token does not exist in HTML.", "autocomplete: phone", "autocomplete: tel"),
    "E343": Code(
        "A link leads to something other than a web page, an e-mail address or a page of this site.",
        'intro: "[Press here](javascript:alert(1))"',
        'intro: "[Read more](https://example.org)"',
    ),
    "E350": Code(
        "An article has no title, or nothing below it. The first line is its title.",
        "Opening a restaurant",
        "# Opening a restaurant",
    ),
    "E351": Code(
        "An article links to a form or an article that does not exist.",
        "[the permit](form:food-permt)",
        "[the permit](form:food-permit)",
    ),
    "E352": Code("An article has more than 20,000 characters."),
    "E353": Code(
        "An article uses something that articles do not have: HTML, pictures, tables, code, quotations,"
        " lists in lists, a second title. They have headings (## and ###), paragraphs, lists, **bold**,"
        " *italics* and links.",
        "Call us <b>first</b>.",
        "Call us **first**.",
    ),
    "E354": Code("A link has no words.", "[](form:food-permit)", "[the food permit](form:food-permit)"),
}
