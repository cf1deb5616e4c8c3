"""File storage in an S3 bucket or a compatible service, with the names of a folder after a prefix."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from io import BufferedReader, RawIOBase
from typing import IO, TYPE_CHECKING, Any

from boto3.s3.transfer import TransferConfig
from boto3.session import Session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from runtime.dataset.files.base import (
    CHUNK,
    CLEARED,
    STAGING,
    DigestReader,
    FileStorage,
    Staged,
    is_digest,
    place_of,
)
from runtime.dataset.records.errors import NoRoom, StoreError, Unavailable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CONNECT_SECONDS = 2
READ_SECONDS = 10
_TRIES = 2
_PART = 5 * 1024 * 1024  # bytes of a part, which is held in memory: the minimum of S3
_IN_PARTS = TransferConfig(multipart_threshold=_PART, multipart_chunksize=_PART, use_threads=False)
_ABSENT = {"404", "NoSuchKey"}  # an answer to HEAD has no body, so only its status
_INSUFFICIENT_STORAGE = 507


class BucketStorage(FileStorage):
    """Files in a bucket. Thread-safe; connects at the first call."""

    def __init__(self, bucket: str, prefix: str, endpoint: str | None, region: str | None) -> None:
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""
        # boto3 creates its clients at run time, without types.
        self._client: Any = _client(endpoint, region)
        self._place = f"The bucket “{bucket}” at {self._client.meta.endpoint_url}"

    def stage(self, content: IO[bytes], expected_size: int) -> Staged:
        """See `FileStorage`. Space is limited by the bucket only, so ``expected_size`` is ignored."""
        name = secrets.token_hex(16)
        reader = DigestReader(content)
        with self._answers(), BufferedReader(reader, CHUNK) as source:
            self._client.upload_fileobj(source, self._bucket, self._staged(name), Config=_IN_PARTS)
        return Staged(name, reader.digest, reader.size)

    def place(self, staged: Staged) -> None:
        """See `FileStorage`."""
        source = {"Bucket": self._bucket, "Key": self._staged(staged.name)}
        with self._answers():
            try:
                self._client.copy_object(CopySource=source, **self._object(staged.digest))
            except self._client.exceptions.NoSuchKey:
                self._require(staged.digest)
        self.discard(staged)

    def discard(self, staged: Staged) -> None:
        """See `FileStorage`."""
        with suppress(Unavailable):
            self._delete(self._staged(staged.name))

    def open(self, digest: str) -> IO[bytes] | None:
        """See `FileStorage`. The stream downloads while it is read; it raises Unavailable when the connection
        breaks.
        """
        with self._answers():
            try:
                answer = self._client.get_object(**self._object(digest))
            except self._client.exceptions.NoSuchKey:
                return None
        return BufferedReader(_Body(answer["Body"], self._answers), CHUNK)

    def size(self, digest: str) -> int | None:
        """See `FileStorage`."""
        with self._answers():
            try:
                return int(self._client.head_object(**self._object(digest))["ContentLength"])
            except ClientError as refusal:
                if _code(refusal) not in _ABSENT:
                    raise
                self._client.head_bucket(Bucket=self._bucket)  # a missing bucket gives the same error
        return None

    def remove(self, digest: str) -> None:
        """See `FileStorage`."""
        self._delete(self._object(digest)["Key"])

    def digests(self) -> Iterator[str]:
        """See `FileStorage`."""
        for file in self._listed("list_objects_v2", "Contents", self._prefix):
            name = file["Key"].rpartition("/")[2]
            if is_digest(name) and file["Key"] == self._object(name)["Key"]:
                yield name

    def clear_staged(self, before: datetime) -> int:
        """See `FileStorage`."""
        staged = self._staged("")
        cleared = 0
        for file in self._listed("list_objects_v2", "Contents", staged):
            if file["LastModified"] < before:
                self._delete(file["Key"])
                cleared += 1
        for begun in self._listed("list_multipart_uploads", "Uploads", staged):
            if begun["Initiated"] < before:
                self._abort(begun["Key"], begun["UploadId"])
                cleared += 1
        return cleared

    def _object(self, digest: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": f"{self._prefix}{place_of(digest)}"}

    def _staged(self, name: str) -> str:
        return f"{self._prefix}{STAGING}/{name}"

    def _require(self, digest: str) -> None:
        if not self.has(digest):
            raise Unavailable(CLEARED)

    def _listed(self, operation: str, member: str, prefix: str) -> Iterator[dict[str, Any]]:
        """All entries of a listing, page by page."""
        with self._answers():
            for page in self._client.get_paginator(operation).paginate(Bucket=self._bucket, Prefix=prefix):
                yield from page.get(member, ())

    def _delete(self, key: str) -> None:
        with self._answers():
            self._client.delete_object(Bucket=self._bucket, Key=key)

    def _abort(self, key: str, upload: str) -> None:
        with self._answers(), suppress(self._client.exceptions.NoSuchUpload):  # it has just ended
            self._client.abort_multipart_upload(Bucket=self._bucket, Key=key, UploadId=upload)

    @contextmanager
    def _answers(self) -> Iterator[None]:
        """Raise errors of the bucket as NoRoom or Unavailable."""
        try:
            yield
        except ClientError as refusal:
            raise self._refused(refusal) from refusal
        except BotoCoreError as problem:
            raise Unavailable(f"{self._place} cannot be used ({problem}); look after it.") from problem

    def _refused(self, refusal: ClientError) -> Unavailable:
        if _is_full(refusal):
            return NoRoom(f"{self._place} is full ({_code(refusal)}); make room or raise its quota.")
        return Unavailable(
            f"{self._place} refuses ({_code(refusal)}); look whether it is there,"
            " and whether its keys may list, read, write and delete."
        )


class _Body(RawIOBase):
    """A download as a stream that raises errors of the bucket as Unavailable."""

    def __init__(self, body: Any, answers: Callable[[], AbstractContextManager[None]]) -> None:
        self._body = body
        self._answers = answers

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        with self._answers():
            return int(self._body.readinto(buffer))

    def close(self) -> None:
        self._body.close()
        super().close()


def _client(endpoint: str | None, region: str | None) -> Any:
    config = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"mode": "standard", "total_max_attempts": _TRIES},
        # Damaged bytes are detected by their digest (`verify`); boto3 would report an outage.
        response_checksum_validation="when_required",
    )
    try:
        return Session().client("s3", endpoint_url=endpoint, region_name=region, config=config)
    except (BotoCoreError, ValueError) as problem:
        raise StoreError(f"Files in S3: {problem}; mend their address or the settings of AWS.") from problem


def _code(refusal: ClientError) -> str:
    return str(refusal.response.get("Error", {}).get("Code", ""))


def _is_full(refusal: ClientError) -> bool:
    """Whether an error means that there is no space. S3 has no such error, but compatible services do."""
    status = refusal.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    code = _code(refusal)
    return status == _INSUFFICIENT_STORAGE or "Quota" in code or "StorageFull" in code
