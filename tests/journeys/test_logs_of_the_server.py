"""What the server that ships writes to stderr: lines only, whole, of the right request, and no canary."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.canaries.flows import HEADERS, Owner, act
from tests.canaries.values import VALUES, found_in
from tests.distant import Distant, distant
from tests.journeys.test_request_ids import SAYS
from tests.journeys.test_serve import free_port
from tests.logged import parsed
from tests.work import ENOUGH, until


@pytest.fixture
def server(output: Path, tmp_path: Path) -> Iterator[Distant]:
    own = tmp_path / "output"
    shutil.copytree(output, own, symlinks=True)
    with distant(tmp_path, own, free_port(), ONCEONLY_LOG_LEVEL="debug") as server:
        yield server


MALFORMED = {
    "no line of HTTP": f"GET /en/{VALUES['ein']} {VALUES['business']}",
    "a header that is none": f"GET /en/ HTTP/1.1\r\nHost: x\r\n{VALUES['business']}\r\n",
    "a header with a bad name": f"GET /en/ HTTP/1.1\r\n{VALUES['browser']}: {VALUES['email']}\r\n",
    "another version": f"GET /en/{VALUES['phone'].replace(' ', '')} HTTP/{VALUES['ein']}",
    "a length that is none": f"POST /en/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: {VALUES['ssn']}\r\n",
    "an encoding that is none": f"POST /en/ HTTP/1.1\r\nTransfer-Encoding: {VALUES['forged token']}\r\n",
    "a line without end": f"GET /en/search?q={VALUES['location'].replace(' ', '+') * 1000} HTTP/1.1",
    "bytes": "\x16\x03\x01" + VALUES["email"],
}


def say(server: Distant, text: str) -> bytes:
    """Send bytes that no browser sends; gives the answer as far as there is one."""
    with socket.create_connection(("127.0.0.1", server.port), ENOUGH) as connection:
        connection.sendall(text.encode("utf-8", "surrogateescape") + b"\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)
        try:
            return connection.recv(65_536)
        except ConnectionResetError:
            return b""


def kill_one_worker(server: Distant) -> int:
    """Kill a worker and wait until another one has taken its place."""
    before = server.workers()
    os.kill(before[0], signal.SIGKILL)
    until(lambda: len(server.workers()) == len(before) and before[0] not in server.workers())
    return before[0]


def test_no_canary_comes_out_of_the_server_whatever_is_sent_or_broken(server: Distant) -> None:
    owner = Owner(server.browser())
    act(owner)
    for text in MALFORMED.values():
        say(server, text)
    killed = kill_one_worker(server)
    store = server.folder / "var" / "onceonly.db"
    for file in store.parent.glob("onceonly.db*"):
        if file.is_file() and not file.name.endswith("writer"):
            file.write_bytes(VALUES["note"].encode() * 500)
    broken = owner.browser.client.get("/en/business", headers=HEADERS)
    shutil.rmtree(server.folder / "output")
    worst = server.test_client().get("/es/", headers=HEADERS)

    lines = parsed(server.log)
    assert found_in(server.log, owner.secrets) == []
    told = Counter(line["event"] for line in lines)
    for event in (
        "signed_in",
        "submission_sent",
        "forged",
        "refused",
        "unavailable",
        "minor_request",
        "library",
    ):
        assert told[event], event
    assert (broken.status_code, worst.status_code) == (503, 503)
    for answer in (broken, worst):
        assert answer.headers["X-Request-Id"] in answer.get_data(as_text=True)
    said = {line["message"] for line in lines if line["event"] == "library"}
    assert f"Worker (pid:{killed}) was sent SIGKILL! Perhaps out of memory?" in said
    own = broken.headers["X-Request-Id"]
    away = [line["errors"] for line in lines if (line["event"], line["request"]) == ("unavailable", own)]
    assert "SQLITE_NOTADB" in str(away)


def test_ids_of_many_requests_at_once_are_never_mixed_and_no_line_is_torn(server: Distant) -> None:
    def ask(number: int) -> list[tuple[str, str, int]]:
        client, met = server.test_client(), []
        for turn in range(25):
            answer = client.get(f"/en/submissions/none-{number}" if turn % 2 else "/en/nowhere")
            said = SAYS.findall(answer.get_data(as_text=True))
            met.append((answer.headers["X-Request-Id"], "".join(said), answer.status_code))
        return met

    with ThreadPoolExecutor(8) as pool:
        answers = [one for met in pool.map(ask, range(8)) for one in met]
    assert len({identifier for identifier, _, _ in answers}) == 200
    lines = parsed(server.log)
    statuses = {line["request"]: line["status"] for line in lines if line["event"] == "request"}
    refused = Counter(line["request"] for line in lines if line["event"] == "refused")
    for identifier, said, status in answers:
        assert statuses[identifier] == status
        assert (said, refused[identifier]) == ((identifier, 1) if status == 404 else ("", 0))


def test_the_usual_level_keeps_quiet_about_files_and_signs_of_life(output: Path, tmp_path: Path) -> None:
    with distant(tmp_path, output, free_port()) as server:
        client = server.test_client()
        client.get("/health")
        client.get("/en/")
        told = [(line["event"], line.get("route")) for line in parsed(server.log)]
    assert [line for line in told if line[0] != "edition_served"] == [("request", "/<lang>/")]
    assert ("edition_served", None) in told
    assert "The portal is open" in (tmp_path / "stdout").read_text()
