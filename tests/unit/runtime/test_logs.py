"""Lines of the log: JSON of one shape, whoever says what; nothing of others that could quote somebody."""

from __future__ import annotations

import ast
import json
import logging
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.services.logs import Event, event, failures, of_account, of_request, request_id
from runtime.services.logs.lines import Lines
from runtime.web.gunicorn_log import GunicornLines
from tests.architecture.tree import ROOT, parsed
from tests.logged import COMMON, Log, logged

SECRET = "631-48-2957"
HERE = "tests.unit.runtime.test_logs"


@pytest.fixture
def log() -> Iterator[Log]:
    with logged() as log:
        yield log


def raised(kind: type[Exception]) -> Exception:
    with pytest.raises(kind) as caught:
        raise kind(SECRET)
    return caught.value


def test_an_event_has_what_all_lines_have_and_its_own_facts(log: Log) -> None:
    event(Event.REFUSED, kind="no_such_page", status=404)
    (line,) = log.lines
    assert list(line) == [*COMMON, "kind", "status"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("at"))
    assert line == {
        **{"level": "info", "event": "refused", "request": None, "account": None},
        **{"kind": "no_such_page", "status": 404},
    }


def test_no_fact_is_called_like_what_all_lines_have() -> None:
    assert [kind for kind in Event if set(kind.facts) & set(COMMON)] == []


def test_lines_of_a_request_carry_its_id_and_the_account_and_those_outside_none(log: Log) -> None:
    with of_request("0123456789abcdef"):
        event(Event.SIGNED_OUT)
        of_account("a1")
        logging.getLogger("anybody").error("deep in a library")
        assert request_id() == "0123456789abcdef"
    of_account("nobody's")
    event(Event.SIGNED_OUT)
    found = [(line["request"], line["account"]) for line in log.lines]
    assert found == [("0123456789abcdef", None), ("0123456789abcdef", "a1"), (None, None)]
    assert request_id() == ""


def test_requests_in_several_threads_keep_their_ids_apart(log: Log) -> None:
    together = threading.Barrier(8)

    def answer(number: int) -> None:
        for turn in range(20):
            with of_request(f"request-{number}-{turn}"):
                together.wait(10)
                of_account(f"account-{number}")
                event(Event.LIMITED, limit=f"{number}-{turn}", about=f"account-{number}")

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    lines = log.of("limited")
    assert len(lines) == 160
    assert all(line["request"] == f"request-{line['limit']}" for line in lines)
    assert all(line["account"] == line["about"] for line in lines)


@pytest.mark.parametrize(
    "text",
    ["one\ntwo", "one\r\ntwo", '"}\n{"event": "signed_in"}', "\u2028", "\x00\x1b[31m", "é"],
    ids=("line", "crlf", "object", "separator", "escape", "accent"),
)
def test_nothing_that_is_logged_can_begin_a_line_of_its_own(log: Log, text: str) -> None:
    event(Event.NOT_PRINTED, why=text)
    logging.getLogger("gunicorn.error").error("%s and " + text, text)
    first, second = log.text.split("\n")[:-1]
    assert json.loads(first)["why"] == text
    assert json.loads(second)["event"] == "library"
    assert log.text.isascii()


def test_half_a_character_is_written_as_ascii() -> None:
    # Past the loggers: pytest would keep what they hear, and cannot hand it from process to process.
    facts = {"event": Event.NOT_PRINTED, "facts": {"why": "\udce9"}}
    line = Lines().format(logging.makeLogRecord({"levelname": "ERROR", **facts}))
    assert line.isascii()
    assert json.loads(line)["why"] == "\udce9"


def test_an_error_is_told_by_types_and_places_and_never_by_its_words() -> None:
    def find() -> None:
        try:
            int(SECRET)
        except ValueError as cause:
            raise KeyError(SECRET) from cause

    try:
        find()
    except KeyError as error:
        found = failures(error)
    assert [text.partition(" ")[0] for text in found] == ["KeyError", "ValueError"]
    assert re.search(rf"at {HERE}:\d+ find < {HERE}:\d+ test_an_error", found[0])
    assert SECRET not in str(found)


def test_why_the_system_or_the_database_refused_is_told_by_name() -> None:
    full = OSError(28, f"no room for {SECRET}", f"/srv/{SECRET}")
    program = "import sqlite3; sqlite3.connect('/nowhere/at/all')"
    assert failures(full) == ["OSError ENOSPC"]
    assert failures(OSError(SECRET)) == ["OSError"]
    with pytest.raises(Exception, match="unable to open") as caught:
        exec(program)
    assert failures(caught.value)[0].startswith("sqlite3.OperationalError SQLITE_CANTOPEN at ")


def test_an_error_without_end_is_told_in_one_short_line() -> None:
    def deeper() -> None:
        deeper()

    try:
        deeper()
    except RecursionError as error:
        told = failures(error)
    circle = ValueError()
    circle.__cause__ = KeyError()
    circle.__cause__.__cause__ = circle
    assert [one.partition(" ")[0] for one in told] == ["RecursionError"]
    assert len(str(told)) < 2_000
    assert len(failures(circle)) == 4


@pytest.mark.parametrize(
    ("text", "arguments", "shown"),
    [
        ("WORKER TIMEOUT (pid:%s)", (4242,), "WORKER TIMEOUT (pid:4242)"),
        ("Worker (pid:%s) was sent %s!", (7, "SIGKILL"), "Worker (pid:7) was sent SIGKILL!"),
        ("Error handling request %s %s", ("POST", f"/en/sign-in/{SECRET}"), "Error handling request … …"),
        ("Task queue depth is %d", (9,), "Task queue depth is 9"),
        ("Account %s", (631482957,), "Account …"),  # numbers of that length are given to people
        ("Invalid request from ip=10.9.8.7", (), ""),
        ("%(who)s failed", ({"who": SECRET},), ""),
        ("%d failed", (SECRET,), ""),
        (ValueError(SECRET), (), ""),
        ([SECRET], (), ""),
    ],
)
@pytest.mark.parametrize("logger", ["gunicorn.error", "waitress", "waitress.queue", "werkzeug", "runtime"])
def test_a_library_is_quoted_without_values_and_only_where_its_texts_are_constants(
    logger: str, text: object, arguments: tuple[object, ...], shown: str
) -> None:
    error = raised(ValueError)
    record = logging.getLogger(logger).makeRecord(
        *(logger, logging.ERROR, "/srv/anywhere.py", 12, text, arguments),
        (ValueError, error, error.__traceback__),
        sinfo=SECRET,
    )
    written = Lines().format(record)
    line = json.loads(written)
    assert line["message"] == (shown if logger.startswith(("gunicorn", "waitress")) else "")
    assert line["place"] == "anywhere:12"
    assert line["errors"][0].startswith(f"ValueError at {HERE}:")
    assert list(line) == [*COMMON, *Event.LIBRARY.facts]
    assert SECRET not in written
    assert SECRET.replace("-", "") not in written


def test_gunicorn_hands_its_lines_on_and_says_who_warns(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    from gunicorn.config import Config  # noqa: PLC0415 - heavy, and for this test only

    cfg = Config()
    cfg.set("errorlog", None)
    own = logging.getLogger("gunicorn.error")
    monkeypatch.setattr(own, "handlers", [])
    lines = GunicornLines(cfg)
    lines.warning(f"Invalid request from ip=10.9.8.7: {SECRET}")
    lines.critical("WORKER TIMEOUT (pid:%s)", 4242)
    own.propagate = True
    assert own.handlers == []
    first, second = log.lines
    assert (first["message"], first["level"]) == ("", "warning")
    assert first["place"].startswith("test_logs:")
    assert (second["message"], second["level"]) == ("WORKER TIMEOUT (pid:4242)", "critical")
    assert SECRET not in log.text


PROGRAM = """
import logging, sys, threading, warnings
from runtime.services.logs import Event, configure, event
configure({level!r})
secret = "631-48-2957"
event(Event.MINOR_REQUEST, method="GET", route="", endpoint="", status=200, milliseconds=1, bytes=1)
event(Event.SIGNED_OUT)
logging.getLogger("sqlalchemy.engine.Engine").info("INSERT %s", secret)
logging.getLogger("gunicorn.error").error("%d", secret)
logging.getLogger("waitress").warning("Exception while serving /en/sign-in/" + secret)
warnings.warn(secret)

class Unwritable:
    def __mod__(self, other): raise ValueError(secret)
    __str__ = __repr__ = __mod__

event(Event.NOT_PRINTED, why=Unwritable())

class Dying:
    def __del__(self): raise ValueError(secret)

Dying()
def fail(): raise KeyError(secret)
thread = threading.Thread(target=fail, name=secret)
thread.start()
thread.join()
fail()
"""


@pytest.mark.parametrize("level", ["debug", "info", "warning"])
def test_a_configured_process_writes_nothing_but_lines_whatever_fails(level: str) -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM.format(level=level)], capture_output=True, text=True)
    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    said = [line["event"] for line in lines]
    assert (ran.returncode, ran.stdout, SECRET in ran.stderr) == (1, "", False)
    assert said.count("minor_request") == (level == "debug")
    assert said.count("signed_out") == (level != "warning")
    assert [line["logger"] for line in lines if line["event"] == "library"] == [
        "gunicorn.error",
        "waitress",
        "py.warnings",
    ]
    assert [line["errors"][0].partition(" ")[0] for line in lines if line["event"] == "failed"] == [
        "ValueError",
        "KeyError",
        "KeyError",
    ]


def calls() -> Iterator[tuple[str, str, set[str]]]:
    """Every event that the code logs: where, which, and with which facts."""
    for package in ("runtime", "onceonly"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "event":
                    facts = {str(one.arg) for one in node.keywords}
                    for name in ast.walk(node.args[0]):
                        if isinstance(name, ast.Attribute):
                            yield f"{path.name}:{node.lineno}", name.attr, facts


def test_every_event_is_logged_somewhere_with_the_facts_that_its_kind_takes() -> None:
    found = list(calls())
    wrong = [(place, name) for place, name, facts in found if facts != set(Event[name].facts)]
    assert wrong == []
    assert {name for _, name, _ in found} | {Event.LIBRARY.name} == {kind.name for kind in Event}


def test_the_documentation_tells_every_event_as_the_code_does() -> None:
    text = Path(ROOT, "docs", "commands.md").read_text("utf-8")
    rows = [
        f"| `{kind.label}` | {logging.getLevelName(kind.level).lower() if kind.level else 'any'} "
        f"| {kind.when} | {', '.join(f'`{fact}`' for fact in kind.facts)} |"
        for kind in Event
    ]
    assert "\n".join(rows) in text
