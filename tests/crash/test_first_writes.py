"""The first writes after a start come from many threads of new processes at once, and none of them waits."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from tests.crash.city import prepare, serving, sign_in
from tests.crash.sender import Sender
from tests.crash.server import LONGEST
from tests.journeys.test_serve import free_port

STARTS = 12
WRITERS = 8  # as many as there are threads


@pytest.mark.slow
def test_the_first_writes_of_a_server_do_not_wait_for_ever(tmp_path: Path, url: str) -> None:
    store, port = prepare(tmp_path, url), free_port()
    cookies = sign_in(store, WRITERS)
    writers = [Sender(port, cookie, cookie, random.Random(1)) for cookie in cookies]
    for start in range(STARTS):
        with serving(tmp_path, store, port), ThreadPoolExecutor(WRITERS) as pool:
            together = Barrier(WRITERS)
            saved = [pool.submit(_save, one, f"start {start}", together) for one in writers]
            for one in saved:
                one.result(timeout=60)
    assert max(one.longest for one in writers) < LONGEST


def _save(writer: Sender, words: str, together: Barrier) -> None:
    page = writer.open()
    together.wait(timeout=30)
    writer.save(page, words)
