"""Files with names in any script, on the server that ships: it refuses what a test client lets pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.http import parse_options_header

from tests.canaries.flows import PDF
from tests.distant import Distant, distant
from tests.journeys.browser import Browser
from tests.journeys.conftest import OWNER
from tests.journeys.steps import register
from tests.journeys.test_serve import free_port

NAMES = [
    "plan.pdf",
    "lease – signed.pdf",
    "план кухни.pdf",
    "厨房.pdf",
    "مخطط.pdf",
    "Ünal's “plan”.pdf",
    "🥟.pdf",
]


@pytest.fixture(scope="module")
def at_files(harborview: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Distant, Browser]]:
    with distant(tmp_path_factory.mktemp("names"), harborview, free_port()) as server:
        owner = server.browser()
        owner.sign_in(OWNER)
        register(owner)
        owner.open("/en/forms/inspection/premises")
        owner.send()
        yield server, owner


@pytest.mark.parametrize("name", NAMES)
def test_a_file_comes_back_under_its_own_name(at_files: tuple[Distant, Browser], name: str) -> None:
    _, owner = at_files
    owner.open("/en/forms/inspection/visit")
    owner.send(altered="unaltered", files={"plans": (PDF, name)}, plans__keep=[])
    assert name in owner.page.text
    (identifier,) = owner.open("/en/forms/inspection/visit").checked("plans.keep")
    with owner.client.get(f"/uploads/{identifier}") as answer:
        assert (answer.status_code, answer.data) == (200, PDF)
    disposition, options = parse_options_header(answer.headers["Content-Disposition"])
    assert (disposition, options["filename"]) == ("attachment", name)


@pytest.mark.parametrize("word", ["план", "厨房", "\u202e", "%0d%0aX-Evil: yes", "🥟"])
def test_an_address_in_any_script_is_answered(at_files: tuple[Distant, Browser], word: str) -> None:
    server, owner = at_files
    for path in (
        f"/en/submissions/{word}",
        f"/en/forms/registration/{word}",
        f"/{word}/",
        f"/en/search?q={word}",
    ):
        for client in (owner.client, server.test_client()):
            answer = client.get(path)
            assert answer.status_code in (200, 303, 404)
            assert "X-Evil" not in answer.headers
