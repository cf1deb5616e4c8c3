"""Files that come with a page: checked by their field, kept by the store, posted on as references."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage, MultiDict

from forms.fields.base import Field, Problem
from forms.form import Page
from forms.messages import Message
from runtime.controls import Problems
from runtime.filling import Filling
from runtime.posting import Post
from runtime.stores import Upload
from runtime.visit import Visit

_HEAD = 4096  # bytes that a field looks at to see what a file really is


@dataclass(frozen=True)
class _Received:
    """One file of a post: its reference as JSON text, or why it was refused."""

    id: str = ""
    reference: str = ""
    refused: Message | None = None


def receive_files(
    visit: Visit, filling: Filling, page: Page, post: Post, sent: MultiDict[str, FileStorage]
) -> tuple[Post, Problems]:
    """The post with a reference for every file kept, and what is wrong with the others."""
    refused: dict[str, tuple[Problem, ...]] = {}
    for field in page.fields:
        if not field.takes_files:
            continue
        received = list(_held(visit, filling, field, post))
        new = [file for file in sent.getlist(field.name) if file.filename]
        # One beyond the limit is enough for the field to refuse them all: the rest would fill the disk.
        received += [_receive(visit, field, file) for file in new[: field.most_files + 1]]
        # Whatever text the browser posted under this name is dropped: references are made here only.
        kept = [file for file in received if file.reference]
        parts = {"": [file.reference for file in kept], "keep": [file.id for file in kept]}
        post = post.with_field(field.name, parts)
        problems = tuple(Problem(file.refused) for file in received if file.refused)
        if problems:
            refused[field.name] = problems
    return post, refused


def _held(visit: Visit, filling: Filling, field: Field, post: Post) -> Iterator[_Received]:
    """Files sent before, as far as the person keeps them."""
    value = filling.values.get(field.name)
    if value is None:
        return
    keep = post.of(field.name).get("keep", ())
    references = field.typed(value, visit.language)[""]
    for file, reference in zip(field.kept(value, visit.language), references, strict=True):
        if file.id in keep:
            yield _Received(file.id, reference)


def _receive(visit: Visit, field: Field, file: FileStorage) -> _Received:
    name = file.filename or ""
    head = file.stream.read(_HEAD)
    size = file.stream.seek(0, os.SEEK_END)
    if refused := field.problem_with(name, head, size):
        return _Received(refused=refused)
    file.stream.seek(0)
    account = visit.owner.account.id
    upload = Upload("", account, name, field.media_type(name), size, visit.now)
    kept = visit.store.keep_upload(upload, file.stream)
    reference = {"id": kept.id, "name": kept.name, "media_type": kept.media_type, "size": kept.size}
    return _Received(kept.id, json.dumps(reference, ensure_ascii=False))
