"""Pages with one defect each, of the kind that people make: what is changed, on which page."""

from __future__ import annotations

import re
from dataclasses import dataclass

FORM = "paycheck-loan/business"
WRONG = "paycheck-loan/business, wrong"
ROWS = "paycheck-loan/owners, wrong"
CHOICES = "paycheck-loan/questions"
PORTAL = "portal with a message"
CHECK = "paycheck-loan, check"
CONFLICT = "check with a conflict"


@dataclass(frozen=True)
class Defect:
    """One defect: either text of the page is replaced, or a style or a script comes with it."""

    name: str
    scene: str
    old: str = ""  # a regular expression, replaced once
    new: str = ""
    css: str = ""
    script: str = ""
    dark: bool = False  # looked at in the dark

    def seeded(self, html: str) -> str:
        """The page with the defect; it is an error when the defect finds no place."""
        if self.css:
            return html.replace("</head>", '<link rel="stylesheet" href="/assets/defect.css"></head>')
        if self.script:
            return html.replace("</head>", '<script src="/assets/defect.js" defer></script></head>')
        changed, times = re.subn(self.old, self.new, html, count=1, flags=re.DOTALL)
        assert times == 1, f"{self.name}: {self.old} is not on the page"
        return changed

    @property
    def extra(self) -> dict[str, str]:
        """The files that come with the page."""
        return {"/assets/defect.css": self.css, "/assets/defect.js": self.script}


GROUP = r"<fieldset[^>]*>\s*<legend[^>]*>(.{0,200}?)</legend>(.*?)</fieldset>"
CHANGE = r'(Change)<span class="unseen">.*?</span>'
TAB_STAYS = """document.querySelector("#legal_name")
    .addEventListener("keydown", event => event.key == "Tab" && event.preventDefault())"""
MONTH_MOVES_ON = """document.querySelector("[name$='.month']").addEventListener("input", event =>
    event.target.value.length == 2 && document.querySelector("[name$='.day']").focus())"""
SELECT_LEAVES = """document.querySelector("main select")
    .addEventListener("change", () => { location.href = "/en/" })"""
ERRORS_VANISH = """addEventListener("input", () =>
    document.querySelectorAll(".error").forEach(error => error.remove()))"""
FAINT_FOCUS = ":focus-visible { outline-color: #f4f4f4 !important }"
TOLD_BY_COLOUR = "a { text-decoration: none !important }"

DEFECTS = (
    # what a page is made of
    Defect("no language", FORM, r' lang="en"', ""),
    Defect("the wrong language", FORM, r'<html lang="en"', '<html lang="es"'),
    Defect("the wrong direction", FORM, r'dir="ltr"', 'dir="rtl"'),
    Defect("Arabic in an English page", FORM, r"<h1>", "<h1>نشاطك "),
    Defect("a language without its language", FORM, r' lang="ar"', ""),
    Defect("a title that says nothing", FORM, r"<title>.*?</title>", "<title>City of Foggyton</title>"),
    Defect("no h1", FORM, r"<h1>(.*?)</h1>", r"<p>\1</p>"),
    Defect("two h1", FORM, r"<h2>Help</h2>", "<h1>Help</h1>"),
    Defect("a level of headings skipped", CHECK, r"<h2>(.*?)</h2>", r"<h4>\1</h4>"),
    Defect("no main landmark", FORM, r'<main id="main"(.*)</main>', r'<div id="main"\1</div>'),
    Defect("no footer landmark", FORM, r"<footer(.*)</footer>", r"<div\1</div>"),
    Defect("a navigation without a name", FORM, r'<nav class="languages" [^>]*>', '<nav class="languages">'),
    Defect("no skip link", FORM, r'<a class="skip".*?</a>', ""),
    Defect("a picture without words", FORM, r' alt=""', ""),
    Defect("an id twice", FORM, r'id="legal_name-hint"', 'id="legal_name"'),
    Defect("zoom blocked", FORM, r"initial-scale=1", "initial-scale=1,user-scalable=no"),
    Defect("a page that reloads itself", FORM, r"<head>", '<head><meta http-equiv="refresh" content="300">'),
    Defect("a link that opens a window", FORM, r'<a class="back"', '<a target="_blank" class="back"'),
    Defect("a list of blocks", CHECK, r"<ul>", "<ul><div>Languages</div>"),
    Defect("links that all say Change", CHECK, CHANGE + "(.*?)" + CHANGE, r"\1\2\3"),
    Defect("a message that is not announced", PORTAL, r' role="status"', ""),
    Defect(
        "hidden from ears, reached by Tab", FORM, r'<a class="back"', '<a aria-hidden="true" class="back"'
    ),
    # names, groups, hints
    Defect("a label for another control", FORM, r'for="legal_name"', 'for="legal"'),
    Defect("no label", FORM, r'<label class="label" for="legal_name">.*?</label>', ""),
    Defect(
        "a label that nobody sees", FORM, r'class="label" for="legal_name"', 'class="unseen" for="legal_name"'
    ),
    Defect("a placeholder", FORM, r'id="legal_name"', 'id="legal_name" placeholder="Legal name"'),
    Defect("another name for ears", FORM, r'id="legal_name"', 'id="legal_name" aria-label="Company"'),
    Defect("a date without its group", FORM, GROUP, r"<p>\1</p>\2"),
    Defect("an optional question that does not say so", FORM, r' <span class="optional">.*?</span>', ""),
    Defect("an empty legend", FORM, r"(<legend[^>]*>).*?</legend>", r"\1</legend>"),
    Defect("a choice without its group", CHOICES, GROUP, r"<p>\1</p>\2"),
    Defect("a hint that only eyes find", FORM, r' aria-describedby="legal_name-hint[^"]*"', ""),
    Defect("a button without words", FORM, r'(<button class="button"[^>]*>)Continue', r"\1"),
    Defect(
        "a token that browsers do not know", FORM, r'autocomplete="organization"', 'autocomplete="company"'
    ),
    Defect("a token left out", FORM, r' autocomplete="organization"', ""),
    # what gets in the way
    Defect("type=number", FORM, r'type="text" id="naics"', 'type="number" id="naics"'),
    Defect("required", FORM, r'id="legal_name"', 'id="legal_name" required'),
    Defect("the browser's own bubbles", FORM, r" novalidate", ""),
    Defect("a limit that cuts off", FORM, r'id="legal_name"', 'id="legal_name" maxlength="30"'),
    Defect("a search that cuts off", PORTAL, r'type="search"', 'type="search" maxlength="20"'),
    Defect("a button that is off", FORM, r'<button class="button"', '<button disabled class="button"'),
    Defect("focus taken on arrival", FORM, r'id="legal_name"', 'id="legal_name" autofocus'),
    Defect("an order of its own", FORM, r'id="legal_name"', 'id="legal_name" tabindex="3"'),
    Defect("a control that Tab passes by", FORM, r'id="legal_name"', 'id="legal_name" tabindex="-1"'),
    Defect(
        "a link that is a picture of a button",
        FORM,
        r'<a class="back" href="[^"]*"',
        '<a class="back" role="button"',
    ),
    Defect("Tab kept in a field", FORM, script=TAB_STAYS),
    Defect("on to the next part by itself", FORM, script=MONTH_MOVES_ON),
    Defect("a select that leaves", FORM, script=SELECT_LEAVES),
    # after a refused answer
    Defect("a title as if nothing were wrong", WRONG, r"<title>Error: ", "<title>"),
    Defect("a summary below the heading", WRONG, r'(<div class="error-summary".*?</div>)(.*?</h1>)', r"\2\1"),
    Defect("a summary without the focus", WRONG, r' tabindex="-1" autofocus', ""),
    Defect("a link from the summary to nothing", WRONG, r'<a href="#entity_type">', '<a href="#name">'),
    Defect(
        "a link from the summary past the control",
        WRONG,
        r'<a href="#entity_type">',
        '<a href="#entity_type-field">',
    ),
    Defect(
        "other words in the summary",
        WRONG,
        r'<a href="#entity_type">.*?</a>',
        '<a href="#entity_type">Look at the name.</a>',
    ),
    Defect("an error that the summary forgets", WRONG, r'<li><a href="#entity_type">.*?</a></li>', ""),
    Defect("an error that marks no control", WRONG, r'(id="entity_type"[^>]*) aria-invalid="true"', r"\1"),
    Defect("an error that only eyes find", WRONG, r' aria-describedby="[^"]*entity_type-error"', ""),
    Defect("an error without words", WRONG, r'(id="entity_type-error">.*?</span>).*?</p>', r"\1</p>"),
    Defect("a row that the summary leaves out", ROWS, r'(<a href="#owners-0-[^>]*>)Owner 1: ', r"\1"),
    Defect("a typed answer lost", WRONG, r'value="\?!"', 'value=""'),
    Defect("errors that vanish at the first edit", WRONG, script=ERRORS_VANISH),
    Defect("a disagreement that only eyes find", CONFLICT, r' aria-describedby="conflict-phone-error"', ""),
    Defect(
        "a disagreement in other words",
        CONFLICT,
        r'<a href="#conflict-phone">.*?</a>',
        '<a href="#conflict-phone">Look at the phone.</a>',
    ),
    # what can be seen
    Defect("faint hints", FORM, css="@layer { .hint { color: #999 !important } }"),
    Defect("faint text in the dark", FORM, css=".label { color: #16212a !important }", dark=True),
    Defect("tiny labels", FORM, css=".label { font-size: 11px !important }"),
    Defect("faint edges of fields", FORM, css=".input { border-color: #e0e0e0 !important }"),
    Defect("no mark where the focus is", FORM, css="* { outline: 0 !important }"),
    Defect("a faint mark where the focus is", FORM, css=FAINT_FOCUS),
    Defect("the focus behind a bar", FORM, css=".footer { position: fixed; inset: 40% 0 0; z-index: 9 }"),
    Defect("links told by colour", "mailbox", css=TOLD_BY_COLOUR),
    Defect(
        "small buttons", FORM, css=".button { min-block-size: 20px !important; padding: 0 .5rem !important }"
    ),
    Defect("fields of a fixed width", FORM, css=".input { min-inline-size: 420px !important }"),
    Defect("words that do not break", "submissions", css=".state { white-space: nowrap; font-size: 3rem }"),
    Defect("labels that are cut off", FORM, css=".label { block-size: 1.7rem; overflow: hidden }"),
)
