"""Pages and screens as responses: the context that all templates share, and how a response is made."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote

from flask import Response, g, request

from forms.language import Language
from forms.messages import Message, message
from runtime import cookies, forgery
from runtime.refusals import Refusal
from runtime.visit import Visit

NOTHING: Mapping[str, object] = MappingProxyType({})

FLASHES = {
    "saved": message("Your answers are saved. Come back whenever you like, on any device."),
    "discarded": message("The form was discarded."),
    "sent-before": message("This form was already sent. Here is your receipt."),
    "changed-elsewhere": message("Your answers changed in another window meanwhile. Check them again."),
    "signed-out": message("You are signed out."),
    "fact-saved": message("The city's record is up to date, for all agencies."),
    "fact-proposed": message("Your change is proposed. Until the agency agrees, the old record counts."),
    "fact-unchanged": message("Nothing was changed."),
    "switched": message("You are now acting for another business."),
    "location-added": message("The location is there, and you are acting for it now."),
}


def screen(
    visit: Visit, template: str, context: Mapping[str, object] = NOTHING, *, http: int = 200
) -> Response:
    """A page in the reader's language. It is hers alone, so nobody may keep a copy of it."""
    said = cookies.read(request, visit.settings, cookies.FLASH)
    text = visit.edition.template(visit.language.code, template).render(
        csrf=forgery.token(visit.csrf_secret) if visit.csrf_secret else "",
        who=visit.session.account.email if visit.session else "",
        business=visit.session.business.name if visit.session else "",
        business_id=visit.session.business.id if visit.session else "",
        businesses=visit.session.account.businesses if visit.session else (),
        language_links=_language_links(visit),
        demo=visit.settings.demo,
        flash=_flash(visit.language, said),
        **{"problems": (), **context},
    )
    response = Response(text, http, {"Cache-Control": "no-store"}, content_type="text/html; charset=utf-8")
    if said:
        cookies.forget(response, visit.settings, cookies.FLASH)
    if guest := g.get("new_guest"):
        cookies.write(response, visit.settings, cookies.GUEST, guest)
    return response


def explain(visit: Visit, refusal: Refusal) -> Response:
    """The page that says what went wrong, why, and what to do."""
    sentences = {"what": refusal.what, "why": refusal.why, "next": refusal.next}
    said = {name: visit.language.say(sentence) for name, sentence in sentences.items()}
    return screen(visit, refusal.screen, {**said, "code": refusal.mark}, http=refusal.status)


def go(visit: Visit, url: str, *, say: str = "") -> Response:
    """Continue at another address of ours, by GET; ``say`` names a sentence of FLASHES to say there."""
    response = relocate(url)
    if say:
        cookies.write(response, visit.settings, cookies.FLASH, say)
    return response


def relocate(url: str) -> Response:
    """A redirect to a relative address of ours: what was posted is not posted again."""
    return Response("", 303, {"Location": url})


def own_address(given: str, otherwise: str) -> str:
    """``given`` if it leads to a page of ours, else ``otherwise``: nobody is redirected elsewhere."""
    local = given.startswith("/") and not given.startswith(("//", "/\\")) and given.isprintable()
    return quote(given) if local else otherwise


def _flash(language: Language, said: str) -> str:
    sentence: Message | None = FLASHES.get(said)
    return language.say(sentence) if sentence else ""


def _language_links(visit: Visit) -> list[dict[str, object]]:
    rest = quote(request.path.partition("/")[2].partition("/")[2])
    if request.query_string:
        rest += "?" + quote(request.query_string, safe="=&+%")  # a search stays the same search
    return [
        {"code": code, "url": f"/{code}/{rest}", "current": code == visit.language.code}
        for code in visit.edition.languages
    ]
