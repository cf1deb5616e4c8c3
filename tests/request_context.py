"""A sample of what the runtime gives to templates, for tests that look at pages without running it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import jinja2
from markupsafe import Markup

from forms.fields.base import Field, Option
from forms.fields.shown import ShownRow
from forms.model.form import Form, Page
from forms.text.language import ENGLISH, Language
from runtime.dataset import Party
from runtime.web.http.template_values import Link, Lists, Texts
from runtime.web.http.words import request_words
from tests.sent_context import case, news, sent_entry, sessions

# Any: contexts are mappings that only templates read.


def answered(template: str, context: Mapping[str, Any], language: Language = ENGLISH) -> str:
    """A request template as a browser gets it."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.globals.update(request_words(language))
    return environment.from_string(template).render(context)


def anyone(languages: Sequence[Language] = (ENGLISH,), current: str = "en", **more: Any) -> dict[str, Any]:
    """What every page is given."""
    links = [
        {"code": language.code, "url": f"/{language.code}/x", "current": language.code == current}
        for language in languages
    ]
    return {
        "csrf": "token",
        "who": "mei@dumplings.example",
        "business": "Golden Gate Dumplings",
        "business_id": "b1",
        "businesses": (Party("b1", "business", "Golden Gate Dumplings"), Party("b2", "business")),
        "language_links": links,
        "demo": False,
        "flash": "",
        "code": "",
        "error_links": [],
        **more,
    }


def form_page(form: Form, page: Page, **more: Any) -> dict[str, Any]:
    """What a page of a form is given: empty, every question shown, one row in every list."""
    names = [field.name for field in page.fields]
    return {
        "v": Texts(),
        "e": Texts(),
        "known": Texts(),
        "confirm": Texts(),
        "masked": Texts(),
        "shown": Texts(dict.fromkeys(names, True)),
        "calc": Texts(),
        "rows": Lists({name: (row(0),) for name in names}),
        "offered": Lists(
            {field.name: {o.key for o in getattr(field, "options", ())} for field in page.fields}
        ),
        "kept": Lists(),
        "suggested": Lists(),
        "scope": lambda names: json.dumps({"today": {"d": "2026-03-03"}}),
        "seen": "",
        "revision": 0,
        "draft": "d1",
        "action": f"/en/forms/{form.name}/{page.name}",
        "back": f"/en/forms/{form.name}",
        "step": {"number": form.pages.index(page) + 1, "of": len(form.pages)},
        "saved": "",
        **more,
    }


def _options(field: Field) -> Sequence[Option]:
    return getattr(field, "options", ())


def row(i: int, **values: str) -> ShownRow:
    """One row of a repeating group."""
    return ShownRow(i, i + 1, "", Texts(values), Texts(), Texts())


def start(form: Form, **more: Any) -> dict[str, Any]:
    """What the page where a form begins is given."""
    states = ("done", "known", "begun", "new")
    pages = [
        {"name": page.name, "title": page.title, "url": f"/en/forms/{form.name}/{page.name}", "state": state}
        for page, state in zip(form.pages, states * len(form.pages), strict=False)
    ]
    state = {"known": 12, "asked": 17, "minutes": 2, "pages": pages, "draft": True, "days_left": 9999}
    return {"form_state": {**state, "continue_url": "/en/next", "discard_url": "/en/discard"}, **more}


OURS = {"lang": "", "dir": ""}  # texts in the reader's own language


def screen(name: str, forms: Sequence[Form] = ()) -> dict[str, Any]:
    """What a page that belongs to no form is given."""
    sections = [
        {
            "title": "Your business",
            **OURS,
            "change_url": "/en/p",
            "rows": [summary_row(), summary_row(known="")],
        },
        {
            "title": "The visit",
            "lang": "ar",
            "dir": "rtl",
            "change_url": "/en/q",
            "rows": [
                summary_row(
                    label="Phone", ask_record="phone", outcome_note="All agencies get the new number."
                ),
                summary_row(
                    label="Premises",
                    conflict={
                        "ours": "1 Pier\nFoggyton",
                        "theirs": "2 Pier\nFoggyton",
                        "source": "From Public Health, 2 March 2026",
                        "version": 7,
                        "wrong": True,
                        "problem": "Premises: this changed meanwhile. Choose which answer is right.",
                        "field": "premises",
                    },
                ),
            ],
        },
    ]
    sent = {
        "reference": "FOG-7K2M-9QXD",
        "title": "Request a fire inspection",
        "sent_in": Language("ar", "ar", "العربية", "rtl"),
        "agency": "Fire Department",
        "sent_at": "March 3, 2026 at 2:30 PM",
        "status": "Received",
        "sections": sections,
        "next_steps": Markup("<ol><li>The Fire Department calls you within 3 working days.</li></ol>"),
        "copy_to": "mei@dumplings.example",
        "pdf_url": "/en/submissions/FOG-7K2M-9QXD.pdf",
        **case(letter()),
    }
    explained = {
        "what": "There is no such page",
        "why": "It may have moved.",
        "next": "Start again.",
        "code": "3f9a1c5e7b2d4680",
        "asks_to_sign_in": True,
    }
    contexts: dict[str, dict[str, Any]] = {
        "business": business(),
        "portal": portal(forms),
        "sign_in": {"email": ""},
        "sign_in_sent": {"email": "mei@dumplings.example", "link_code": "7K2-M9Q"},
        "sign_in_link": {
            **{"action": "/en/sign-in/abc", "email": "mei@dumplings.example"},
            **{"wants_code": True, "typed": ""},
        },
        "sessions": {"sessions": sessions()},
        "check": {
            "sections": sections,
            "key": "d1.4",
            "changed": [{"href": "#conflict-premises", "text": "Premises: this changed meanwhile."}],
            "action": "/en/c",
            "title": sent["title"],
            "back": "/en/b",
        },
        "sent": sent,
        "submission": sent,
        "submissions": {
            "submissions": [sent_entry()],
            "newer": "/en/submissions?page=1",
            "older": "/en/submissions?page=3",
        },
        "location": {"name": ""},
        "may_apply": may_apply(),
        "search": {"q": "dumplings", "found": [found_form()]},
        "mailbox": {"messages": [letter()], "more": 2},
        "too_late": {
            **{"title": sent["title"], "day": "March 3, 2026", "time": "2:30 PM"},
            **{"reference": sent["reference"], "agency": "Fire Department", "sections": sections},
            **{"sent_url": "/en/s", "form_url": "/en/f"},
        },
        "discard": {"title": sent["title"], "action": "/en/discard", "back": "/en/x"},
        "not_found": explained,
        "problem": explained,
    }
    return contexts[name]


def summary_row(**more: Any) -> dict[str, Any]:
    """One answer on the check page."""
    return {
        **OURS,
        "label": "Legal name of the business",
        "said": "Golden Gate Dumplings",
        "change_url": "/en/forms/x/p#legal_name-field",
        "change_label": "Legal name of the business",
        "known": "From your business registration, March 3, 2026",
        "outcome_note": "",
        "ask_record": "",
        "recorded": True,
        "conflict": None,
        **more,
    }


def business() -> dict[str, Any]:
    """What the page “My business” is given."""
    row = {
        **OURS,
        "known": "From the register",
        "verified": "Verified by Public Health",
        "waiting": "Waiting: 5 Pier",
    }
    known = {"label": "Legal name", "said": "Golden Gate Dumplings", "url": "/en/business/business.x", **row}
    unknown = [{"label": "Seats for guests", "url": "/en/business/business.seats", **OURS}]
    sections = [{"title": "Revenue Office", "rows": [known, {**known, "said": "", "label": "Phone"}]}]
    name = "Golden Gate Dumplings, 410 Clement Street"
    places = {"locations": [name], "location": name}
    facts = {"known_count": 2, "sections": sections, "unknown": unknown, **places}
    return {**around_the_desk(), "tab": "business", **facts}


def may_apply() -> dict[str, Any]:
    """What the page “What may apply to me” is given."""
    because = ("The business has fewer than 25 employees.",)
    form = {"title": "Recovery grant", "summary": "Up to 6,000 dollars.", "agency": "Relief", "url": "/en/f"}
    question = {"label": "Employees", "url": "/en/business/b.e", **OURS}
    entry = {**form, "because": because, "questions": [question]}
    groups = {"likely": [entry], "unsure": [entry], "no": [{**entry, "questions": []}]}
    return {**around_the_desk(), "tab": "may-apply", **groups}


def found_form() -> dict[str, Any]:
    """One result of a search."""
    return {
        **{"title": "Food permit", "said": "Sell food."},
        "agency": "Public Health",
        "url": "/en/forms/permit",
    }


def letter() -> dict[str, Any]:
    """One message of the demo mailbox."""
    body = Markup('Welcome!\n\n<a href="/en/sign-in/abc">Sign in</a>')
    return {
        "to": "mei@dumplings.example",
        **{"language": "en", "direction": "ltr"},
        "subject": "Sign in to Foggyton",
        "when": "today",
        "body_html": body,
    }


def portal(forms: Sequence[Form], **more: Any) -> dict[str, Any]:
    """What the portal is given."""
    card = {
        "known": 12,
        "asked": 17,
        "minutes": 2,
        "draft_url": "",
        "last_sent": "",
        "days_left": 12,
        "elsewhere": [],
    }
    return {
        **around_the_desk(),
        "tab": forms[0].agency if forms else "fire",
        "cards": {form.name: card for form in forms},
        **more,
    }


def around_the_desk() -> dict[str, Any]:
    """What every tab is given."""
    draft = {
        "title": "Put tables on the sidewalk",
        "agency": "Public Works",
        "saved": "Saved yesterday",
        "kept": "",
    }
    return {
        "greeting": "Good to see you, Golden Gate Dumplings",
        "drafts": [
            {**draft, "url": "/en/drafts/d1"},
            {**draft, "url": "/en/drafts/d2", "kept": "It is kept"},
        ],
        "submissions": [sent_entry()],
        "more_submissions": True,
        "waiting": news()[:1],
        "news": news(),
        "news_since": "Since you were last here on February 11, 2026",
        "more_news": True,
    }


def wrong(*problems: tuple[str, str]) -> dict[str, Any]:
    """A page after an invalid post: the errors by HTML key."""
    links = [Link(f"#{key.replace('.', '-')}", text) for key, text in problems]
    return {"error_links": links, "e": Texts(dict(problems))}
