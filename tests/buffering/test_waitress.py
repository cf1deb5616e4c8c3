"""What is leaned on in Waitress: it must still be there, and its log must keep quiet about people."""

from __future__ import annotations

import pytest
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from runtime.web.buffering.connection import Connection
from runtime.web.buffering.request import Request
from tests.buffering.clients import ask, beginning, everything, headers
from tests.buffering.conftest import Start
from tests.work import until

OWN = {
    Connection: {"in_files", "close_if_late", "end_soon", "close_if_quiet", "give_up", "unread"},
    Request: {"in_files", "left_body"},
}


@pytest.mark.parametrize(("ours", "theirs"), [(Connection, HTTPChannel), (Request, HTTPRequestParser)])
def test_every_method_of_ours_stands_for_one_of_waitress(ours: type, theirs: type) -> None:
    public = {name for name in vars(ours) if not name.startswith("_")}
    assert OWN[ours] < public
    assert [name for name in public - OWN[ours] if not callable(getattr(theirs, name, None))] == []
    assert [name for name in OWN[ours] if hasattr(theirs, name)] == []


def test_no_private_name_of_ours_means_something_to_waitress() -> None:
    for ours, theirs in ((Connection, HTTPChannel), (Request, HTTPRequestParser)):
        private = {name for name in vars(ours) if name.startswith("_") and not name.endswith("__")}
        assert private
        assert [name for name in private if hasattr(theirs, name)] == []


def test_the_log_says_what_kind_of_thing_went_wrong_and_where_and_no_more(start: Start) -> None:
    small = start()
    secret = "canary-7319"
    assert ask(small.port, "GET", f"/fails/{secret}", Cookie=f"session={secret}").status == 500
    for said in (f"GET /{secret}", f"{secret}\r\n\r\n", f"GET / HTTP/1.1\r\n{secret}\r\n\r\n"):
        with beginning(small.port, said.encode() + b"\r\n\r\n") as client:
            everything(client)
    with beginning(small.port, headers("GET", f"/large?{secret}"), takes=4096):
        pass  # goes away without reading
    until(lambda: b"LookupError" in small.log.read_bytes(), seconds=10)
    assert ask(small.port, "GET", "/").status == 200
    log = small.log.read_text()
    assert "runtime.web.buffering.worker:" in log
    assert [word for word in (secret, "127.0.0.1", "/fails") if word in log] == []
