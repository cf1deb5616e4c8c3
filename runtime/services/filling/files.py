"""Uploads of a page: validated by their field, stored, and passed on as references."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO, Protocol

from forms.fields.base import AnswerError, Field, Stored, Value
from forms.fields.files import FileField
from forms.model.form import Form, Page
from forms.text.language import Language
from forms.text.messages import Message, message
from runtime.dataset import AccountFull, Draft, Unavailable, Upload
from runtime.services.access import can, require
from runtime.services.context import ServiceContext
from runtime.services.filling.answer_errors import AnswerErrors
from runtime.services.filling.form_state import FormState, parse
from runtime.services.filling.post import Post
from runtime.services.logs import Event, event

_HEAD = 4096  # bytes from which a field detects the real type of a file


class IncomingFile(Protocol):
    """A file as the browser sent it."""

    @property
    def filename(self) -> str | None:
        """The file name on the user's computer."""

    @property
    def stream(self) -> IO[bytes]:
        """The content as a seekable stream."""


IncomingFiles = Mapping[str, Sequence[IncomingFile]]
"""By field name."""


@dataclass
class UploadBatch:
    """The files of one request while they are stored."""

    ctx: ServiceContext
    kept: list[str] = field(default_factory=list)

    def receive(self, page: Page, post: Post, sent: IncomingFiles) -> tuple[Post, AnswerErrors]:
        """The post with a reference for every stored file, and the errors of the others.

        Raises NoRoom when the limit for files is reached or the disk is full.
        """
        refused: dict[str, tuple[AnswerError, ...]] = {}
        for question in _taking_files(page):
            new = [file for file in sent.get(question.name, ()) if file.filename]
            # One file beyond the limit makes the field refuse them all; storing more would only fill the
            # disk.
            received = [self._receive(question, file) for file in new[: question.most_files + 1]]
            references = {one.id: one.reference for one in received if one.refused is None}
            post = _with_references(post, question, {**_references(post, question), **references})
            if errors := tuple(AnswerError(one.refused) for one in received if one.refused):
                refused[question.name] = errors
        return post, refused

    def _receive(self, question: FileField, file: IncomingFile) -> _Received:
        name = file.filename or ""
        head = file.stream.read(_HEAD)
        size = file.stream.seek(0, os.SEEK_END)
        if refused := question.problem_with(name, head, size):
            return _Received(refused=refused)
        file.stream.seek(0)
        account = self.ctx.owner.account.id
        upload = Upload("", account, name, question.media_type(name), size, self.ctx.now)
        require(self.ctx.actor, "add file", account)
        try:
            kept = self.ctx.dataset.files.keep(upload, file.stream, self.ctx.settings.upload_limits)
        except AccountFull:
            event(Event.LIMITED, limit="upload_limits.account", about=account)
            return _Received(refused=_no_more(question, name))
        self.kept.append(kept.id)
        reference = {"id": kept.id, "name": kept.name, "media_type": kept.media_type, "size": kept.size}
        return _Received(kept.id, json.dumps(reference, ensure_ascii=False))


@contextmanager
def receiving_uploads(ctx: ServiceContext) -> Iterator[UploadBatch]:
    """The files of one request; those that no draft refers to afterwards are deleted, also after an
    exception.
    """
    require(ctx.actor, "add file", ctx.owner.account.id)
    arrivals = UploadBatch(ctx)
    try:
        yield arrivals
    finally:
        with suppress(Unavailable):  # files without a draft are cleared later anyway
            ctx.dataset.files.forget(arrivals.kept)


def file_to_read(ctx: ServiceContext, identifier: str) -> tuple[Upload, IO[bytes]] | None:
    """A file and its content, which the caller closes; None when the actor has no such file."""
    upload = ctx.dataset.files.get(identifier)
    if upload is None or not can(ctx.actor, "read file", upload):
        return None
    content = ctx.dataset.files.content(identifier)
    return (upload, content) if content else None


def with_stored_files(state: FormState, page: Page, post: Post, language: Language) -> Post:
    """The post with references to files sent earlier that the user has not removed.

    Text that the browser posted under this name is dropped: only the server makes references.
    """
    for question in _taking_files(page):
        held = _held(question, state.values.get(question.name), language)
        keep = post.of(question.name).get("keep", ())
        post = _with_references(post, question, {id: held[id] for id in held if id in keep})
    return post


def without_files(page: Page, post: Post, gone: Collection[str]) -> Post:
    """The post without references to deleted files."""
    for question in _taking_files(page):
        references = _references(post, question)
        left = {id: references[id] for id in references if id not in gone}
        post = _with_references(post, question, left)
    return post


def files_held(form: Form, draft: Draft, language: Language) -> tuple[str, ...]:
    """The ids of the uploads that the answers of a draft refer to.

    Includes files of questions that are hidden now, because these can be shown again.
    """
    asking = [question for question in form.fields() if isinstance(question, FileField)]
    files = [id for question in asking for id in _ids(question, draft.answers, language)]
    if not draft.files:
        return tuple(files)
    asked = {question.name for question in form.fields()}
    others = str([answer for name, answer in draft.answers.items() if name not in asked])
    return (*files, *(id for id in draft.files if id not in files and id in others))


@dataclass(frozen=True)
class _Received:
    """One file of a post: its reference as JSON text, or why it was refused."""

    id: str = ""
    reference: str = ""
    refused: Message | None = None


def _taking_files(page: Page) -> list[FileField]:
    return [question for question in page.fields if isinstance(question, FileField)]


def _held(question: FileField, value: Value, language: Language) -> dict[str, str]:
    if value is None:
        return {}
    ids = (file.id for file in question.kept(value, language))
    return dict(zip(ids, question.typed(value, language)[""], strict=True))


def _ids(question: FileField, answers: Mapping[str, Stored], language: Language) -> list[str]:
    value = parse(question, answers.get(question.name))
    return [file.id for file in question.kept(value, language)]


def _references(post: Post, question: Field) -> dict[str, str]:
    """The references of a post, by file id."""
    parts = post.of(question.name)
    return dict(zip(parts["keep"], parts[""], strict=True))


def _with_references(post: Post, question: Field, references: Mapping[str, str]) -> Post:
    return post.with_field(question.name, {"": list(references.values()), "keep": list(references)})


def _no_more(question: Field, name: str) -> Message:
    return message(
        "{label}: there was no room for the file “{name}”. Your files in forms that you have not sent yet,"
        " and those of the last day, take up all the room that we have for you. Send or discard a form that"
        " you began, remove a file that you do not need, or try again tomorrow.",
        label=question.label,
        name=name,
    )
