"""What every theme must keep in its pages, as patterns of request templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_CURLY = re.compile(r"\{\{[-+]?\s*(.*?)\s*[-+]?\}\}", re.DOTALL)

Slots = Mapping[str, str]
"""Description → pattern in a request template."""

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
    "where the account is signed in": r'href="/en/sessions"',
    "what is said once, such as “Saved.”": r"\{\{ flash \}\}",
    "the code that people say when they call": r"\bcode=code\b|\{\{ code \}\}",
    "how people get help": r"help@sampleton\.example",
}
_POST: Slots = {"the token against forged posts": r'name="_csrf" value="\{\{ csrf \}\}"'}
_SUMMARY: Slots = {"the summary of problems": r'id="error-summary"[^>]* autofocus'}
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
        "the agencies": r'href="/en/agency/sample(#desk)?"',
        "the forms": r'href="/en/forms/sample"',
        "the articles": r'href="/en/articles/sample/sample"',
        "what opens in place of a tab": r'<div[^>]* id="desk" data-for="\{\{ business_id \}\}"',
        "drafts": r"in drafts",
        "what was sent": r"in submissions",
        "what changed": r"in news",
        "the box to search with": r'name="q"',
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
    "business": {
        "what the city knows": r"in sections",
        "the answers": r"\.said \}\}",
        "where an answer comes from": r"\.known \}\}",
        "the links that change a fact": r'href="\{\{ \w+\.url \}\}"',
        "what the city does not know": r"in unknown",
    },
    "fact": {
        **_POST,
        **_SUMMARY,
        "which fact was seen": r'name="_seen" value="\{\{ seen \}\}"',
        "the question": r">Sample question\b",
        "the control": r' name="question"',
        "the error at the question": r'id="question-error"',
        "the button to save": r'name="_action" value="continue"',
        "the way back": r'href="\{\{ back \}\}"',
    },
    "may_apply": {
        "the forms that likely apply": r"in likely",
        "the forms that may apply": r"in unsure",
        "the forms that likely do not apply": r"in no\b",
        "the links to these forms": r'href="\{\{ \w+\.url \}\}"',
        "why": r"\.because",
    },
    "search": {
        "the box to search with": r'name="q"',
        "what was found": r"in found",
        "the links to what was found": r'href="\{\{ \w+\.url \}\}"',
    },
    "sign_in_sent": {
        "the address that the link went to": r"\bemail\b",
        "the code": r"\{\{ link_code \}\}",
        "the way to another link": r'href="/en/sign-in"',
    },
    "location": {**_POST, **_SUMMARY, "the name": r'name="name"'},
    "sign_in": {**_POST, **_SUMMARY, "the email address": r'name="email"'},
    "sign_in_link": {
        **_POST,
        **_SUMMARY,
        "the address that it signs in": r"\bemail\b",
        "where it leads": r'action="\{\{ action \}\}"',
        "the code of another browser": r'name="code"',
    },
    "sessions": {
        **_POST,
        "the browsers": r"in sessions",
        "the buttons that sign them out": r'name="_action" value="end\.\{\{ \w+\.mark \}\}"',
        "the button that signs all others out": r'name="_action" value="others"',
    },
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


def lacking_in_frame(page: str) -> Iterator[str]:
    """What every page must contain and this one lacks."""
    yield from _lacking(ON_EVERY_PAGE, page)


def lacking_in_main(name: str, page: str) -> Iterator[str]:
    """What the page of this name must contain and this one lacks."""
    main = page.partition("<main")[2]  # the header has its own forms
    yield from _lacking(ON_SOME_PAGES.get(name, {}), main)


def _lacking(slots: Slots, text: str) -> Iterator[str]:
    # normalised like the patterns
    text = _CURLY.sub(r"{{ \1 }}", text).replace("='{{", '="{{').replace("}}'", '}}"')
    yield from (what for what, look in slots.items() if not re.search(look, text))
