"""What no theme may leave out of a page, found by rendering each page once with a small city."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from forms.article import Article
from forms.fields import field_types
from forms.fields.base import Shared
from forms.form import Agency, City, Contact, Form, Page
from forms.language import ENGLISH
from generator.loader.nodes import Place
from generator.problems import Problem
from generator.rendering.renderer import Renderer
from generator.rendering.themes import Theme

Slots = Mapping[str, str]
"""What a page must hold, in words → how it looks in a request template."""

ON_EVERY_PAGE: Slots = {
    "its language and direction": r'<html[^>]* lang="en" dir="ltr"',
    "a title": r"<title>[^<]*\S",
    "the style sheet": r'<link rel="stylesheet" href="/assets/(\{\{ assets\[")?page\.',
    "a width that follows the screen": r'name="viewport"',
    "a link that skips to the main content": r'href="#main"',
    "a main part that this link leads to": r'<main[^>]* id="main"',
    "a heading of the first level": r"<h1\b",
    "the city’s name": r"Sampleton",
    "the other languages": r"in language_links",
    "a way to sign in": r'href="/en/sign-in"',
    "a way to sign out": r'action="/en/sign-out"',
    "what is said once, such as “Saved.”": r"\{\{ flash \}\}",
    "how people get help": r"help@sampleton\.example",
}
_POST: Slots = {"the token against forged posts": r'name="_csrf" value="\{\{ csrf \}\}"'}
_SUMMARY: Slots = {"the summary of problems": r'id="problems"[^>]* autofocus'}
_ANSWERS: Slots = {"the answers": r"\{\{ r\.said\b"}

ON_SOME_PAGES: Mapping[str, Slots] = {
    "form": {
        **_POST,
        **_SUMMARY,
        "which facts were seen": r'name="_seen" value="\{\{ seen \}\}"',
        "the revision of the draft": r'name="_revision" value="\{\{ revision \}\}"',
        "the button to continue": r'name="_action" value="continue"',
        "the button to come back later": r'name="_action" value="save"',
        "the way back": r'href="\{\{ back \}\}"',
        "where people are in the form": r"step\.number",
        "that answers were saved": r'role="status">\{\{ saved \}\}',
        "the question": r">Sample question\b",
        "the hint": r">Sample hint<",
        "the help": r">Sample help<",
        "the control": r' name="question"',
        "the error at the question": r'id="question-error"',
        "where a known answer comes from": r'id="question-known"',
        "the box that confirms a known answer": r'name="question\.confirm"',
    },
    "start": {
        "the title of the form": r">Sample form<",
        "why the city asks": r">Sample purpose<",
        "what is known already": r"form_state\.known",
        "the button to begin": r'href="\{\{ form_state\.continue_url \}\}"',
        "the pages of the form": r"in form_state\.pages",
    },
    "portal": {
        "the agencies": r'href="/en/agency/sample"',
        "the forms": r'href="/en/forms/sample"',
        "the articles": r'href="/en/articles/sample/sample"',
        "what opens in place of a tab": r'<div[^>]* id="desk" data-for="\{\{ business_id \}\}"',
        "drafts": r"in drafts",
        "what was sent": r"in submissions",
        "what changed": r"in news",
    },
    "article": {
        "the title of the article": r"<h1[^>]*>Sample article<",
        "what the article says": r"<p>Sample words</p>",
        "its forms": r'href="/en/forms/sample"',
        "the way back to the agency": r'href="/en/agency/sample"',
    },
    "check": {
        **_POST,
        **_ANSWERS,
        "the key that sends once only": r'name="_key" value="\{\{ key \}\}"',
        "links to change answers": r'href="\{\{ r\.change_url \}\}"',
        "the button to send": r'name="_action" value="send"',
        "the choice between two answers": r"r\.conflict\.theirs",
        "why there is a choice": r"\{\{ r\.conflict\.problem \}\}",
    },
    "sent": {
        **_ANSWERS,
        "the reference": r"\{\{ reference \}\}",
        "what happens next": r"\{\{ next_steps \}\}",
    },
    "submission": {
        **_ANSWERS,
        "the reference": r"\{\{ reference \}\}",
        "the status": r"\{\{ status \}\}",
        "what has happened so far": r"in steps",
        "what comes next": r"\{\{ next_said \}\}",
        "messages": r"in letters",
    },
    "submissions": {"what was sent": r"in submissions"},
    "location": {**_POST, **_SUMMARY, "the name": r'name="name"'},
    "sign_in": {**_POST, **_SUMMARY, "the email address": r'name="email"'},
    "sign_in_link": {**_POST, "the token of the link": r'name="token" value="\{\{ token \}\}"'},
    "discard": {**_POST, "the way back": r'href="\{\{ back \}\}"'},
    "not_found": {"what happened": r"\{\{ what \}\}", "what to do": r"\{\{ next \}\}"},
    "problem": {"what happened": r"\{\{ what \}\}", "what to do": r"\{\{ next \}\}"},
    "too_late": {
        **_ANSWERS,
        "when it was sent": r"\{\{ [^}]*day",
        "the way to what was sent": r'href="\{\{ sent_url \}\}"',
    },
    "mailbox": {"the messages": r"in messages"},
}


def missing_slots(theme: Theme, renderer: Renderer) -> Iterator[Problem]:
    """What pages of the theme lack; a template that cannot be rendered raises Jinja's TemplateError."""
    for name, page in _rendered(renderer):
        lacking = [what for what, look in ON_EVERY_PAGE.items() if not re.search(look, page)]
        if lacking:  # the same on every page: it is the frame's fault
            yield from (_problem(theme, "layout", what) for what in lacking)
            return
        main = page.partition("<main")[2]  # the header has forms of its own
        slots = ON_SOME_PAGES.get(name, {})
        yield from (_problem(theme, name, what) for what, look in slots.items() if not re.search(look, main))


def _rendered(renderer: Renderer) -> Iterator[tuple[str, str]]:
    languages = (ENGLISH,)
    yield "form", renderer.form_page(_FORM, _FORM.pages[0], _CITY, ENGLISH, languages)
    yield "start", renderer.start(_FORM, _CITY, ENGLISH, languages)
    yield "article", renderer.article(_ARTICLE, (_FORM,), _CITY, ENGLISH, languages)
    for name in renderer.screens:
        yield name, renderer.screen(name, _CITY, ENGLISH, languages, (_FORM,), (_ARTICLE,))


def _problem(theme: Theme, name: str, what: str) -> Problem:
    file = _file(theme, name)
    return Place(file, 1, 1, 1, 2).problem(
        "E508",
        f"The page {name}.html has no place for {what}.",
        "Put it back: the template of the same name in themes/base/templates shows how it is written.",
    )


def _file(theme: Theme, name: str) -> str:
    """The template to blame: the first of this name that a theme brings, whatever it is made of."""
    paths = [folder / f"{name}.html" for folder in theme.template_folders]
    path = next(path for path in paths if path.is_file())
    return path.relative_to(path.parents[3]).as_posix()


_QUESTION = field_types()["text"](
    name="question",
    label="Sample question",
    hint="Sample hint",
    help="Sample help",
    shared=Shared("business.question", "business", confirm_after=365),
)
_FORM = Form(
    name="sample",
    agency="sample",
    title="Sample form",
    purpose="Sample purpose",
    pages=(Page(name="page", title="Sample page", fields=(_QUESTION,)),),
)
_ARTICLE = Article(name="sample", agency="sample", title="Sample article", body="<p>Sample words</p>")
_CITY = City(
    name="sample",
    title="Sampleton",
    contact=Contact(email="help@sampleton.example"),
    agencies=(Agency(name="sample", title="Sample agency"),),
)
