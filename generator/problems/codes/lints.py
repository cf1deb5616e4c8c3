"""W6xx: a form would work, but could be better."""

from generator.problems.codes import Code

TITLE = "Advice"

CODES = {
    "W601": Code(
        "A field of one form asks what a master field knows: people would be asked twice.",
        "- field: company\n  type: text\n  label: Legal name of the business",
        "- use: business.legal_name",
    ),
    "W602": Code("A label ends with a colon.", 'label: "Seats:"', "label: Seats"),
    "W603": Code("A hint is longer than 100 characters, or has more than one sentence."),
    "W604": Code("A form asks for restricted facts but does not say why.", "", "purpose: To …"),
    "W605": Code("A page asks more than 12 questions."),
    "W606": Code("A long text is hard to read: more than nine years of school are needed."),
    "W607": Code(
        "A text stands in curly quotes or contains HTML: people would see those signs on the page.",
        "label: “Number of seats”",
        "label: Number of seats",
    ),
    "W608": Code("An article has more than 600 words: people seldom read that far."),
}
