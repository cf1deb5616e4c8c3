"""Addresses of files: a wrong one is told with its remedy, and boto3 is loaded for S3 only."""

from __future__ import annotations

import subprocess
import sys

import pytest

from runtime.dataset.files import open_files
from runtime.dataset.records.errors import StoreError, Unavailable


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("", "names no folder"),
        ("file://relative/path", "names no folder"),
        ("file:relative", "names no folder"),
        ("/dev/null", "is a file; name a folder"),
        ("http://files.example", "cannot be kept in “http:”; name a folder, or a bucket"),
        ("s3://", "names no bucket"),
        ("s3:city/files", "names no bucket"),
        ("s3://a city/files", "names no bucket"),
        ("s3://city/files#1", "names no bucket"),
        ("s3://[city", "is no address"),
        ("s3://city?endpoints=http://x", "parameter “endpoints”; files know endpoint and region only"),
        ("s3://city?endpoint=127.0.0.1:9000", "“127.0.0.1:9000”, which is no web address; write for example"),
        ("s3://city?endpoint=", "no web address"),
        ("s3://city?region=nowhere at all", "mend their address"),
    ],
)
def test_a_wrong_address_of_files_is_told_with_its_remedy(wrong: str, told: str) -> None:
    with pytest.raises(StoreError, match=told) as refused:
        open_files(wrong)
    assert not isinstance(refused.value, Unavailable)


def test_keys_in_an_address_are_refused_and_not_repeated() -> None:
    with pytest.raises(StoreError, match="AWS_ACCESS_KEY_ID") as refused:
        open_files("s3://name:hush@city/files")
    assert "hush" not in str(refused.value)


def test_without_boto3_an_address_of_s3_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)  # Python finds such a module missing
    with pytest.raises(StoreError, match=r"needs OnceOnly's extra “s3”: .*-py3-none-any.whl\[s3\]'"):
        open_files("s3://city")


def test_a_folder_needs_no_boto3() -> None:
    command = (
        "import sys; from runtime.dataset.files import open_files; open_files('x');"
        " assert 'boto3' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", command], check=True, timeout=60)
