"""File storages by address: a folder or an S3 bucket."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from forms.text.extras import MissingExtra, with_extra
from runtime.dataset.files.base import FileStorage
from runtime.dataset.files.folder import open_folder
from runtime.dataset.records.errors import StoreError

_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]")
_PARAMETERS = {"endpoint", "region"}
_FOR_EXAMPLE = "write for example s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-central-1"


def open_files(url: str) -> FileStorage:
    """The files at ``url``: ``file:///absolute/path``, a plain path, or ``s3://bucket/prefix``.

    S3 has the parameters ``endpoint`` and ``region``; boto3 finds the keys in its usual places. Raises
    StoreError for an invalid address. Connects, or creates the folder, at the first call.
    """
    scheme = _split(url).scheme
    if scheme == "s3":
        return _bucket(url)
    if scheme not in {"", "file"}:
        raise StoreError(
            f"Files cannot be kept in “{scheme}:”; name a folder, or a bucket as s3://bucket/prefix."
        )
    return _folder(url)


def _folder(url: str) -> FileStorage:
    plain = not url.startswith("file:")
    path = url if plain else unquote(url.removeprefix("file://"))
    if not path or not (plain or path.startswith("/")):
        raise StoreError(f"“{url}” names no folder for files; write for example file:///var/files.")
    if Path(path).exists() and not Path(path).is_dir():
        raise StoreError(f"“{url}” is a file; name a folder for files.")
    return open_folder(Path(path))


def _bucket(url: str) -> FileStorage:
    parts = _split(url)
    if "@" in parts.netloc:
        raise StoreError(
            "The address of files holds a key; give keys as boto3 looks for them, by AWS_ACCESS_KEY_ID."
        )
    if not _BUCKET.fullmatch(parts.netloc) or parts.fragment:
        raise StoreError(f"“{url}” names no bucket for files; {_FOR_EXAMPLE}.")
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    if wrong := sorted(set(given) - _PARAMETERS):
        raise StoreError(f"“{url}” has a parameter “{wrong[0]}”; files know endpoint and region only.")
    endpoint = given.get("endpoint")
    if endpoint is not None and not _is_web_address(endpoint):
        raise StoreError(f"“{url}” has the endpoint “{endpoint}”, which is no web address; {_FOR_EXAMPLE}.")
    return _opened(parts.netloc, parts.path.strip("/"), endpoint, given.get("region"))


def _opened(bucket: str, prefix: str, endpoint: str | None, region: str | None) -> FileStorage:
    try:
        s3 = with_extra("s3", "runtime.dataset.files.s3")
    except MissingExtra as error:
        raise StoreError(str(error)) from error
    return cast(FileStorage, s3.BucketStorage(bucket, prefix, endpoint, region))


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as problem:
        raise StoreError(f"“{address}” is no address ({problem}); {_FOR_EXAMPLE}.") from problem


def _is_web_address(address: str) -> bool:
    parts = _split(address)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
