"""The application factory: connects settings, dataset, published site and routes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

from runtime.services.settings import Settings
from runtime.services.site.published_site import PublishedSites
from runtime.services.startup import Dataset, bounded_waiting, open_dataset_of
from runtime.web.http.error_pages import register_error_pages
from runtime.web.http.guards import site_of_request, undeclared
from runtime.web.http.headers import protect
from runtime.web.http.inline_styles import show_at_once
from runtime.web.http.request_context import WebServices
from runtime.web.http.request_log import log_requests
from runtime.web.http.templated_site import TemplatedSite
from runtime.web.owner.routes.account import account
from runtime.web.owner.routes.articles import articles
from runtime.web.owner.routes.business import business
from runtime.web.owner.routes.check import check
from runtime.web.owner.routes.files import files
from runtime.web.owner.routes.form_pages import form_pages
from runtime.web.owner.routes.locations import locations
from runtime.web.owner.routes.may_apply import may_apply
from runtime.web.owner.routes.paper import paper
from runtime.web.owner.routes.portal import portal
from runtime.web.owner.routes.search import search
from runtime.web.owner.routes.sessions import sessions

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


_MOST_PARTS = 5_000  # parts of a multipart post


def create_app(settings: Settings, dataset: Dataset | None = None) -> Flask:
    """The site as a WSGI application; raises WeakSettings when the settings are unsafe.

    Without ``dataset`` the one of the settings is opened; it must have been migrated.
    """
    settings = settings.checked()
    sites = PublishedSites(settings.output, TemplatedSite)
    app = Flask("runtime", static_folder=None, template_folder=None)
    _configure(app, settings)
    dataset = dataset or open_dataset_of(settings, sites.newest())
    app.extensions["onceonly"] = WebServices(settings, dataset, sites)
    for blueprint in (
        portal,
        business,
        locations,
        may_apply,
        articles,
        search,
        account,
        sessions,
        files,
        check,
        paper,
        form_pages,
    ):
        app.register_blueprint(blueprint)
    _bound_waiting(app)
    log_requests(app, settings)  # before `protect`, so that its responses get the headers
    protect(app, settings)
    # After `protect`: Flask runs it first, before packing.
    show_at_once(app, settings, lambda: site_of_request().styles)
    register_error_pages(app)
    if routes := undeclared(app):
        raise TypeError(f"Declare who may enter these routes: {', '.join(routes)}.")
    return app


def _bound_waiting(app: Flask) -> None:
    """Add up all waits of one request for the database, and limit their sum."""
    inner = app.wsgi_app

    def bounded(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with bounded_waiting():
            return inner(environ, start_response)

    app.wsgi_app = bounded  # type: ignore[method-assign]  # as in Flask's documentation


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        MAX_CONTENT_LENGTH=settings.largest_post,
        MAX_FORM_MEMORY_SIZE=settings.largest_text_post,
        MAX_FORM_PARTS=_MOST_PARTS,
        PREFERRED_URL_SCHEME="https" if settings.secure else "http",
        SESSION_COOKIE_SECURE=True,  # no view uses Flask's session; this makes it safe if one ever does
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=_hosts(settings),
    )
    app.url_map.strict_slashes = False


def _hosts(settings: Settings) -> list[str]:
    host = re.sub(":[0-9]+$", "", settings.host)
    return [host] if settings.secure else [host, "localhost", "127.0.0.1", "[::1]"]
